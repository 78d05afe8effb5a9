-- What notices, group robots, webhooks and forms need to tell each thing once and in order.

-- Which notices go to which outlet: a robot, or the mailbox of the member with that id. A notice that waits here
-- is told with the others that wait beside it; told ones stay for a day, so that a job that runs twice tells once.
create table telling (
  org_id     uuid not null,
  outlet_id  uuid not null,
  notice_id  uuid not null,
  user_id    uuid not null,                  -- whose notice it is
  told_at    timestamptz,
  primary key (org_id, outlet_id, notice_id)
);
create index telling_waiting on telling (org_id, outlet_id, notice_id) where told_at is null;

create index notice_by_id on notice (org_id, notice_id);
create index notice_unread on notice (org_id, user_id) where read_at is null;

alter table robot add column problem text;             -- what the last try failed with; null once one succeeds

-- A row of the outbox is spread over the webhooks once, in the transaction that sets spread_at.
alter table outbox add column spread_at timestamptz;
create index outbox_waiting on outbox (org_id, outbox_id) where spread_at is null;

-- How a webhook's receiver fares: while it is ill, its whole line waits.
alter table webhook
  add column failures integer not null default 0,      -- in a row
  add column pause_until timestamptz,
  add column delivered_at timestamptz,
  add column problem text;
create index webhook_delivery_line on webhook_delivery (org_id, webhook_id, outbox_id) where next_try_at is not null;

-- A proof counts once, for one rendering of a form: the same sending again is let through to its answer.
alter table spent_proof add column nonce uuid not null;
create index spent_proof_expires on spent_proof (org_id, expires_at);

create index arrival_form on arrival (org_id, actor_id, arrival_id) where door = 'form';
