-- Ids and times are text and integers that every engine has; times are seconds since 1970-01-01T00:00:00Z.

create table people (
    id text primary key,
    id_number text not null unique,
    name text not null,
    created_at bigint not null
);

-- A person as one mobile number knows them: what is kept belongs to this pair.
create table applicants (
    id text primary key,
    mobile text not null,
    person text not null references people (id),
    created_at bigint not null,
    unique (mobile, person)
);

create table sessions (
    token_hash text primary key,
    mobile text not null,
    applicant text references applicants (id),
    created_at bigint not null,
    seen_at bigint not null
);
create index sessions_by_seen on sessions (seen_at);

create table sms_codes (
    mobile text primary key,
    salt text not null,
    code_hash text not null,
    sent_at bigint not null,
    expires_at bigint not null,
    tries_left bigint not null
);

create table sms_sends (
    mobile text not null,
    sent_at bigint not null
);
create index sms_sends_by_mobile on sms_sends (mobile, sent_at);

create table real_name_failures (
    mobile text not null,
    failed_at bigint not null
);
create index real_name_failures_by_mobile on real_name_failures (mobile, failed_at);

-- What the sandbox's gateway would have sent.
create table sandbox_messages (
    id integer primary key,
    mobile text not null,
    text text not null,
    sent_at bigint not null
);

create table insured (
    id_number text primary key,
    name text not null
);

create table branches (
    code text primary key,
    bank text not null,
    name text not null,
    district text not null,
    address text not null,
    telephone text not null
);
create index branches_by_bank on branches (bank);

create table imports (
    what text primary key,
    version text not null,
    row_count bigint not null,
    imported_at bigint not null
);

create table pictures (
    id text primary key,
    applicant text not null references applicants (id),
    kind text not null,
    format text not null,
    bytes bigint not null,
    width bigint not null,
    height bigint not null,
    sha256 text not null,
    faults text not null,
    created_at bigint not null
);
create index pictures_by_applicant on pictures (applicant, created_at);

create table drafts (
    applicant text primary key references applicants (id),
    draft_key text not null,
    saved_at bigint not null,
    draft text not null,
    updated_at bigint not null
);

create table applications (
    receipt text primary key,
    applicant text not null references applicants (id),
    person text not null references people (id),
    draft_key text not null,
    status text not null,
    mailed boolean not null,
    draft text not null,
    faults text not null,
    directory_version text not null,
    submitted_at bigint not null,
    changed_at bigint not null,
    unique (applicant, draft_key)
);
create index applications_by_applicant on applications (applicant, submitted_at);
create index applications_by_status on applications (status, submitted_at);
-- One application under way per person, whatever phone it came from.
create unique index applications_under_way on applications (person) where status not in ('collected', 'returned');

create table application_pictures (
    receipt text not null references applications (receipt),
    picture text not null references pictures (id),
    kind text not null,
    primary key (receipt, kind)
);
create index application_pictures_by_picture on application_pictures (picture);

create table events (
    receipt text not null references applications (receipt),
    position bigint not null,
    status text not null,
    happened_at bigint not null,
    note text,
    primary key (receipt, position)
);
