-- Whom a rule wants a person to be asked about: whether a lead is of a known customer.
create table customer_question (
  org_id              uuid not null references org,
  question_id         uuid not null,
  lead_id             uuid not null,
  customer_id         uuid not null,
  rule                jsonb,                 -- which rule of which version asked
  reason              jsonb not null,        -- what the two agree in, in both languages; never a value
  state               text not null default 'open' check (state in ('open', 'same', 'different')),
  former_customer_id  uuid,                  -- of one that is the same: whose lead it was before
  asked_at            timestamptz not null,
  decided_at          timestamptz,
  decided_by          uuid,
  primary key (org_id, question_id),
  unique (org_id, lead_id, customer_id)      -- nobody is asked twice
);
create index customer_question_open on customer_question (org_id, question_id desc) where state = 'open';
create index customer_question_of on customer_question (org_id, customer_id);
