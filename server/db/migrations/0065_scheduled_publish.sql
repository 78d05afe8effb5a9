-- A version of a policy that is to be published at a moment ahead, over the version it was made from.
create table scheduled_publish (
  org_id       uuid not null references org,
  schedule_id  uuid not null,
  kind         text not null,
  scope        text not null default '',
  body         jsonb not null,
  over         integer not null,                 -- published only while this is the version in force
  note         text,
  at           timestamptz not null,
  planned_by   uuid not null,
  planned_at   timestamptz not null,
  state        text not null check (state in ('planned', 'published', 'cancelled', 'stale', 'refused')),
  settled_at   timestamptz,
  why          jsonb,                            -- of one that was refused: the code, and what it names
  primary key (org_id, schedule_id)
);
create index scheduled_publish_due on scheduled_publish (org_id, at) where state = 'planned';
