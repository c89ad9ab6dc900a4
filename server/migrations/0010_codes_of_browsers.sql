-- A code belongs to the browser that asked for it: who asks for one to somebody else's number, or tries digits, touches a row of their
-- own. Codes are good for minutes only, so that whoever waits for one asks again.
drop table sms_codes;
create table sms_codes (
    mobile text not null,
    browser_hash text not null,
    salt text not null,
    code_hash text not null,
    sent_at bigint not null,
    expires_at bigint not null,
    tries_left bigint not null,
    primary key (mobile, browser_hash)
);
