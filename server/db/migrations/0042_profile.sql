-- The ideal customer profile: what it says of each lead, and leads set aside because it rules them out.
alter table policy drop constraint policy_kind_check;
alter table policy add constraint policy_kind_check
  check (kind in ('gate', 'match', 'score', 'assign', 'recycle', 'tags', 'merge', 'compliance', 'profile', 'value'));

alter table lead drop constraint lead_holder_kind_check;
alter table lead add constraint lead_holder_kind_check
  check (holder_kind in ('quarantine', 'verification', 'waiting', 'aside', 'pool', 'rep', 'closed'));

-- Of one that is kept at random the verdict is what it would be otherwise: who works it is not to know.
alter table lead
  add column profile_verdict text check (profile_verdict in ('fits', 'partly', 'unsure', 'unfit')),
  add column profile_kept boolean not null default false,
  add column profile_reasons jsonb,
  add column profile_version integer,
  add column profile_changes_at timestamptz,
  add column aside_from uuid,                 -- the rep who had it when it was set aside
  add column aside_by uuid;                   -- who set it aside; null: the house

create index lead_profile_changes on lead (org_id, profile_changes_at, lead_id)
  where profile_changes_at is not null and holder_kind <> 'closed';
-- Where a lead stands against its verdict: put right by the next sweep, and nearly always empty.
create index lead_misplaced on lead (org_id, lead_id)
  where (holder_kind = 'aside' and profile_verdict is distinct from 'unfit')
    or (holder_kind in ('verification', 'waiting', 'pool') and profile_verdict = 'unfit');

-- The first verdict each version gave a lead: what the profile is measured by.
create table profile_judged (
  org_id   uuid not null references org,
  version  integer not null,
  lead_id  uuid not null,
  verdict  text not null check (verdict in ('fits', 'partly', 'unsure', 'unfit')),
  kept     boolean not null,
  at       timestamptz not null,
  primary key (org_id, version, lead_id)
);

-- One pass over all leads serves both: it is for a version of the scorecards and one of the profile.
alter table score_run add column profile_version integer not null default 0;
