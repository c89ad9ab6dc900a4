-- The session whose person let the browser in, by what its owner calls it by: what it confirmed is good no longer than it is itself.
alter table scans add column session text;
