-- An organisation's settings, rules and people have an edition: another one after each change of them, seen with the change
-- and never without it. What was read of one edition holds as long as it stands, so decisions need not read it again.
create table edition (
  org_id       uuid primary key references org on delete cascade,
  edition      uuid not null
);

create function new_edition() returns trigger language plpgsql as $$
begin
  insert into edition (org_id, edition)
    select org_id, gen_random_uuid() from org
    where org_id in (select org_id from changed) order by org_id
  on conflict (org_id) do update set edition = excluded.edition;
  return null;
end $$;

do $$
declare
  kept text;
begin
  foreach kept in array array['org', 'policy', 'field', 'source', 'source_gate', 'verification_source', 'consent_purpose',
    'scan', 'value_basis', 'member', 'team', 'team_member', 'rep_ability', 'work_calendar', 'work_shift', 'work_offline',
    'absence']
  loop
    execute format('create trigger new_edition_in after insert on %I referencing new table as changed
      for each statement execute function new_edition()', kept);
    execute format('create trigger new_edition_up after update on %I referencing new table as changed
      for each statement execute function new_edition()', kept);
    execute format('create trigger new_edition_out after delete on %I referencing old table as changed
      for each statement execute function new_edition()', kept);
  end loop;
end $$;

insert into edition (org_id, edition) select org_id, gen_random_uuid() from org;
