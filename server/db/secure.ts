import pg from 'pg'

/** Makes the role sluice_app, and this login a member of it. */
export async function ensureAppRole(client: pg.PoolClient): Promise<void> {
  try {
    await client.query(makeRole)
    await client.query(joinRole)
  } catch (cause) {
    if (!(cause instanceof pg.DatabaseError) || cause.code !== '42501') throw cause
    const { rows } = await client.query<{ me: string }>('select quote_ident(current_user) as me')
    throw new Error(
      'The user of DATABASE_URL may not make roles. Let an admin of that server run once:\n' +
        `  create role sluice_app nologin;\n  grant sluice_app to ${rows[0]?.me};`,
      { cause },
    )
  }
}

// Roles belong to the whole server: another Sluice may be making it in a database beside this one.
const makeRole = `do $$ begin
  if not exists (select from pg_roles where rolname = 'sluice_app') then create role sluice_app nologin; end if;
exception when duplicate_object or unique_violation then null;
end $$`

// From 16 on, being a member and being allowed to SET ROLE are two things.
const joinRole = `do $$ begin
  if not pg_has_role('sluice_app', case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)
  then execute format('grant sluice_app to %I', current_user); end if;
end $$`

/**
 * The second lock: every table of ours that has an org_id shows and takes, for the role sluice_app, only rows
 * of the organisation in app.org_id, and none when it is not set. Run after every migration, so that no table can be
 * forgotten.
 */
export async function secure(client: pg.PoolClient): Promise<void> {
  await client.query(lockTables)
}

const lockTables = `do $$ declare t regclass; begin
  for t in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped
  loop
    if not (select relrowsecurity from pg_class where oid = t) then
      execute format('alter table %s enable row level security', t);
    end if;
    if not exists (select from pg_policy where polrelid = t and polname = 'own_org') then
      execute format($policy$create policy own_org on %s to sluice_app
        using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
        with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid)$policy$, t);
    end if;
    execute format('grant select, insert, update, delete on %s to sluice_app', t);
  end loop;
  grant usage on schema public to sluice_app;
  grant usage on all sequences in schema public to sluice_app;
end $$`
