-- 扫码登录: browsers that ask to be let in by a phone. Code and cookie are kept by their hashes alone.
create table scans (
    id text primary key,
    -- What stands in the QR code,
    secret_hash text not null unique,
    -- and what only the browser has that showed it.
    browser_hash text not null,
    device text not null,
    state text not null,
    created_at bigint not null,
    ends_at bigint not null,
    -- Who has it before them: nobody else may answer.
    seen_by text references applicants (id),
    -- Who signed in at the phone, once it is confirmed.
    subject text,
    mobile text
);
create index scans_by_ends on scans (ends_at);
create index scans_by_seen_by on scans (seen_by);
