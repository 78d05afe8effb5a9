-- How far a value can be trusted, field by field: checked by a provider, by a person, or only by its form.

-- What was found out about the phone and the e-mail beyond their form; null: nothing. Whoever writes another value
-- empties it, so that a status never outlives the value it was given for. The status that lists and rules read
-- follows from it: a value that stands in a lead has passed the cleaning, so its form is good.
alter table lead
  add column phone_check text check (phone_check in ('reachable', 'confirmed', 'stale', 'bad')),
  add column email_check text check (email_check in ('reachable', 'confirmed', 'stale', 'bad')),
  add column phone_status text generated always as
    (case when phone is null then 'unverified' else coalesce(phone_check, 'formatOk') end) stored,
  add column email_status text generated always as
    (case when email is null then 'unverified' else coalesce(email_check, 'formatOk') end) stored;

-- Where a field's status comes from. It belongs to the value with that hash and to no other. A status that follows
-- from the form alone has no row here.
create table verification (
  org_id      uuid not null,
  lead_id     uuid not null,
  field       text not null,
  value_hash  bytea not null,
  status      text not null check (status in ('reachable', 'confirmed', 'stale', 'bad')),
  reason      text,                          -- why it is bad, as a code
  source      text not null check (source in ('format', 'provider', 'person', 'import')),
  provider    text,
  cost        bigint not null default 0,     -- minor units
  currency    text not null default 'CNY',
  checked_at  timestamptz not null,
  stale_at    timestamptz,
  by_user     uuid,
  primary key (org_id, lead_id, field)
);
create index verification_stale on verification (org_id, stale_at) where status <> 'stale';

-- What a provider answered about a value, kept for a while by the value's hash: paid once, however many leads have it
-- and whatever crashes between the answer and the leads.
create table verification_result (
  org_id      uuid not null,
  field       text not null,
  value_hash  bytea not null,
  outcome     text not null check (outcome in ('reachable', 'bad', 'unknown')),
  reason      text,
  provider    text not null,
  cost        bigint not null default 0,
  currency    text not null default 'CNY',
  checked_at  timestamptz not null,
  expires_at  timestamptz not null,
  primary key (org_id, field, value_hash)
);
create index verification_result_expires on verification_result (org_id, expires_at);

-- Fields that wait for a provider. Written beside a lead only where its source asks for it.
create table verification_due (
  org_id    uuid not null,
  lead_id   uuid not null,
  field     text not null check (field in ('phone', 'email')),
  asked_by  uuid,                            -- the member who asked; null: the source's setting did
  asked_at  timestamptz not null,
  tries     integer not null default 0,
  next_at   timestamptz not null,
  primary key (org_id, lead_id, field)
);
create index verification_due_next on verification_due (org_id, field, next_at);

-- One provider a field. The keys are sealed with the server's own secret.
create table verification_provider (
  org_id        uuid not null references org,
  field         text not null check (field in ('phone', 'email')),
  active        boolean not null default false,
  settings      jsonb not null default '{}',
  sealed_keys   bytea,
  price         bigint not null default 0 check (price >= 0),         -- of one check, minor units
  daily_budget  bigint not null default 0 check (daily_budget >= 0),  -- minor units; 0 buys nothing
  stale_days    integer not null check (stale_days > 0),
  keep_days     integer not null check (keep_days > 0),               -- how long an answer is not asked for again
  problem       text,
  problem_at    timestamptz,
  updated_at    timestamptz not null default now(),
  primary key (org_id, field)
);

-- A call of a provider, written down before it is made: what it may cost counts against the day's budget until the
-- answer says what it did cost. One that was never answered keeps its place.
create table verification_call (
  org_id       uuid not null,
  call_id      uuid not null,
  field        text not null,
  provider     text not null,
  day          date not null,
  asked        integer not null,             -- values
  reserved     bigint not null,
  cost         bigint,                       -- null: not answered
  currency     text not null,
  problem      text,
  sent_at      timestamptz not null,
  answered_at  timestamptz,
  primary key (org_id, call_id)
);
create index verification_call_day on verification_call (org_id, field, day);

-- What checking cost, by the source of the leads it was done for.
create table verification_spend (
  org_id     uuid not null,
  source_id  uuid not null,
  field      text not null,
  day        date not null,
  checked    integer not null default 0,     -- fields that got an answer, a kept one too
  reachable  integer not null default 0,
  bad        integer not null default 0,
  cost       bigint not null default 0,
  currency   text not null default 'CNY',
  primary key (org_id, source_id, field, day)
);

create table verification_source (
  org_id         uuid not null references org,
  source_id      uuid not null,
  fields         text[] not null default '{}',
  occasion       text not null default 'all' check (occasion in ('all', 'bought')),
  on_bad         text not null default 'flag' check (on_bad in ('flag', 'quarantine')),
  confirm_first  text not null default 'never' check (confirm_first in ('never', 'bought', 'all')),
  verifiers      uuid[] not null default '{}',   -- reps who may work its queue beside the staff
  most_tries     integer not null default 3 check (most_tries between 1 and 20),
  retry_hours    integer not null default 24 check (retry_hours between 1 and 720),
  updated_at     timestamptz not null default now(),
  primary key (org_id, source_id),
  foreign key (org_id, source_id) references source (org_id, source_id)
);

-- ── by hand ─────────────────────────────────────────────────────────────────────────────────────

-- Whose turn a lead of the queue is: nobody else gets it until then. Also when it may be tried again.
create table confirm_turn (
  org_id    uuid not null,
  lead_id   uuid not null,
  by_user   uuid,
  until     timestamptz not null,
  tries     integer not null default 0,
  next_at   timestamptz not null,
  primary key (org_id, lead_id)
);
create index confirm_turn_user on confirm_turn (org_id, by_user, until) where by_user is not null;

-- What came of each try, for the counters. Append-only, nothing personal.
create table confirm_outcome (
  org_id      uuid not null,
  outcome_id  uuid not null,
  lead_id     uuid not null,
  source_id   uuid not null,
  user_id     uuid not null,
  outcome     text not null check (outcome in ('confirmed', 'completed', 'refused', 'unreachable')),
  day         date not null,
  at          timestamptz not null,
  primary key (org_id, outcome_id)
);
create index confirm_outcome_day on confirm_outcome (org_id, day, source_id, user_id);
