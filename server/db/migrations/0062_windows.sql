-- A lead that a pool offers to some first and then to more: who may claim it from when on. Of a lead without any, or once the
-- last has opened, every member of the pool may.
create table claim_window (
  org_id    uuid not null references org,
  lead_id   uuid not null,
  pool_id   uuid not null,
  step      smallint not null,
  opens_at  timestamptz not null,
  user_ids  uuid[],                        -- null: every member of the pool
  told      boolean not null default false,
  primary key (org_id, lead_id, step)
);
create index claim_window_untold on claim_window (org_id, opens_at) where not told;
