-- The house's first tables. Read ARCHITECTURE.md for which room writes which.
-- Every key begins with org_id, so that each organisation can live on one shard; row-level security
-- is added to every table of this schema by migrate.ts, so that it cannot be forgotten.

-- ── people ──────────────────────────────────────────────────────────────────────────────────────

create table org (
  org_id      uuid primary key,
  slug        text not null unique,          -- stands in the address of public forms
  name        text not null,
  locale      text not null default 'zh' check (locale in ('zh', 'en')),
  time_zone   text not null default 'Asia/Shanghai',
  currency    text not null default 'CNY',
  created_at  timestamptz not null default now()
);

create table member (
  org_id       uuid not null references org,
  user_id      uuid not null,                -- better-auth's user; no foreign key into its schema
  name         text not null,
  email        text,
  mobile       text,
  roles        text[] not null check (roles <@ array['admin', 'manager', 'rep', 'marketer']),
  status       text not null default 'active' check (status in ('active', 'left')),
  holding_max  integer check (holding_max >= 0),   -- null: no cap
  daily_max    integer check (daily_max >= 0),
  settings     jsonb not null default '{}',
  created_at   timestamptz not null default now(),
  primary key (org_id, user_id)
);
create index member_user on member (user_id);
create unique index member_email on member (org_id, email);
create unique index member_mobile on member (org_id, mobile);

create table team (
  org_id       uuid not null references org,
  team_id      uuid not null,
  parent_id    uuid,
  name         text not null,
  position     integer not null default 0,
  archived_at  timestamptz,
  created_at   timestamptz not null default now(),
  primary key (org_id, team_id),
  foreign key (org_id, parent_id) references team (org_id, team_id)
);

create table team_member (
  org_id   uuid not null,
  team_id  uuid not null,
  user_id  uuid not null,
  leads    boolean not null default false,   -- answers for the team and all below it
  primary key (org_id, team_id, user_id),
  foreign key (org_id, team_id) references team (org_id, team_id),
  foreign key (org_id, user_id) references member (org_id, user_id)
);
create index team_member_user on team_member (org_id, user_id);

create table absence (
  org_id      uuid not null,
  absence_id  uuid not null,
  user_id     uuid not null,
  deputy_id   uuid,                          -- sees what the absent one sees
  from_at     timestamptz not null,
  to_at       timestamptz not null check (to_at > from_at),
  primary key (org_id, absence_id),
  foreign key (org_id, user_id) references member (org_id, user_id),
  foreign key (org_id, deputy_id) references member (org_id, user_id)
);
create index absence_deputy on absence (org_id, deputy_id, to_at);

create table invitation (
  org_id         uuid not null references org,
  invitation_id  uuid not null,
  name           text not null,
  email          text,
  mobile         text,
  roles          text[] not null,
  team_id        uuid,
  token_hash     bytea not null,
  invited_by     uuid not null,
  created_at     timestamptz not null default now(),
  expires_at     timestamptz not null,
  accepted_at    timestamptz,
  primary key (org_id, invitation_id)
);

create table api_key (
  org_id        uuid not null references org,
  api_key_id    uuid not null,
  name          text not null,
  key_hash      bytea not null,              -- SHA-256: the key itself has 256 random bits
  hint          text not null,               -- its last four characters, for the list
  scopes        text[] not null,
  created_by    uuid not null,
  created_at    timestamptz not null default now(),
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  primary key (org_id, api_key_id)
);
create unique index api_key_hash on api_key (org_id, key_hash);

-- ── what decisions look at, by valid time ───────────────────────────────────────────────────────

-- Policies are versions of sets of rules: gates, match policies, scorecards, assignment, recycling, tags.
create table policy (
  org_id        uuid not null references org,
  kind          text not null check (kind in ('gate', 'match', 'score', 'assign', 'recycle', 'tags')),
  scope         text not null default '',    -- a source's id where the kind is kept per source
  version       integer not null,
  body          jsonb not null,
  note          text,
  published_by  uuid,
  valid_from    timestamptz not null,
  valid_to      timestamptz not null default 'infinity',
  primary key (org_id, kind, scope, version)
);
create unique index policy_current on policy (org_id, kind, scope) where valid_to = 'infinity';

-- Every other thing a decision looks at (members, teams, rosters, pools, fields, sources, absences):
-- its body from valid_from to valid_to, written beside the row it copies.
create table version (
  org_id      uuid not null references org,
  subject     text not null,
  subject_id  uuid not null,
  valid_from  timestamptz not null,
  valid_to    timestamptz not null default 'infinity',
  body        jsonb,                         -- null: it did not exist in that time
  changed_by  uuid,
  primary key (org_id, subject, subject_id, valid_from)
);

