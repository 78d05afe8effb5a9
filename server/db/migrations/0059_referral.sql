-- Who refers leads to us, which lead is by whom, and what is owed for it.

create table referrer (
  org_id        uuid not null references org,
  referrer_id   uuid not null,
  code          text not null,               -- short, for links and forms; made by chance, names nobody
  kind          text not null check (kind in ('customer', 'employee', 'partner')),
  name          text,                        -- emptied, with all below it, when the person is erased
  company       text,
  phone         text,                        -- E.164
  email         text,
  note          text,
  state         text not null default 'unverified' check (state in ('unverified', 'verified', 'refused')),
  reason        text,                        -- why it was refused
  state_by      uuid,
  state_at      timestamptz,
  customer_id   uuid,                        -- who this is, where it is known
  lead_id       uuid,
  user_id       uuid,
  rep_id        uuid,                        -- who won the referrer, where somebody said so
  team_id       uuid,
  archived_at   timestamptz,
  created_at    timestamptz not null,
  created_by    uuid,                        -- null: an arrival named them
  updated_at    timestamptz not null,
  version       integer not null default 1,
  primary key (org_id, referrer_id),
  unique (org_id, code)
);
create index referrer_lead on referrer (org_id, lead_id) where lead_id is not null;
create index referrer_customer on referrer (org_id, customer_id) where customer_id is not null;

-- As lead_key, with the same letters: p: and e: say who it is, n: is how it is called.
create table referrer_key (
  org_id       uuid not null,
  key          text collate "C" not null,
  referrer_id  uuid not null,
  primary key (org_id, key, referrer_id)
);
create unique index referrer_key_exact on referrer_key (org_id, key) where key !~ '^n:';
create index referrer_key_of on referrer_key (org_id, referrer_id);

-- That a lead is said to be by a referrer. Several may be named; one counts.
create table lead_referral (
  org_id         uuid not null references org,
  lead_id        uuid not null,
  referrer_id    uuid not null,
  how            text not null check (how in ('hand', 'code', 'phone', 'email', 'name')),
  at             timestamptz not null,
  by_user        uuid,                       -- who named them by hand
  arrival_id     uuid,
  from_lead      uuid,                       -- the merged lead it was named of
  counts         boolean not null default false,
  state          text not null default 'unverified' check (state in ('unverified', 'verified', 'refused')),
  reason         text,
  state_by       uuid,
  state_at       timestamptz,
  flags          text[] not null default '{}',
  cleared_by     uuid,                       -- who said that it is fine all the same
  cleared_at     timestamptz,
  cleared_note   text,
  reward_state   text not null default 'none' check (reward_state in ('none', 'due', 'approved', 'paid', 'refused')),
  amount         bigint,                     -- minor units
  currency       text,
  due_at         timestamptz,
  reward_by      uuid,                       -- who took the last step
  reward_at      timestamptz,
  reward_reason  text,
  paid_ref       text,                       -- a voucher's number
  primary key (org_id, lead_id, referrer_id)
);
create unique index lead_referral_counts on lead_referral (org_id, lead_id) where counts;
create index lead_referral_by on lead_referral (org_id, referrer_id, at desc);
create index lead_referral_reward on lead_referral (org_id, reward_state, due_at desc, lead_id) where reward_state <> 'none';
create index lead_referral_open on lead_referral (org_id, lead_id) where counts and reward_state = 'none';

-- One row an organisation; none: the house's own.
create table referral_setting (
  org_id       uuid primary key references org,
  window_days  integer not null check (window_days between 0 and 365),
  due_on       text not null check (due_on in ('qualified', 'converted')),
  amount       bigint not null check (amount >= 0),  -- minor units of the organisation's currency
  tag          text                                  -- what every referred lead is tagged with; null: nothing
);

-- The referrer who counts.
alter table lead add column referrer_id uuid;
create index lead_referrer on lead (org_id, referrer_id, arrived_at desc) where referrer_id is not null;
