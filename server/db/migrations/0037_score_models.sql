-- Scorecards learned from the organisation's own outcomes, and whether they are learned anew every month.
create table score_model (
  org_id       uuid not null references org,
  model_id     uuid not null,
  state        text not null check (state in ('checking', 'running', 'done', 'cancelled', 'failed')),
  options      jsonb not null default '{}',  -- keep: columns a person has judged no leak
  progress     jsonb not null default '{}',  -- step, leads, leads read
  counts       jsonb not null default '{}',  -- won, lost
  learned      jsonb,                        -- card, calibrator, judged, leaks, columns and how they were spread; no value of anybody
  drift        jsonb,                        -- by column how far the newest arrivals have moved
  drift_at     timestamptz,
  drift_told   boolean not null default false,
  created_by   uuid,                         -- null: by the schedule
  created_at   timestamptz not null default now(),
  started_at   timestamptz,
  finished_at  timestamptz,
  primary key (org_id, model_id)
);
-- One at a time: two would learn the same.
create unique index score_model_active on score_model (org_id) where state in ('checking', 'running');

create table score_learning (
  org_id   uuid primary key references org,
  monthly  boolean not null
);
