-- What a person agreed to beside their application: which text or sentence, in which version, and when they first did.
create table consents (
    applicant text not null references applicants (id),
    kind text not null,
    version text not null,
    agreed_at bigint not null,
    primary key (applicant, kind, version)
);
