-- Drafts of the assignment rules run on what arrived, before they are in force; and what publishing asks for first.
create table rehearsal (
  org_id        uuid not null references org,
  rehearsal_id  uuid not null,
  state         text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  draft         jsonb not null,               -- the rules, as they would be published
  hash          text not null,                -- of the draft as it is sorted: the same rules have the same
  days          integer not null,
  leads         integer not null default 0,
  dealt         integer not null default 0,   -- so far
  result        jsonb,                        -- counts by rep and rule; ids of leads, no value of anybody
  created_by    uuid not null,
  created_at    timestamptz not null default now(),
  finished_at   timestamptz,
  primary key (org_id, rehearsal_id)
);
-- One at a time: each reads all that arrived.
create unique index rehearsal_active on rehearsal (org_id) where state = 'running';

create table assign_gate (
  org_id  uuid primary key references org,
  asks    jsonb not null
);