create table field (
  org_id       uuid not null references org,
  field_id     uuid not null,
  key          text not null,
  type         text not null check (type in ('text', 'number', 'date', 'choice', 'list', 'region', 'boolean')),
  label_zh     text not null,
  label_en     text not null,
  options      jsonb not null default '[]',
  fast         boolean not null default false,
  personal     boolean not null default false,
  position     integer not null default 0,
  archived_at  timestamptz,
  created_at   timestamptz not null default now(),
  primary key (org_id, field_id)
);
create unique index field_key on field (org_id, key);

create table source (
  org_id       uuid not null references org,
  source_id    uuid not null,
  key          text not null,
  name         text not null,
  channel      text not null default 'other',
  archived_at  timestamptz,
  created_at   timestamptz not null default now(),
  primary key (org_id, source_id)
);
create unique index source_key on source (org_id, key);

-- ── the lead ────────────────────────────────────────────────────────────────────────────────────

-- One key a person. What append-only rows hold of them is sealed with it; deleting the row erases it all.
create table person_key (
  org_id       uuid not null,
  person_id    uuid not null,
  sealing_key  bytea not null,
  primary key (org_id, person_id)
);

create table pool (
  org_id         uuid not null references org,
  pool_id        uuid not null,
  name           text not null,
  daily_limit    integer check (daily_limit >= 0),      -- claims a member a day; null: no limit
  holding_limit  integer check (holding_limit >= 0),    -- leads a member may hold when claiming
  archived_at    timestamptz,
  created_at     timestamptz not null default now(),
  primary key (org_id, pool_id)
);

create table pool_member (
  org_id     uuid not null,
  pool_id    uuid not null,
  kind       text not null check (kind in ('user', 'team')),
  member_id  uuid not null,
  primary key (org_id, pool_id, kind, member_id),
  foreign key (org_id, pool_id) references pool (org_id, pool_id)
);

create table lead (
  org_id             uuid not null,
  lead_id            uuid not null,
  person_id          uuid not null,
  name               text,
  company            text,
  title              text,
  phone              text,
  email              text,
  wechat             text,
  region             text,
  need               text,
  note               text,
  attrs              jsonb not null default '{}',
  tags               text[] not null default '{}',
  source_id          uuid not null,
  external_id        text,
  door               text not null check (door in ('api', 'form', 'import', 'hand')),
  touch              jsonb not null default '{}',        -- utm, referrer, landing page of the first arrival
  holder_kind        text not null check (holder_kind in ('quarantine', 'verification', 'waiting', 'pool', 'rep', 'closed')),
  holder_id          uuid,
  pool_id            uuid,                               -- the pool it belongs to when it falls back
  closed_as          text check (closed_as in ('merged', 'converted', 'lost', 'invalid', 'withdrawn', 'erased')),
  protected          boolean not null default false,
  stage              text not null default 'new' check (stage in ('new', 'contacted', 'qualified', 'converted', 'lost', 'invalid')),
  stage_at           timestamptz not null,
  stage_reason       text,
  amount             bigint,
  currency           text,
  score              integer not null default 0,
  grade              text not null default '',
  score_terms        jsonb not null default '[]',
  score_version      integer,
  score_changes_at   timestamptz,
  gate_reasons       jsonb,
  duplicate_of       uuid,
  arrived_at         timestamptz not null,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  assigned_at        timestamptz,
  assigned_rule      text,
  first_followup_at  timestamptz,
  last_followup_at   timestamptz,
  next_step          text,
  next_at            timestamptz,
  due_at             timestamptz,
  remind_at          timestamptz,
  version            integer not null default 1,
  primary key (org_id, lead_id),
  check ((holder_kind in ('pool', 'rep')) = (holder_id is not null)),
  check ((holder_kind = 'closed') = (closed_as is not null)),
  check (stage <> 'converted' or amount is not null)
);
create index lead_arrived on lead (org_id, arrived_at desc, lead_id desc);
create index lead_holder on lead (org_id, holder_kind, holder_id, arrived_at desc, lead_id desc);
create index lead_score on lead (org_id, score desc, lead_id desc);
create index lead_grade on lead (org_id, grade, score desc, lead_id desc);
create index lead_source on lead (org_id, source_id, arrived_at desc, lead_id desc);
create index lead_due on lead (org_id, due_at, lead_id) where due_at is not null;
create index lead_holder_due on lead (org_id, holder_kind, holder_id, due_at, lead_id) where due_at is not null;
create index lead_remind on lead (org_id, remind_at) where remind_at is not null;

-- Exact keys (phone, e-mail, external id) that say who a lead is, and the prefixes search finds it by:
-- lead/keys.ts tells the letters. One narrow table, since only equality and ranges of text stay
-- index-able behind row-level security.
create table lead_key (
  org_id   uuid not null,
  key      text collate "C" not null,
  lead_id  uuid not null,
  primary key (org_id, key, lead_id)
);

