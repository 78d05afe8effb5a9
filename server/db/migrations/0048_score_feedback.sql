-- What people say of a score, and the grades they set by hand.

-- score_override: what the scorer takes of it (contract/scoring/override.ts). first_*: the score a lead arrived with.
alter table lead
  add column score_override jsonb,
  add column first_score integer,
  add column first_grade text,
  add column first_score_version integer;

-- The trail has kept it of every lead from its first day.
update lead set first_score = (captured.data ->> 'score')::int, first_grade = captured.data ->> 'grade',
  first_score_version = (captured.rule ->> 'version')::int
from lead_event captured
where captured.org_id = lead.org_id and captured.lead_id = lead.lead_id and captured.kind = 'captured'
  and captured.data ? 'score';

-- "This score is wrong, because": with the score of that moment. The sentence goes when the person is erased.
create table score_feedback (
  org_id            uuid not null references org,
  feedback_id       uuid not null,
  lead_id           uuid not null,
  by_user           uuid not null,
  direction         text not null check (direction in ('high', 'low')),
  reason            text not null,
  misled            text[] not null default '{}', -- criteria, by id
  note              text,
  score             integer not null,
  grade             text not null,
  terms             jsonb not null,
  said_version      integer not null,             -- of the score policy in force then; 0: there was none
  said_at           timestamptz not null,
  changed_at        timestamptz not null,
  withdrawn_at      timestamptz,
  answered_version  integer,                      -- the first version published after it
  told_at           timestamptz,
  primary key (org_id, feedback_id)
);
-- One open remark a person and lead.
create unique index score_feedback_open on score_feedback (org_id, lead_id, by_user)
  where withdrawn_at is null and answered_version is null;
create index score_feedback_lead on score_feedback (org_id, lead_id, said_at);
create index score_feedback_said on score_feedback (org_id, said_at desc) where withdrawn_at is null;

-- Every override there was: the lead's column has the one in force.
create table score_override (
  org_id        uuid not null references org,
  override_id   uuid not null,
  lead_id       uuid not null,
  by_user       uuid not null,
  "to"          jsonb not null,                   -- {grade} or {score}
  reason        text not null,
  note          text,
  score         integer not null,                 -- before it
  grade         text not null,
  said_version  integer not null,
  at            timestamptz not null,
  until         timestamptz,
  ended_at      timestamptz,                      -- taken back, or another was set
  ended_by      uuid,
  primary key (org_id, override_id)
);
create index score_override_lead on score_override (org_id, lead_id, at);

-- Who may set a grade by hand; reps may set those of their own leads where nothing is said.
create table score_setting (
  org_id        uuid primary key references org,
  overriding    text not null check (overriding in ('reps', 'managers'))
);
