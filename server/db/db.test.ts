import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { testDb } from '../../test/database.ts'
import { inTransaction, one, openDb, rows, rowsAfresh, type Tx } from './db.ts'

const { db, org, connection } = await testDb()

test('a transaction runs as the app role, in its organisation', async () => {
  const orgId = await org()
  const seen = await inTransaction(db, orgId, (tx) =>
    one(tx, sql<object>`select current_user as role, current_setting('app.org_id') as org_id`),
  )
  expect(seen).toEqual({ role: 'sluice_app', orgId })
})

test('neither the organisation nor a write outlives a transaction that failed', async () => {
  const orgId = await org()
  const failing = inTransaction(db, orgId, async (tx) => {
    await tx.q.updateTable('org').set({ name: '改名' }).where('orgId', '=', orgId).execute()
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  const { name, set } = await seenBy(orgId)
  expect(name).toBe('测试公司')
  expect(set ?? '').toBe('')
})

test('an error that was swallowed inside is not taken for a commit', async () => {
  const swallowing = inTransaction(db, await org(), (tx) => rows(tx, sql`select 1/0`).catch(() => []))
  await expect(swallowing).rejects.toThrow('swallowed')
})

test('a Tx kept beyond its end writes nowhere', async () => {
  let kept: Tx | undefined
  await inTransaction(db, await org(), async (tx) => void (kept = tx))
  await expect(rows(kept as Tx, sql`select 1`)).rejects.toThrow('the transaction is over')
})

test('queries asked at once share the one connection without a warning', async () => {
  const warned = vi.spyOn(process, 'emitWarning')
  const seen = await inTransaction(db, await org(), (tx) =>
    Promise.all(
      [1, 2, 3].map((n) => one(tx, sql<{ pid: number }>`select pg_backend_pid() as pid, ${n}::int as n`)),
    ),
  )
  expect(new Set(seen.map((row) => row?.pid)).size).toBe(1)
  expect(warned).not.toHaveBeenCalled()
})

test('the victim of a deadlock runs again', async () => {
  const orgId = await org()
  const lockBoth = (first: number, second: number) =>
    inTransaction(db, orgId, async (tx) => {
      await rows(tx, sql`select pg_advisory_xact_lock(${first}::int)`)
      await rows(tx, sql`select pg_sleep(0.05)`)
      await rows(tx, sql`select pg_advisory_xact_lock(${second}::int)`)
      return 'both'
    })
  expect(await Promise.all([lockBoth(1, 2), lockBoth(2, 1)])).toEqual(['both', 'both'])
})

test('a table that a newer release has added to is read by those who had prepared its statement', async () => {
  const orgId = await org()
  const read = () => inTransaction(db, orgId, (tx) => one(tx, sql<object>`select * from growing`))
  await db.ownerPool.query('create table growing as select 1 as first')
  await db.ownerPool.query('grant select on growing to sluice_app')
  for (let time = 0; time < 3; time++) expect(await read()).toEqual({ first: 1 })
  await db.ownerPool.query('alter table growing add second int')
  expect(await read()).toEqual({ first: 1, second: null })
  await db.ownerPool.query('drop table growing')
})

test('what is planned afresh is not prepared, the rest is from its second time on', async () => {
  const prepared = await inTransaction(db, await org(), async (tx) => {
    for (const run of [rows, rowsAfresh, rows, rowsAfresh])
      await run(tx, sql`select ${run.name}::text as of_rows`)
    return rows(
      tx,
      sql`select statement from pg_prepared_statements where statement like '%of_rows%' and statement not like '%pg_prepared%'`,
    )
  })
  expect(prepared).toEqual([{ statement: 'select $1::text as of_rows' }])
})

test('columns come out as the types say', async () => {
  const read = await inTransaction(db, await org(), (tx) =>
    one(
      tx,
      sql<object>`select 9007199254740991::int8 as big, sum(n) as total, array[1, null]::int8[] as bigs,
        '2026-02-28'::date as day, array['2026-02-28'::date] as days, '2026-02-28T00:00:00+05:45'::timestamptz as at,
        '{"snake_key": [1]}'::jsonb as body, array['a', null] as words from (values (1::int8), (2)) t (n)`,
    ),
  )
  expect(read).toEqual({
    big: Number.MAX_SAFE_INTEGER,
    total: 3,
    bigs: [1, null],
    day: '2026-02-28',
    days: ['2026-02-28'],
    at: new Date('2026-02-27T18:15:00Z'),
    body: { snake_key: [1] },
    words: ['a', null],
  })
})

test('a connection lost while idle ends no process and is replaced', async () => {
  const lost: Error[] = []
  const other = openDb(connection, { onError: (error) => lost.push(error) })
  const pidOf = async () =>
    (await other.appPool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid
  const pid = await pidOf()
  await db.ownerPool.query('select pg_terminate_backend($1)', [pid])
  await vi.waitFor(() => expect(lost).toHaveLength(1))
  expect(await pidOf()).not.toBe(pid)
  await other.close()
})

test('a server named by URL gets the app role too', async () => {
  const { host, user, database } = connection
  const url = `postgres:///${database}?user=${user}&host=${encodeURIComponent(host)}&options=-c%20work_mem%3D9MB`
  const other = openDb({ connectionString: url })
  const { rows: seen } = await other.appPool.query(
    "select current_user as role, current_setting('work_mem') as memory",
  )
  expect(seen).toEqual([{ role: 'sluice_app', memory: '9MB' }])
  await other.close()
})

async function seenBy(orgId: string): Promise<{ name?: string; set?: string | null }> {
  const one = await db.appPool.connect()
  const { rows: set } = await one.query<{ set: string | null }>(
    "select current_setting('app.org_id', true) as set",
  )
  one.release()
  const { rows: names } = await db.ownerPool.query<{ name: string }>(
    'select name from org where org_id = $1',
    [orgId],
  )
  return { ...names[0], ...set[0] }
}