create table lead_fast (
  org_id        uuid not null,
  field_id      uuid not null,
  lead_id       uuid not null,
  text_value    text collate "C",
  number_value  double precision,
  primary key (org_id, field_id, lead_id)
);
create index lead_fast_text on lead_fast (org_id, field_id, text_value, lead_id) where text_value is not null;
create index lead_fast_number on lead_fast (org_id, field_id, number_value, lead_id) where number_value is not null;

create table lead_tag (
  org_id      uuid not null,
  lead_id     uuid not null,
  tag         text not null,
  given_by    text not null check (given_by in ('hand', 'rule', 'import')),
  by_user     uuid,
  rule        text,
  at          timestamptz not null,
  expires_at  timestamptz,
  primary key (org_id, lead_id, tag)
);
create index lead_tag_expires on lead_tag (org_id, expires_at) where expires_at is not null;

create table lead_collaborator (
  org_id    uuid not null,
  lead_id   uuid not null,
  user_id   uuid not null,
  added_by  uuid,
  at        timestamptz not null default now(),
  primary key (org_id, lead_id, user_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id),
  foreign key (org_id, user_id) references member (org_id, user_id)
);
create index lead_collaborator_user on lead_collaborator (org_id, user_id, lead_id);

-- The trail: append-only. data holds field, before and after; personal ones stand in sealed instead.
create table lead_event (
  org_id      uuid not null,
  lead_id     uuid not null,
  event_id    uuid not null,
  at          timestamptz not null,
  kind        text not null,
  actor_kind  text not null check (actor_kind in ('user', 'key', 'form', 'import', 'rule', 'system')),
  actor_id    uuid,
  rule        jsonb,                         -- {kind, scope, version, id} of the policy that said so
  data        jsonb not null default '{}',
  sealed      bytea,
  primary key (org_id, lead_id, event_id)
);

-- ── capture ─────────────────────────────────────────────────────────────────────────────────────

-- The journal of all that arrived, decided or not: append-only but for the outcome. The body is sealed.
create table arrival (
  org_id       uuid not null,
  arrival_id   uuid not null,
  door         text not null check (door in ('api', 'form', 'import', 'hand')),
  source_id    uuid,
  external_id  text,
  person_id    uuid not null,
  sealed       bytea not null,
  touch        jsonb not null default '{}',
  actor_kind   text not null,
  actor_id     uuid,
  received_at  timestamptz not null,
  decided_at   timestamptz,
  status       text not null check (status in ('created', 'merged', 'duplicate', 'quarantined', 'rejected', 'undecided')),
  lead_id      uuid,
  reasons      jsonb not null default '[]',
  import_id    uuid,
  row_no       integer,
  tries        integer not null default 0,
  primary key (org_id, arrival_id)
);
create index arrival_lead on arrival (org_id, lead_id) where lead_id is not null;
create index arrival_undecided on arrival (org_id, received_at) where status = 'undecided';
create index arrival_import on arrival (org_id, import_id, row_no) where import_id is not null;

create table idempotency (
  org_id      uuid not null,
  caller      uuid not null,
  key         text not null,
  body_hash   bytea not null,
  reply       jsonb,
  status      integer,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  primary key (org_id, caller, key)
);
create index idempotency_expires on idempotency (org_id, expires_at);

create table form (
  org_id       uuid not null,
  form_id      uuid not null,
  source_id    uuid not null,
  slug         text not null,
  body         jsonb not null,
  active       boolean not null default true,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  primary key (org_id, form_id),
  foreign key (org_id, source_id) references source (org_id, source_id)
);
create unique index form_slug on form (org_id, slug);

-- Proofs of work that were used, so that none counts twice.
create table spent_proof (
  org_id      uuid not null,
  proof       text not null,
  expires_at  timestamptz not null,
  primary key (org_id, proof)
);

-- ── import ──────────────────────────────────────────────────────────────────────────────────────

create table import (
  org_id       uuid not null references org,
  import_id    uuid not null,
  source_id    uuid not null,
  file_name    text not null,
  file_hash    bytea not null,
  byte_size    bigint not null,
  state        text not null check (state in ('reading', 'mapping', 'checking', 'ready', 'running', 'done', 'failed', 'undoing', 'undone')),
  understood   jsonb not null default '{}',
  mapping      jsonb not null default '[]',
  rows_total   integer not null default 0,
  rows_done    integer not null default 0,   -- rows up to here are decided, in the same transaction as their leads
  forecast     jsonb not null default '{}',
  counts       jsonb not null default '{}',
  problem      jsonb,
  created_by   uuid not null,
  created_at   timestamptz not null default now(),
  started_at   timestamptz,
  finished_at  timestamptz,
  primary key (org_id, import_id)
);

