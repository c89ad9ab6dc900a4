-- Which save of a draft this is. A device names the one that it has changed, so that the server's order decides and no device's clock.
alter table drafts add column revision text not null default '';
