import { runMigrations } from 'graphile-worker'
import type pg from 'pg'

/**
 * Makes or updates the queue's own schema and the one door into it. Run after `migrate`, which makes the role
 * sluice_app; may be run by several processes at once.
 */
export async function migrateJobs(ownerPool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: ownerPool, logger: undefined })
  await ownerPool.query(door)
}

/** How many jobs are due and not begun. */
export async function waitingJobs(ownerPool: pg.Pool): Promise<number> {
  const { rows } = await ownerPool.query<{ waiting: number }>(
    'select count(*) as waiting from graphile_worker._private_jobs where is_available and run_at <= now() and attempts < max_attempts',
  )
  return rows[0]?.waiting ?? 0
}

// The queue's tables stay closed to sluice_app: it may only add, and only for the organisation it is set to.
// Taking a lock first, because two processes replacing one function at once fail on its catalogue row.
const door = `
begin;
select pg_advisory_xact_lock(7558426);
drop function if exists enqueue_job(text, jsonb, timestamptz, text, integer, text);
create or replace function enqueue_job(
  name text, payload jsonb, run_at timestamptz, key text, keep_moment boolean, max_attempts integer, queue text
) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select graphile_worker.add_job(
    name,
    (payload || pg_catalog.jsonb_build_object('orgId', pg_catalog.current_setting('app.org_id')))::json,
    queue_name   => pg_catalog.current_setting('app.org_id') || ':' || queue,
    run_at       => run_at,
    job_key      => pg_catalog.current_setting('app.org_id') || ':' || key,
    job_key_mode => case when keep_moment then 'preserve_run_at' else 'replace' end,
    max_attempts => max_attempts
  )
$$;
revoke all on function enqueue_job from public;
grant execute on function enqueue_job to sluice_app;
commit`
