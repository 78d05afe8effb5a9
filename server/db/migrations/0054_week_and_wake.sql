-- What a rep may be given in a week, and when a lead that waits is dealt again.

alter table member add column weekly_max integer check (weekly_max >= 0);   -- null: no cap

-- The week is that of `day`, from Monday. What this week brought before today was not counted: it begins with today's.
alter table rep_load add column given_week integer not null default 0;
update rep_load set given_week = given_today;

-- null while it waits: a person gives it.
alter table lead add column wake_at timestamptz;
create index lead_wake on lead (org_id, wake_at, lead_id) where wake_at is not null;
