-- When it was last asked whether the database can be written: one row, which is written over.
create table health (
    id integer primary key check (id = 1),
    checked_at integer not null
) strict;
