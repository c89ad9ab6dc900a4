-- What was read of an identity card's picture, kept as long as a picture with these bytes is. The kind is part of the key: the same
-- bytes in the place of the other side are put right, in their own place they are right.
create table readings (
    applicant text not null references applicants (id),
    kind text not null,
    sha256 text not null,
    reading text not null,
    put_right text references pictures (id) on delete cascade,
    read_at bigint not null,
    primary key (applicant, kind, sha256)
);
create index readings_by_put_right on readings (put_right);

create table reading_tries (
    applicant text not null references applicants (id),
    kind text not null,
    read_at bigint not null
);
create index reading_tries_by_applicant on reading_tries (applicant, kind, read_at);
create index pictures_by_sha256 on pictures (applicant, kind, sha256);
