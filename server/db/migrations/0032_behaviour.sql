-- What people do: on the organisation's pages, in its mail, at its stands. Partitioned by when it was recorded; the
-- partitions are nobody's but the table's: they lie in a schema of their own, out of the app role's reach.
create table behaviour_event (
  org_id       uuid not null references org,
  recorded_at  timestamptz not null,
  event_id     uuid not null,               -- of the sender and its id: the same one again is the same event
  at           timestamptz not null,
  kind         text not null,
  about        text not null default '',    -- page (without its query), form, file or campaign, e-mail addresses cut out
  seconds      integer,                     -- of a stay or a video
  door         text not null,               -- api, script, link, code, hook
  visitor_id   uuid,                        -- whose browser; who that is stands in behaviour_visitor
  lead_id      uuid,                        -- where the sender knew the lead itself
  machine      text,                        -- why it was no person; null: a person
  primary key (org_id, recorded_at, event_id)
) partition by range (recorded_at);
create index behaviour_by_visitor on behaviour_event (org_id, visitor_id, recorded_at, event_id) where visitor_id is not null;
create index behaviour_by_lead on behaviour_event (org_id, lead_id, recorded_at, event_id) where lead_id is not null;

create schema behaviour;
-- Nothing is lost for want of a month: what no partition takes lies here until its month is made.
create table behaviour.rest partition of behaviour_event default;

-- Makes the partition of the month (in UTC) that a moment lies in, unless it is there; what waited in `rest` moves in.
create function make_behaviour_month(moment timestamptz) returns boolean language plpgsql as $$
declare
  first date := date_trunc('month', moment at time zone 'UTC')::date;
  name text := 'month_' || to_char(first, 'YYYY_MM');
  since timestamptz := first::timestamp at time zone 'UTC';
  until timestamptz := (first + interval '1 month')::timestamp at time zone 'UTC';
begin
  if to_regclass('behaviour.' || name) is not null then return false; end if;
  lock table behaviour_event in share row exclusive mode;
  if to_regclass('behaviour.' || name) is not null then return false; end if;
  execute format('create table behaviour.%I (like public.behaviour_event including defaults including constraints)', name);
  execute format('with moved as (delete from behaviour.rest where recorded_at >= %L and recorded_at < %L returning *)
    insert into behaviour.%I select * from moved', since, until, name);
  execute format('alter table public.behaviour_event attach partition behaviour.%I for values from (%L) to (%L)', name, since, until);
  return true;
end $$;
revoke all on function make_behaviour_month from public;
select make_behaviour_month(now() + months * interval '1 month') from generate_series(0, 2) as months;

-- Which of the senders' events came already: kept for as long as a sender may try again.
create table behaviour_key (
  org_id       uuid not null references org,
  event_id     uuid not null,
  recorded_at  timestamptz not null,
  primary key (org_id, event_id)
);
create index behaviour_key_by_time on behaviour_key (org_id, recorded_at);

-- A browser, and whose it is once that is known.
create table behaviour_visitor (
  org_id       uuid not null references org,
  visitor_id   uuid not null,
  seen_at      timestamptz not null,
  lead_id      uuid,
  since        timestamptz,
  by           text,                        -- form, api, link
  primary key (org_id, visitor_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id)
);
create index behaviour_visitor_of on behaviour_visitor (org_id, lead_id) where lead_id is not null;

-- What a lead did as far as its scorecard asks, folded: rooms/score/decide/tally.ts.
create table behaviour_tally (
  org_id       uuid not null references org,
  lead_id      uuid not null,
  version      integer not null,            -- of the scorecard it was folded by; -1: to be folded again from the events
  tally        jsonb not null,
  events       bigint not null default 0,
  primary key (org_id, lead_id),
  foreign key (org_id, lead_id) references lead (org_id, lead_id)
);
create index behaviour_tally_by_version on behaviour_tally (org_id, version);
