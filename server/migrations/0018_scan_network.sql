-- The network that a browser asked from, hashed with the scan's id: the phone is told whether it is its own.
alter table scans add column network_hash text not null default '';
