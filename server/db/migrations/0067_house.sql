-- A week’s count from the trail, until when admins were told that public holidays run out, and secrets that were kept in the open.

-- What brought a rep a lead is an event of its trail, and what was moved by hand is no part of a day or a week.
-- Counts of an older week are over: they count as none.
update rep_load set given_week = counted.given
from (
  select held.org_id, held.user_id, count(e.event_id) as given
  from rep_load held
  join org on org.org_id = held.org_id
  left join lead_event e on e.org_id = held.org_id and e.kind = 'assigned'
    and e.data -> 'to' ->> 'kind' = 'rep' and (e.data -> 'to' ->> 'id')::uuid = held.user_id
    and coalesce(e.data ->> 'byHand', 'false') = 'false'
    and e.at >= date_trunc('week', held.day::timestamp) at time zone org.time_zone
  where held.day >= date_trunc('week', (now() at time zone org.time_zone))::date
  group by held.org_id, held.user_id
) counted
where rep_load.org_id = counted.org_id and rep_load.user_id = counted.user_id;

alter table work_calendar add column told_until date;

-- By a key that follows from the server's secret, which the database does not have: what stands in the open is sealed when
-- the server starts, and the open columns stay empty from then on.
alter table robot
  add column sealed_door bytea,               -- its address, which is all it takes to write to the group, and its secret
  alter column url drop not null;
alter table webhook
  add column sealed_secret bytea,
  alter column secret drop not null;
alter table behaviour_hook
  add column sealed_secret bytea,
  alter column secret drop not null;
