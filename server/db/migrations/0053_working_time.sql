-- When people work: the organisation's hours and days, each member's own shift, and who is offline for a while.

create table work_calendar (
  org_id      uuid primary key references org,
  body        jsonb not null,                -- contract/working-time.ts; no row: nobody has chosen yet
  changed_by  uuid,
  changed_at  timestamptz not null
);

create table work_shift (
  org_id   uuid not null,
  user_id  uuid not null,
  body     jsonb not null,
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references member (org_id, user_id)
);

create table work_offline (
  org_id   uuid not null,
  user_id  uuid not null,
  from_at  timestamptz not null,
  to_at    timestamptz not null check (to_at > from_at),
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references member (org_id, user_id)
);

-- Who is away is asked for every lead that is dealt.
create index absence_user on absence (org_id, user_id, to_at);
