-- Scores that fade by themselves: those due are swept by this index. A closed lead keeps the score it was closed with.
create index lead_score_changes on lead (org_id, score_changes_at, lead_id)
  where score_changes_at is not null and holder_kind <> 'closed';

-- Scoring every lead anew once another scorecard is published: how far it is, moved in the transaction of the leads' scores.
create table score_run (
  org_id       uuid primary key references org,
  version      integer not null,             -- of the policy it scores by; a newer one begins it anew
  after        uuid,                         -- the last lead that was scored
  done         integer not null default 0,
  total        integer not null,
  began_at     timestamptz not null,
  ended_at     timestamptz
);
