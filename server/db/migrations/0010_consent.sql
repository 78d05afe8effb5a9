-- What people agreed to and took back, and what must hold before a lead is routed.

alter table policy drop constraint policy_kind_check;
alter table policy add constraint policy_kind_check
  check (kind in ('gate', 'match', 'score', 'assign', 'recycle', 'tags', 'merge', 'compliance'));

-- What consent is asked for. A key is written into the ledger, so it never changes.
create table consent_purpose (
  org_id       uuid not null references org,
  key          text not null,
  label_zh     text not null,
  label_en     text not null,
  position     integer not null default 0,
  archived_at  timestamptz,
  created_at   timestamptz not null default now(),
  primary key (org_id, key)
);
insert into consent_purpose (org_id, key, label_zh, label_en, position)
  select org_id, key, label_zh, label_en, position from org cross join (values
    ('contact', '联系回访', 'Getting in touch', 0),
    ('marketing', '营销推广', 'Marketing', 1),
    ('profiling', '用户画像', 'Profiling', 2),
    ('sharing', '向第三方提供', 'Sharing with others', 3)) as first (key, label_zh, label_en, position);

-- The ledger: append-only. A withdrawal is a row too. What was shown and said that may name a person stands in sealed.
create table consent (
  org_id        uuid not null,
  person_id     uuid not null,
  consent_id    uuid not null,
  lead_id       uuid,                          -- the lead it came with
  purpose       text not null,                 -- 'any' in a withdrawal: of everything
  channel       text not null check (channel in ('any', 'phone', 'sms', 'email', 'wechat')),
  granted       boolean not null,
  firm          boolean not null,              -- said by the person, with evidence: a newer one lifts a withdrawal
  text_version  text,
  text_hash     bytea,                         -- SHA-256 of the text shown, UTF-8
  evidence      jsonb not null default '{}',
  sealed        bytea,
  import_id     uuid,                          -- grants of an import that was undone count for nothing
  at            timestamptz not null,
  recorded_at   timestamptz not null,
  actor_kind    text not null check (actor_kind in ('user', 'key', 'form', 'import', 'rule', 'system')),
  actor_id      uuid,
  primary key (org_id, person_id, consent_id),
  check (purpose <> 'any' or not granted)
);
create function consent_is_kept() returns trigger language plpgsql as
  $$ begin raise exception 'the consent ledger is append-only'; end $$;
-- After, so that row-level security has its say first.
create trigger consent_is_kept after update or delete on consent
  for each row execute function consent_is_kept();

-- By which phone or mailbox a withdrawal named somebody no lead is held of, so that one who arrives later is known.
create table consent_key (
  org_id     uuid not null,
  key        text collate "C" not null,        -- as in lead_key
  person_id  uuid not null,
  primary key (org_id, key, person_id)
);

-- Persons who turned out to be one: what either said counts for both. Undoing a merge takes the row away again.
create table consent_same (
  org_id     uuid not null,
  person_id  uuid not null,
  other_id   uuid not null,
  primary key (org_id, person_id, other_id),
  check (person_id <> other_id)
);
create index consent_same_other on consent_same (org_id, other_id, person_id);

-- That a lead may be routed although a compliance rule wants somebody to look at it first; why is in its trail.
create table approval (
  org_id       uuid not null,
  lead_id      uuid not null,
  rule_id      text not null,
  approved_by  uuid not null,
  at           timestamptz not null,
  primary key (org_id, lead_id, rule_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id)
);

-- By which right we have a source's people: a list that was bought needs one.
alter table source
  add column licence text,
  add column licence_until date;

-- What an import says of consent for the whole of its file: {purpose, channel, proof, at}.
alter table import add column consent jsonb;
