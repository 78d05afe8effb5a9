-- Drafts of the scorecards run on history before anybody is scored by them, and what publishing asks for first.
create table score_preview (
  org_id       uuid not null references org,
  preview_id   uuid not null,
  state        text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  draft        jsonb not null,               -- the scorecards, as they would be published
  hash         text not null,                -- of the draft as it is sorted: the same scorecards have the same
  version      integer,                      -- the version that was previewed; null: a draft
  against      integer not null,             -- the version it is compared with; 0: none
  options      jsonb not null,               -- days, field
  progress     jsonb not null default '{}',  -- step, leads, leads scored
  result       jsonb,                        -- counts by score, grade, rep, segment; no value of anybody, ids of leads
  created_by   uuid not null,
  created_at   timestamptz not null default now(),
  started_at   timestamptz,
  finished_at  timestamptz,
  primary key (org_id, preview_id)
);
-- One at a time: each reads every open lead.
create unique index score_preview_active on score_preview (org_id) where state = 'running';

create table score_gate (
  org_id  uuid primary key references org,
  asks    jsonb not null
);
