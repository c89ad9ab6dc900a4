-- 其他渠道登录: people who are on their way to a provider and back. What the provider hands them is kept by its hash, and so is the
-- cookie of the browser that they went with.
create table provider_trips (
    state_hash text primary key,
    browser_hash text not null,
    provider text not null,
    nonce text not null,
    verifier text not null,
    -- A page of ours.
    back text not null,
    ends_at bigint not null
);
create index provider_trips_by_ends on provider_trips (ends_at);
