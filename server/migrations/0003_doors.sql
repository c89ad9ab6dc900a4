-- An applicant is a person, whichever number, account or door they came by: what is begun at one door is found at another. Where a
-- person was known by several numbers, what each of them kept comes to the one that was there first.
create table merged as
select a.id as id, (
    select b.id from applicants b where b.person = a.person order by b.created_at, b.id limit 1
) as into_id from applicants a;

-- Of several drafts of a person the one that was touched last stays.
delete from drafts where exists (
    select 1 from drafts d join merged m on m.id = d.applicant
    where m.into_id = (select into_id from merged where id = drafts.applicant)
    and (d.updated_at > drafts.updated_at or (d.updated_at = drafts.updated_at and d.applicant > drafts.applicant))
);
update drafts set applicant = (select into_id from merged where id = drafts.applicant);
update pictures set applicant = (select into_id from merged where id = pictures.applicant);
update applications set applicant = (select into_id from merged where id = applications.applicant);
-- What was read of a picture can be read again.
delete from readings where applicant not in (select into_id from merged);
delete from reading_tries;
drop table sessions;

-- The table is made anew, for a column that is unique cannot be dropped. Its rows are back before the end, when what names them is held
-- against them.
pragma defer_foreign_keys = on;
create table kept as select id, person, created_at from applicants where id in (select into_id from merged);
drop table applicants;
create table applicants (
    id text primary key,
    person text not null unique references people (id),
    created_at bigint not null
);
insert into applicants (id, person, created_at) select id, person, created_at from kept;
drop table kept;
drop table merged;

-- Everybody signs in anew.
create table sessions (
    token_hash text primary key,
    -- What its owner calls it by, among their devices.
    id text not null unique,
    -- Null where nobody told a number.
    mobile text,
    -- Who signed in, whatever is known of them: what they try is counted by it.
    subject text not null,
    applicant text references applicants (id),
    way text not null,
    device text not null,
    kept boolean not null,
    created_at bigint not null,
    seen_at bigint not null,
    ends_at bigint not null
);
create index sessions_by_seen on sessions (seen_at);
create index sessions_by_applicant on sessions (applicant);
create index sessions_by_subject on sessions (subject);

drop table real_name_failures;
create table real_name_failures (
    subject text not null,
    failed_at bigint not null
);
create index real_name_failures_by_subject on real_name_failures (subject, failed_at);
