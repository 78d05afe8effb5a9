-- Known customers: whom the organisation sells to already, so that an old customer is recognised and not dealt out as new.

create table customer (
  org_id             uuid not null references org,
  customer_id        uuid not null,
  external_id        text,                     -- what the organisation's own system calls it
  name               text,                     -- the contact
  company            text,
  credit_code        text,                     -- unified social credit code
  phones             text[] not null default '{}',   -- E.164, the one to call first
  emails             text[] not null default '{}',
  wechat             text,
  region             text,
  address            text,
  holder_id          uuid,                     -- the member it belongs to; null: nobody's
  lifecycle_stage    text not null default 'active',
  first_purchase_on  date,                     -- calendar days: purchases know no zone
  last_purchase_on   date,
  spend              bigint,                   -- minor units; null: not known
  currency           text,
  attrs              jsonb not null default '{}',
  source             text,                     -- where it was learnt from: a file's name, a lead that converted
  note               text,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  archived_at        timestamptz,
  version            integer not null default 1,
  primary key (org_id, customer_id)
);
create unique index customer_external on customer (org_id, external_id) where external_id is not null;
create index customer_credit on customer (org_id, credit_code) where credit_code is not null;
create index customer_holder on customer (org_id, holder_id, customer_id desc);
create index customer_spend on customer (org_id, coalesce(spend, -1) desc, customer_id desc);
create index customer_last on customer (org_id, coalesce(last_purchase_on, '-infinity') desc, customer_id desc);

-- As lead_key, with the same letters: who comes by one of these keys is this customer.
create table customer_key (
  org_id       uuid not null,
  key          text collate "C" not null,
  customer_id  uuid not null,
  primary key (org_id, key, customer_id)
);

-- What a lead that converted brought: once a lead, however often it is told.
create table customer_purchase (
  org_id       uuid not null,
  lead_id      uuid not null,
  customer_id  uuid not null,
  purchased_on date not null,
  amount       bigint not null,
  currency     text not null,
  at           timestamptz not null,
  primary key (org_id, lead_id)
);
create index customer_purchase_of on customer_purchase (org_id, customer_id);

-- The stages of the organisation's own; none: the house's four.
create table customer_stage (
  org_id    uuid not null references org,
  key       text not null,
  label_zh  text not null,
  label_en  text not null,
  position  integer not null,
  primary key (org_id, key)
);

-- The known customer a lead is of.
alter table lead add column customer_id uuid;
create index lead_customer on lead (org_id, customer_id, arrived_at desc) where customer_id is not null;

-- An import brings leads or customers.
alter table import add column kind text not null default 'leads' check (kind in ('leads', 'customers'));
-- The held customer that a row of customers is.
alter table import_row add column twin_customer_id uuid;

-- What became of each row of an import of customers, and what it changed of whom: what undoing goes by. Rows of
-- customers who are erased go with them.
create table customer_arrival (
  org_id       uuid not null,
  import_id    uuid not null,
  row_no       integer not null,
  customer_id  uuid,                           -- null: rejected
  status       text not null check (status in ('created', 'updated', 'unchanged', 'rejected')),
  reasons      jsonb not null default '[]',
  changes      jsonb not null default '[]',    -- {field, before, after}
  at           timestamptz not null,
  primary key (org_id, import_id, row_no)
);
create index customer_arrival_of on customer_arrival (org_id, customer_id) where customer_id is not null;
