-- Quarantine as a place of work, and how good a source is.

-- One row for each lead in quarantine: since when, and when it is refused by itself unless somebody sees to it.
-- True arrival and first come stay with the lead.
create table quarantine (
  org_id       uuid not null,
  lead_id      uuid not null,
  source_id    uuid not null,
  since        timestamptz not null,
  refuse_at    timestamptz,                  -- null: it may wait for ever
  warn_at      timestamptz,                  -- null: they were told of it, or there is nothing to tell
  paused       boolean not null default false, -- kept back because its source is paused
  told_by      integer not null default 0,   -- version of the suggestions its patterns are from; 0: none yet
  primary key (org_id, lead_id)
);
create index quarantine_refuse on quarantine (org_id, refuse_at) where refuse_at is not null;
create index quarantine_warn on quarantine (org_id, warn_at) where warn_at is not null;
create index quarantine_source on quarantine (org_id, source_id, lead_id);
create index quarantine_told on quarantine (org_id, told_by);

insert into quarantine (org_id, lead_id, source_id, since)
  select org_id, lead_id, source_id, arrived_at from lead where holder_kind = 'quarantine';

-- What is alike wrong with quarantined leads (`email.domain:gmial.com`): never a personal value.
create table quarantine_pattern (
  org_id   uuid not null,
  pattern  text collate "C" not null,
  lead_id  uuid not null,
  primary key (org_id, pattern, lead_id)
);
create index quarantine_pattern_lead on quarantine_pattern (org_id, lead_id);

-- A suggestion applied to all leads that are alike: its progress, and what it can be undone by.
create table quarantine_fix (
  org_id       uuid not null references org,
  fix_id       uuid not null,
  pattern      text not null,
  source_id    uuid,                         -- null: of every source
  state        text not null check (state in ('running', 'done', 'undoing', 'undone')),
  total        integer not null,
  fixed        integer not null default 0,
  released     integer not null default 0,
  kept         integer not null default 0,
  failed       integer not null default 0,
  undone       integer not null default 0,
  by_user      uuid not null,
  created_at   timestamptz not null,
  finished_at  timestamptz,
  after        uuid,                         -- the last lead done, in the order of their ids
  primary key (org_id, fix_id)
);
create index quarantine_fix_state on quarantine_fix (org_id, state) where state in ('running', 'undoing');

create table quarantine_fixed (
  org_id   uuid not null,
  fix_id   uuid not null,
  lead_id  uuid not null,
  version  integer not null,                 -- of the lead as the fix left it: whoever touched it since moved it on
  primary key (org_id, fix_id, lead_id)
);

-- When a source is paused by itself, and whether it is. What is decided of it stands in `version` too.
create table source_gate (
  org_id       uuid not null,
  source_id    uuid not null,
  body         jsonb,                        -- null: it is never paused by itself
  paused_at    timestamptz,
  paused_by    uuid,                         -- null: by itself
  why          jsonb,
  counts_from  timestamptz not null,         -- what arrived earlier counts no more
  primary key (org_id, source_id),
  foreign key (org_id, source_id) references source (org_id, source_id)
);

-- The last arrivals of a source; rows come in its order, so writing it costs next to nothing.
create index arrival_source on arrival (org_id, source_id, received_at);

-- How good a source is, told week by week: a million arrivals are too many to look at whenever somebody asks.
create table quality_week (
  org_id        uuid not null,
  week          date not null,               -- its Monday, in the organisation's zone
  source_id     uuid not null,
  batch_kind    text not null check (batch_kind in ('all', 'import', 'form', 'key', 'hand', 'other')),
  batch_id      uuid not null,               -- of nothing: the nil UUID
  arrivals      integer not null,
  judged        integer not null,            -- by the gate
  complete      integer not null,
  duplicate     integer not null,
  leads         integer not null,
  valid         integer not null,
  qualified     integer not null,
  converted     integer not null,
  median_hours  double precision,            -- to the first follow-up, of the leads that had one
  primary key (org_id, week, source_id, batch_kind, batch_id)
);
create table quality_told (
  org_id   uuid not null references org,
  week     date not null,
  told_at  timestamptz not null,
  primary key (org_id, week)
);

-- What might be meant by a row that is not good enough.
alter table import_row add column meant jsonb;
