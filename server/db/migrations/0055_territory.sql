-- Territories by valid time: what each was made of, and whose it was, from when until when. A row that has begun is
-- never altered but for its end: a past decision is answered from it.
create table territory_term (
  org_id        uuid not null references org,
  territory_id  uuid not null,
  valid_from    timestamptz not null,
  valid_to      timestamptz not null default 'infinity',
  name          text not null,
  regions       text[] not null,             -- prefixes of GB/T 2260
  areas         jsonb not null,              -- [{ field, match, words, within }]
  condition     jsonb,
  user_ids      uuid[] not null,
  team_id       uuid,
  since         timestamptz not null,        -- when the territory began: of two that claim the same, the elder has it
  handover_id   uuid,                        -- the hand-over that began this row
  changed_by    uuid,
  primary key (org_id, territory_id, valid_from),
  check (valid_from < valid_to)
);
create index territory_term_now on territory_term (org_id, valid_to, valid_from);

-- Areas given to other reps from a moment on, with the leads that lie in them.
create table territory_handover (
  org_id        uuid not null references org,
  handover_id   uuid not null,
  at            timestamptz not null,
  state         text not null check (state in ('planned', 'done', 'cancelled')),
  items         jsonb not null,              -- [{ territoryId, userIds, teamId }]
  note          text,
  made_by       uuid not null,
  made_at       timestamptz not null,
  done_at       timestamptz,
  moved         jsonb,                       -- [{ territoryId, from, to, leads }]
  primary key (org_id, handover_id)
);
create index territory_handover_due on territory_handover (org_id, at) where state = 'planned';
create index territory_handover_done on territory_handover (org_id, at desc) where state = 'done';
