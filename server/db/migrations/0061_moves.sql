-- Moves by hand of many leads: what was asked, how far it is, and of each lead where it was and where it goes, so that one
-- can be gone on with, cancelled and taken back.
create table lead_move (
  org_id       uuid not null references org,
  move_id      uuid not null,
  by_user      uuid not null,
  at           timestamptz not null,
  wish         jsonb not null,                 -- from where to whom: ids, no personal values
  reason       text,
  state        text not null check (state in ('running', 'done', 'cancelled', 'undoing', 'undone')),
  total        integer not null,
  moved        integer not null default 0,
  refused      integer not null default 0,
  returned     integer not null default 0,
  customers    jsonb not null default '[]',    -- known customers that went along: id, whose, whose then
  ended_at     timestamptz,
  primary key (org_id, move_id)
);
create index lead_move_recent on lead_move (org_id, at desc);
create index lead_move_running on lead_move (org_id) where state in ('running', 'undoing');

create table lead_move_item (
  org_id        uuid not null,
  move_id       uuid not null,
  position      integer not null,
  lead_id       uuid not null,
  version       integer not null,              -- as it was seen; once moved: right after
  from_kind     text not null,
  from_id       uuid,
  to_kind       text not null,                 -- rep, pool, rules; once moved: who has it
  to_id         uuid,
  state         text not null default 'waiting' check (state in ('waiting', 'moved', 'refused', 'back', 'kept')),
  code          text,                          -- why it was refused, or stays
  primary key (org_id, move_id, position),
  foreign key (org_id, move_id) references lead_move (org_id, move_id) on delete cascade
);
create index lead_move_item_waiting on lead_move_item (org_id, move_id, position) where state in ('waiting', 'moved');
