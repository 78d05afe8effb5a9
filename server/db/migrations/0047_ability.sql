-- How able reps are, by what became of the leads they held at the end.

create table ability_setting (
  org_id       uuid primary key references org,
  body         jsonb not null,
  changed_by   uuid,
  changed_at   timestamptz not null
);

-- When abilities were last reckoned, and what was fitted to the organisation's leads. Its row is the lock of reckoning.
create table ability_run (
  org_id       uuid primary key references org,
  reckoned_at  timestamptz,
  leads        integer not null default 0,
  fit          jsonb                         -- bases, bands and strengths; the chances stand in a table of their own
);

-- Each lead whose outcome is known, and whose it was then. Follows the trail: what changes there is looked up anew.
create table ability_evidence (
  org_id       uuid not null,
  lead_id      uuid not null,
  user_id      uuid,                         -- null: no rep held it at the end
  outcome      text not null check (outcome in ('won', 'lost', 'invalid', 'stale')),
  grade        text not null,                -- as it arrived: what nobody's work has changed yet
  taken_at     timestamptz,
  ended_at     timestamptz not null,
  picked       boolean not null,             -- taken out of a pool or given by a person
  primary key (org_id, lead_id)
);
create index ability_evidence_user on ability_evidence (org_id, user_id, ended_at desc, lead_id desc)
  where user_id is not null;
-- Who held a lead when it was closed, found without reading its whole trail.
create index lead_event_closed on lead_event (org_id, lead_id, event_id) where kind = 'closed';

-- With which chance all win leads of a kind.
create table ability_chance (
  org_id       uuid not null,
  channel      text not null,
  segment      text not null,
  grade        text not null,
  chance       double precision not null,
  primary key (org_id, channel, segment, grade)
);

create table rep_ability (
  org_id          uuid not null,
  user_id         uuid not null,
  channel         text not null,             -- '*': every channel
  segment         text not null,             -- '*': every segment
  mean            double precision not null, -- of Beta(mean × strength, (1 − mean) × strength)
  strength        double precision not null,
  low             double precision not null, -- of the interval of 90 %
  high            double precision not null,
  base            double precision not null,
  prior_mean      double precision not null,
  prior_strength  double precision not null,
  won             integer not null,
  lost            integer not null,
  stale           integer not null,
  invalid         integer not null,
  picked          integer not null,
  expected        double precision not null,
  weight          double precision not null,
  tier            text,
  tier_since      timestamptz,
  primary key (org_id, user_id, channel, segment)
);

-- Every move from tier to tier, with what it was made for.
create table rep_ability_history (
  org_id     uuid not null,
  user_id    uuid not null,
  channel    text not null,
  segment    text not null,
  at         timestamptz not null,
  from_tier  text,
  to_tier    text,
  mean       double precision not null,
  low        double precision not null,
  high       double precision not null,
  base       double precision not null,
  won        integer not null,
  leads      integer not null,
  primary key (org_id, user_id, channel, segment, at)
);

create table ability_appeal (
  org_id      uuid not null,
  lead_id     uuid not null,
  user_id     uuid not null,
  reason      text not null,
  state       text not null default 'open' check (state in ('open', 'accepted', 'refused')),
  answer      text,
  made_at     timestamptz not null,
  decided_by  uuid,
  decided_at  timestamptz,
  primary key (org_id, lead_id, user_id)
);
create index ability_appeal_open on ability_appeal (org_id, made_at) where state = 'open';
