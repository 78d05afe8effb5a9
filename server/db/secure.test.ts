import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeEachServer, testDb } from '../../test/database.ts'
import { type Db, inTransaction, one, rows } from './db.ts'
import { uuidv7 } from './id.ts'

describeEachServer('the second lock', async (server) => {
  const { db } = await testDb(server)
  const tables = await tablesOf(db)
  const [mine, theirs] = [uuidv7(), uuidv7()]
  await fill(db, tables, [mine, theirs])

  test('there are tables, and each holds a row of both organisations', async () => {
    expect(tables.length).toBeGreaterThan(20)
    for (const table of tables) {
      const { rows: held } = await db.ownerPool.query<{ n: number }>(`select count(*) as n from "${table}"`)
      expect({ table, n: held[0]?.n }).toEqual({ table, n: 2 })
    }
  })

  test('with no organisation set the app role sees no row of any table', async () => {
    for (const table of tables) {
      const { rows: seen } = await db.appPool.query(`select from "${table}"`)
      expect({ table, seen: seen.length }).toEqual({ table, seen: 0 })
    }
  })

  test('with one set it sees that one, and takes no row into another', async () => {
    await inTransaction(db, mine, async (tx) => {
      for (const table of tables) {
        const seen = await one(
          tx,
          sql<{ orgs: string[] }>`select array_agg(org_id) as orgs from ${sql.id(table)}`,
        )
        expect({ table, ...seen }).toEqual({ table, orgs: [mine] })
      }
    })
    for (const table of tables) {
      const move = inTransaction(db, mine, (tx) =>
        rows(tx, sql`update ${sql.id(table)} set org_id = ${theirs}`),
      )
      await expect(move).rejects.toThrow('row-level security')
    }
  })

  test('what has no org_id is closed to the app role, and no view goes around the lock', async () => {
    const { rows: open } = await db.ownerPool.query(`
      select relname from pg_class c
      where relnamespace = 'public'::regnamespace and has_table_privilege('sluice_app', oid, 'select')
      and (relkind in ('r', 'p', 'f', 'm') and not relrowsecurity
        or relkind = 'v' and not 'security_invoker=true' = any (coalesce(reloptions, '{}')))`)
    expect(open).toEqual([])
  })

  test('the app role owns nothing and is no superuser', async () => {
    const { rows: role } = await db.ownerPool.query(`
      select rolsuper, rolbypassrls, (select count(*) from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname = 'sluice_app'`)
    expect(role).toEqual([{ rolsuper: false, rolbypassrls: false, owned: 0 }])
  })
})

async function tablesOf(db: Db): Promise<string[]> {
  const { rows: found } = await db.ownerPool.query<{ name: string }>(`
    select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'public' and column_name = 'org_id' and table_type = 'BASE TABLE' order by 1`)
  return found.map(({ name }) => name)
}

const samples: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: "''",
  bytea: "''",
  jsonb: "'{}'",
  boolean: 'false',
  'timestamp with time zone': 'now()',
  date: 'now()',
  ARRAY: "'{}'",
}

/** One row for each organisation in every table, made up by type; for that the clone gives up its other constraints. */
async function fill(db: Db, tables: string[], orgs: string[]): Promise<void> {
  const { rows: constraints } = await db.ownerPool.query<{ drop: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop from pg_constraint
    where connamespace = 'public'::regnamespace and contype in ('c', 'f') and conparentid = 0`)
  await db.ownerPool.query(constraints.map(({ drop }) => drop).join(';'))
  for (const table of tables) {
    const { rows: needed } = await db.ownerPool.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns where table_schema = 'public'
       and table_name = $1 and is_nullable = 'NO' and column_default is null and is_generated = 'NEVER'
       and is_identity = 'NO' and column_name <> 'org_id'`,
      [table],
    )
    const names = needed.map(({ name }) => `, "${name}"`).join('')
    const values = needed.map(({ name, type }) =>
      name === 'slug' ? ', gen_random_uuid()' : `, ${samples[type] ?? '0'}`,
    )
    await db.ownerPool.query(
      `insert into "${table}" (org_id${names}) select org_id${values.join('')} from unnest($1::uuid[]) org_id`,
      [orgs],
    )
  }
}
