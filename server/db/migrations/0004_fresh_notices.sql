-- Notices wait here until a job lines them up at mailboxes and robots: one job for all that come within a moment.
alter table notice add column fresh boolean not null default false;
alter table notice alter column fresh set default true;
create index notice_fresh on notice (org_id, notice_id) where fresh;
