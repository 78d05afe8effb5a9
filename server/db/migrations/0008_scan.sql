-- Looking through all leads for those that may be one person twice, and the pairs a person is asked about.
create table scan (
  org_id       uuid not null references org,
  scan_id      uuid not null,
  state        text not null check (state in ('checking', 'running', 'done', 'cancelled', 'failed')),
  options      jsonb not null default '{}',
  progress     jsonb not null default '{}',  -- step, leads read, pairs stored
  counts       jsonb not null default '{}',
  model        jsonb,                        -- the estimated weights; no value of anybody
  created_by   uuid not null,
  created_at   timestamptz not null default now(),
  started_at   timestamptz,
  finished_at  timestamptz,
  primary key (org_id, scan_id)
);
-- One at a time: two would compute the same.
create unique index scan_active on scan (org_id) where state in ('checking', 'running');

create table match_pair (
  org_id       uuid not null references org,
  pair_id      uuid not null,
  lead_a       uuid not null,
  lead_b       uuid not null check (lead_a < lead_b),
  found_by     text not null check (found_by in ('rule', 'likely')),
  rule         jsonb,                        -- which rule of which version, where one found it
  probability  real not null default 1 check (probability between 0 and 1),
  evidence     jsonb,                        -- prior, and per field its level and weight in bits; never a value
  cluster      integer,                      -- of its scan, where both are in one
  state        text not null default 'open' check (state in ('open', 'same', 'different')),
  scan_id      uuid,
  found_at     timestamptz not null,
  decided_at   timestamptz,
  decided_by   uuid,
  primary key (org_id, pair_id),
  unique (org_id, lead_a, lead_b)
);
create index match_pair_open on match_pair (org_id, probability desc, pair_id desc) where state = 'open';
create index match_pair_other on match_pair (org_id, lead_b);
create index match_pair_cluster on match_pair (org_id, scan_id, cluster) where cluster is not null;
