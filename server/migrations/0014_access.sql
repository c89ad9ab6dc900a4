-- Which version of 访问授权 was given when the register was asked; none where it was asked without.
alter table eligibilities add column access text;
