-- By which channels a member is told of what, when not, and how each telling went.

create table notice_choice (
  org_id      uuid not null,
  user_id     uuid not null,
  choices     jsonb not null default '{}',   -- topic → channel → boolean; what is not there is by default
  quiet_from  smallint check (quiet_from between 0 and 1439),  -- minutes of the organisation's day
  quiet_to    smallint check (quiet_to between 0 and 1439),
  details     boolean not null default true, -- names and companies in what leaves the app
  primary key (org_id, user_id),
  check ((quiet_from is null) = (quiet_to is null))
);

create table notice_setting (
  org_id   uuid primary key references org,
  details  boolean not null default true
);

-- A browser that may be pushed to.
create table push_device (
  org_id      uuid not null,
  device_id   uuid not null,
  user_id     uuid not null,
  endpoint    text not null,
  p256dh      text not null,
  auth        text not null,
  label       text not null,                 -- "Chrome, Windows"
  created_at  timestamptz not null default now(),
  primary key (org_id, device_id)
);
create unique index push_device_endpoint on push_device (org_id, endpoint);
create index push_device_member on push_device (org_id, user_id);

-- An outlet is told by one channel; a parcel is what goes out at once: tried again it is the same, under the same key.
alter table telling
  add column channel text not null default 'mail'
    check (channel in ('mail', 'robot', 'wecom', 'dingtalk', 'feishu', 'push')),
  add column parcel_id uuid,
  add column tries integer not null default 0,
  add column problem text,
  add column given_up_at timestamptz;
update telling set channel = 'robot' from robot
  where robot.org_id = telling.org_id and robot.robot_id = telling.outlet_id;
alter table telling alter column channel drop default;
alter table telling drop constraint telling_pkey, add primary key (org_id, outlet_id, channel, notice_id);
drop index telling_waiting;
create index telling_waiting on telling (org_id, outlet_id, channel, notice_id)
  where told_at is null and given_up_at is null;
