-- Pictures that were sent, whether they could be used or not.
create table upload_tries (
    applicant text not null references applicants (id),
    sent_at bigint not null
);
create index upload_tries_by_applicant on upload_tries (applicant, sent_at);
insert into upload_tries (applicant, sent_at) select applicant, created_at from pictures;
