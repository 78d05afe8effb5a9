-- How many of a source's leads were checked, and how many of those can be reached.
alter table quality_week
  add column checked integer not null default 0,
  add column reached integer not null default 0;
-- Told anew by whoever asks next, with what is known of reaching them.
delete from quality_told;
