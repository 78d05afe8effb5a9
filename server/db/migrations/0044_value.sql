-- Expected value and priority leads. A lead has none of it until the organisation says what its leads are worth.
alter table lead
  add column expected_value  bigint,
  add column value_terms     jsonb,
  add column value_version   integer,
  add column priority_since  timestamptz,       -- since when its value asks for priority; null: it does not
  add column priority_due_at timestamptz;       -- by when somebody is to follow it up; null: nobody is awaited

create index lead_value on lead (org_id, expected_value desc, lead_id desc) where expected_value is not null;
create index lead_priority_due on lead (org_id, priority_due_at, lead_id) where priority_due_at is not null;

-- What the policy of values in force is reckoned from: history as it was when it was last read. A newer number values every lead anew.
create table value_basis (
  org_id       uuid primary key references org,
  version      integer not null,                -- of the policy it was read for: values go by that one
  number       integer not null,
  figures      jsonb not null,
  model_id     uuid,                            -- the learned scorecard that tells chances
  at           timestamptz not null,            -- when it came into force
  looked_at    timestamptz not null             -- when history was last looked at
);

-- Each time a lead was to be followed up with priority: from when, by when, and what came of it.
create table priority (
  org_id       uuid not null references org,
  priority_id  uuid not null,
  lead_id      uuid not null,
  since        timestamptz not null,
  given_at     timestamptz not null,            -- the deadline counts from here: it begins anew with another rep
  due_at       timestamptz not null,
  next_at      timestamptz,                     -- when somebody is told next; null once it is over
  step         smallint not null default 0,     -- how many times somebody was told of this deadline
  user_id      uuid,                            -- the rep who has it, or had it last
  value        bigint not null,
  met_at       timestamptz,                     -- when it was followed up
  ended_at     timestamptz,
  ended_as     text check (ended_as in ('met', 'closed', 'below')),
  primary key (org_id, priority_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id)
);
create unique index priority_open on priority (org_id, lead_id) where ended_at is null;
create index priority_next on priority (org_id, next_at) where next_at is not null;
create index priority_since on priority (org_id, since);

alter table score_run add column basis integer not null default 0;

alter table policy drop constraint if exists policy_kind_check;
alter table policy add constraint policy_kind_check
  check (kind in ('gate', 'match', 'score', 'assign', 'recycle', 'tags', 'merge', 'compliance', 'profile', 'value'));
