-- Merging leads, and undoing it at any later time. A merged lead stays where it is, closed, and points at the one that
-- survived: always at the last of a chain, so that a family is one look into the index.

alter table lead add column merged_into uuid;
create index lead_merged_into on lead (org_id, merged_into) where merged_into is not null;

-- One merging: what was decided and what was moved, as ids only. undone_at says that it no longer holds.
create table merge (
  org_id       uuid not null,
  merge_id     uuid not null,
  survivor_id  uuid not null,
  at           timestamptz not null,
  by_user      uuid not null,
  rule         jsonb,                         -- {kind, scope, version, id} of the policy of that time
  picks        jsonb not null default '{}',   -- field → lead whose value was chosen by hand
  kept         jsonb not null default '{}',   -- field → {leadId, because}: whose value survived, and why
  moved        jsonb not null,                -- what changed its lead: activities, tags, collaborators, pointers
  undone_at    timestamptz,
  undone_by    uuid,
  primary key (org_id, merge_id)
);

-- Each lead of a merging as it stood before (the survivor also as it stood after), sealed with its own person's key:
-- who is erased cannot come back by an undo.
create table merge_lead (
  org_id    uuid not null,
  merge_id  uuid not null,
  lead_id   uuid not null,
  sealed    bytea not null,
  primary key (org_id, merge_id, lead_id),
  foreign key (org_id, merge_id) references merge (org_id, merge_id)
);
create index merge_lead_by_lead on merge_lead (org_id, lead_id, merge_id);

alter table policy drop constraint policy_kind_check;
alter table policy add constraint policy_kind_check
  check (kind in ('gate', 'match', 'score', 'assign', 'recycle', 'tags', 'merge', 'compliance'));
