-- A score is right within a minute of whatever it may rest on: what changes a lead without scoring it leaves it to the next
-- sweep. Facts are scored by whoever writes them.
create function score_is_due() returns trigger language plpgsql as $$
begin
  new.score_changes_at := least(new.score_changes_at, new.updated_at);
  return new;
end $$;
create trigger score_is_due before update of tags, stage, holder_kind, holder_id, pool_id, first_followup_at, last_followup_at,
    next_at, customer_id on lead for each row
  when ((old.tags, old.stage, old.holder_kind, old.holder_id, old.pool_id, old.first_followup_at, old.last_followup_at,
    old.next_at, old.customer_id) is distinct from (new.tags, new.stage, new.holder_kind, new.holder_id, new.pool_id,
    new.first_followup_at, new.last_followup_at, new.next_at, new.customer_id))
  execute function score_is_due();

-- Whoever read the scorecards before others were published may write a score by them after every lead was scored anew: the
-- run ends when none of them is left. By the clock of the database, as its transactions are.
alter table score_run add column seen_at timestamptz not null default clock_timestamp();

-- Whether a transaction is still at work that began before a moment; what began long before it decides on no lead.
create function begun_before(moment timestamptz) returns boolean language sql stable security definer
  set search_path = pg_catalog as $$
  select exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
    and backend_type = 'client backend' and xact_start <= moment and xact_start > moment - interval '10 minutes')
$$;
