-- Accounts of the operator. The password's hash is argon2id as PHC string; null until it is set by a code of an SMS.
create table accounts (
    id text primary key,
    username text not null unique,
    mobile text not null unique,
    id_number text not null unique,
    name text not null,
    password_hash text,
    created_at bigint not null,
    changed_at bigint not null
);

-- Devices on which the owner of an account has signed in: what strangers try does not count there.
create table known_devices (
    account text not null references accounts (id),
    token_hash text not null,
    seen_at bigint not null,
    primary key (account, token_hash)
);
create index known_devices_by_seen on known_devices (seen_at);

-- Codes for a new password, each bound to the ticket of who asked for it.
create table account_resets (
    ticket_hash text primary key,
    account text not null references accounts (id),
    salt text not null,
    code_hash text not null,
    sent_at bigint not null,
    expires_at bigint not null,
    tries_left bigint not null
);
create index account_resets_by_account on account_resets (account, sent_at);
