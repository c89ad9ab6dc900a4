-- Where a person of the imported table stands with the card, and what their electronic licence tells, a JSON object of answers.
alter table insured add column standing text not null default 'eligible';
alter table insured add column licence text;

-- Whether an applicant may apply, as the register last said, and the pictures of their electronic licence where they authorised its use.
create table eligibilities (
    applicant text primary key references applicants (id),
    standing text not null,
    asked_at bigint not null,
    answers text,
    emblem_side text references pictures (id) on delete set null,
    portrait_side text references pictures (id) on delete set null
);
create index eligibilities_by_emblem_side on eligibilities (emblem_side);
create index eligibilities_by_portrait_side on eligibilities (portrait_side);
