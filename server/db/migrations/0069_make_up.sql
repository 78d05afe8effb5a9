-- Leads that proved invalid, and whether the rep they were dealt to got another for them (补量), with the rep's appeal.
create table make_up (
  org_id       uuid not null references org,
  given_id     uuid not null,                -- the entry of the trail by which the lead was dealt: made up for once
  lead_id      uuid not null,
  user_id      uuid not null,                -- whom it was dealt to
  rule_id      text not null,
  month        date not null,                -- the first of the month it was marked in, in the organisation's zone
  state        text not null check (state in ('made_up', 'refused', 'appealed', 'declined', 'taken_back', 'undone')),
  at           timestamptz not null,         -- when it was marked
  reason       text,                         -- what the rep says against the refusal
  appealed_at  timestamptz,
  answer       text,                         -- what a manager said, to the appeal or taking the make-up back
  answered_by  uuid,                         -- null: the limit alone decided
  answered_at  timestamptz,
  primary key (org_id, given_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id),
  check ((answered_by is null) = (answered_at is null))
);
create unique index make_up_appeal on make_up (org_id, lead_id) where state = 'appealed';
create index make_up_by_month on make_up (org_id, month, user_id);
create index make_up_of_lead on make_up (org_id, lead_id);
