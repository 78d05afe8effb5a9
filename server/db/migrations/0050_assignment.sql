-- Assignment: who may get a lead by more than their team, shares in a proportion, and what each decision looked at.

alter table member
  add column tier text,
  add column traits jsonb not null default '{}';     -- {skill: […], product: […], language: […], region: […], tag: […]}

-- A rep's share of a rule. `round` counts since the same reps have been eligible, `carry` is what is owed from before, in
-- millionths of a lead. A rule that deals to several circles (a tier, a territory) has a row for each: rule#circle.
alter table assign_turn
  add column weight integer not null default 1 check (weight > 0),
  add column round integer not null default 0,
  add column carry bigint not null default 0,
  add column missed integer not null default 0,      -- of an absence that is made up for, in millionths of a lead
  add column day date,                               -- of the last lead by this rule: what the counts are of
  add column day_given integer not null default 0,
  add column week_given integer not null default 0,
  add column month_given integer not null default 0;
update assign_turn set round = (assign_turn.given - fewest.given)::int
  from (select org_id, rule_id, min(given) as given from assign_turn where present group by 1, 2) fewest
  where fewest.org_id = assign_turn.org_id and fewest.rule_id = assign_turn.rule_id and assign_turn.present;

-- A team is no part of a strategy any more: it says who may get the lead.
update policy set body = jsonb_set(body, '{rules}', (
    select coalesce(jsonb_agg(case when rule->'strategy' ? 'teamId'
        then jsonb_set(rule #- '{strategy,teamId}', '{who}',
          jsonb_build_object('teamIds', jsonb_build_array(rule->'strategy'->'teamId')))
        else rule end order by place), '[]')
    from jsonb_array_elements(body->'rules') with ordinality as held (rule, place)))
  where kind = 'assign';

-- The reps as a decision saw them, kept once however often they were seen so.
create table roster_snapshot (
  org_id  uuid not null references org,
  hash    bytea not null,
  body    jsonb not null,
  at      timestamptz not null,
  primary key (org_id, hash)
);

-- What a decision looked at and what came of it: enough to be decided again bit for bit, or to say why not somebody else.
create table assign_decision (
  org_id          uuid not null references org,
  lead_id         uuid not null,
  decision_id     uuid not null,
  at              timestamptz not null,
  policy_version  integer not null,
  roster_hash     bytea not null,
  rule_id         text,                              -- null: none took it
  to_kind         text not null check (to_kind in ('rep', 'pool', 'waiting')),
  to_id           uuid,
  state           bytea not null,                    -- loads and turns of the reps it looked at, and each one's reason
  sealed          bytea not null,                    -- the lead's facts that the rules asked, with the person's key
  primary key (org_id, lead_id, decision_id)
);
