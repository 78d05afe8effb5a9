-- Two reps who both say that a customer is theirs (撞单). What each can point at stands in the journal and the trail; here is
-- that they disagreed, and how it was settled.
create table dispute (
  org_id       uuid not null references org,
  dispute_id   uuid not null,
  lead_id      uuid not null,
  claimant_id  uuid not null,
  holder_id    uuid not null,                -- who had the lead when it was opened
  reason       text not null,
  opened_at    timestamptz not null,
  verdict      jsonb,                        -- what the rules said when it was settled: see rooms/ownership/decide.ts
  awarded_to   uuid,
  note         text,
  settled_by   uuid,
  settled_at   timestamptz,
  primary key (org_id, dispute_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id),
  check ((settled_at is null) = (awarded_to is null))
);
create unique index dispute_open on dispute (org_id, lead_id, claimant_id) where settled_at is null;
create index dispute_by_time on dispute (org_id, opened_at desc, dispute_id desc);

-- Who is taken for the same person as a lead, and what a member registered.
create index lead_twin on lead (org_id, duplicate_of) where duplicate_of is not null;
create index arrival_user on arrival (org_id, actor_id, received_at) where actor_kind = 'user';