create table import_row (
  org_id         uuid not null,
  import_id      uuid not null,
  row_no         integer not null,           -- the row as the spreadsheet counts it
  cells          jsonb not null,
  fate           text not null check (fate in ('new', 'held', 'in_file', 'invalid', 'unreadable')),
  reasons        jsonb,
  twin_row       integer,                    -- the earlier row of the file it repeats
  twin_lead_id   uuid,                       -- the held lead it repeats
  keys           bigint[] not null default '{}',  -- hashes of its exact keys: who else in the file is the same person
  kept           text,                       -- why undoing left what it brought as it is
  primary key (org_id, import_id, row_no)
);
create index import_row_fate on import_row (org_id, import_id, fate, row_no) where fate <> 'new';

create table import_mapping (
  org_id       uuid not null,
  header_hash  bytea not null,
  mapping      jsonb not null,
  updated_at   timestamptz not null default now(),
  primary key (org_id, header_hash)
);

-- ── assign, pool, follow up ─────────────────────────────────────────────────────────────────────

-- How many leads each rule has given to whom: the next goes to whoever has had the fewest. Who enters the
-- eligible set starts level with those present; owed counts invalid leads still to be made good (补量).
create table assign_turn (
  org_id   uuid not null,
  rule_id  text not null,
  user_id  uuid not null,
  given    bigint not null,
  owed     integer not null default 0,
  present  boolean not null,
  primary key (org_id, rule_id, user_id)
);

-- What a rep holds and got today: the one row locked before they get or claim more.
create table rep_load (
  org_id         uuid not null,
  user_id        uuid not null,
  holding        integer not null default 0,
  day            date not null,              -- in the organisation's zone
  given_today    integer not null default 0,
  claimed_today  integer not null default 0,
  primary key (org_id, user_id)
);

create table activity (
  org_id       uuid not null,
  lead_id      uuid not null,
  activity_id  uuid not null,
  kind         text not null check (kind in ('call', 'message', 'visit', 'note')),
  outcome      text,
  note         text,
  by_user      uuid not null,
  at           timestamptz not null,
  next_step    text,
  next_at      timestamptz,
  primary key (org_id, lead_id, activity_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id)
);
create index activity_by on activity (org_id, by_user, at desc);

-- ── telling ─────────────────────────────────────────────────────────────────────────────────────

create table notice (
  org_id     uuid not null,
  user_id    uuid not null,
  notice_id  uuid not null,
  kind       text not null,
  lead_id    uuid,                           -- null: a digest of many
  data       jsonb not null default '{}',
  at         timestamptz not null default now(),
  read_at    timestamptz,
  primary key (org_id, user_id, notice_id)
);

create table robot (
  org_id      uuid not null references org,
  robot_id    uuid not null,
  kind        text not null check (kind in ('wecom', 'dingtalk', 'feishu')),
  name        text not null,
  url         text not null,
  secret      text,
  team_id     uuid,                          -- null: the whole organisation's
  active      boolean not null default true,
  created_at  timestamptz not null default now(),
  primary key (org_id, robot_id)
);

create table webhook (
  org_id      uuid not null references org,
  webhook_id  uuid not null,
  url         text not null,
  secret      text not null,
  kinds       text[] not null,
  active      boolean not null default true,
  created_at  timestamptz not null default now(),
  primary key (org_id, webhook_id)
);

-- What happened, for those outside: ids only, never personal values; written in the deciding transaction.
create table outbox (
  org_id     uuid not null,
  outbox_id  uuid not null,
  kind       text not null,
  lead_ids   uuid[] not null,
  data       jsonb not null default '{}',
  at         timestamptz not null default now(),
  primary key (org_id, outbox_id)
);

create table webhook_delivery (
  org_id        uuid not null,
  webhook_id    uuid not null,
  outbox_id     uuid not null,
  tries         integer not null default 0,
  next_try_at   timestamptz,                 -- null: delivered or given up
  delivered_at  timestamptz,
  problem       text,
  primary key (org_id, webhook_id, outbox_id),
  foreign key (org_id, webhook_id) references webhook (org_id, webhook_id)
);
create index webhook_delivery_due on webhook_delivery (org_id, next_try_at) where next_try_at is not null;

create table saved_view (
  org_id      uuid not null,
  view_id     uuid not null,
  user_id     uuid not null,
  name        text not null,
  shared      boolean not null default false,
  page        text not null,
  search      jsonb not null,
  position    integer not null default 0,
  created_at  timestamptz not null default now(),
  primary key (org_id, view_id),
  foreign key (org_id, user_id) references member (org_id, user_id)
);
