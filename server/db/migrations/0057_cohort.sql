-- Class cohorts sold in groups of a community, each served by whoever its roster names.

create table cohort (
  org_id       uuid not null references org,
  cohort_id    uuid not null,
  name         text not null,
  intake_from  date not null,                -- leads join on these days
  intake_to    date not null,
  sales_to     date not null,                -- up to this day its leads stay with the roster
  belongs      jsonb not null,               -- a condition: which leads are of it
  fill         text not null check (fill in ('inOrder', 'evenly')),
  shifts       jsonb not null,               -- [{from, to}], the organisation's hours, one after the other
  position     integer not null,
  created_at   timestamptz not null,
  ended_at     timestamptz,                  -- since when its leads may fall back as any other
  archived_at  timestamptz,
  primary key (org_id, cohort_id),
  check (intake_from <= intake_to and intake_to <= sales_to)
);

create table cohort_group (
  org_id        uuid not null,
  group_id      uuid not null,
  cohort_id     uuid not null,
  name          text not null,
  capacity      integer not null check (capacity > 0),
  taken         integer not null default 0,
  position      integer not null,
  served_by     uuid,                        -- the rep its leads were last given to
  served_since  timestamptz,
  primary key (org_id, group_id),
  check (taken between 0 and capacity)       -- no group is ever overfull, whoever writes
);
create index cohort_group_cohort on cohort_group (org_id, cohort_id, position);

-- Who serves a group in a shift of a day.
create table cohort_shift (
  org_id      uuid not null,
  group_id    uuid not null,
  day         date not null,
  shift       smallint not null,
  user_id     uuid not null,
  instead_of  uuid,                          -- the rep it is a substitute for
  primary key (org_id, group_id, day, shift)
);
create index cohort_shift_day on cohort_shift (org_id, day);

create table cohort_lead (
  org_id     uuid not null,
  lead_id    uuid not null,
  group_id   uuid not null,
  placed_at  timestamptz not null,
  primary key (org_id, lead_id)
);
create index cohort_lead_group on cohort_lead (org_id, group_id);

-- Until then it stays with its group's roster: nothing lets it fall back.
alter table lead add column roster_until timestamptz;
