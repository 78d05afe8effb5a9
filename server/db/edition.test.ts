import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { inTransaction, one, rows, type Tx } from './db.ts'
import { onceAnEdition } from './edition.ts'

const { db, org } = await testDb()

/** Reads the organisation's name as decisions read settings, and counts how often it is asked for. */
function names() {
  let reads = 0
  const read = onceAnEdition(async (tx) => {
    reads += 1
    return {
      name: (await one(tx, sql<{ name: string }>`select name from org where org_id = ${tx.orgId}`))!.name,
    }
  })
  return { read, reads: () => reads }
}

const rename = (tx: Tx, name: string) =>
  rows(tx, sql`update org set name = ${name} where org_id = ${tx.orgId}`)

test('what is read of one edition is the same until something changes, and frozen', async () => {
  const { read, reads } = names()
  const orgId = await org()
  const of = () => inTransaction(db, orgId, read)
  await inTransaction(db, orgId, (tx) => rename(tx, '一'))
  const first = await of()
  expect(await of()).toBe(first)
  expect(reads()).toBe(1)
  expect(() => (first.name = '改')).toThrow(TypeError)
  await inTransaction(db, orgId, (tx) => rename(tx, '二'))
  expect(await of()).toEqual({ name: '二' })
  expect(reads()).toBe(2)
})

test('a transaction sees what it has changed itself; others do only once it is committed, and never when it is not', async () => {
  const { read } = names()
  const orgId = await org()
  await inTransaction(db, orgId, (tx) => rename(tx, '前'))
  const others = () => inTransaction(db, orgId, read)
  expect(await others()).toEqual({ name: '前' })
  const failing = inTransaction(db, orgId, async (tx) => {
    await rename(tx, '中')
    expect(await read(tx)).toEqual({ name: '中' })
    expect(await others()).toEqual({ name: '前' })
    await rename(tx, '后')
    expect(await read(tx)).toEqual({ name: '后' })
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await others()).toEqual({ name: '前' })
})

test('whoever reads while others change never sees anything older than what was committed before', async () => {
  const { read } = names()
  const orgId = await org()
  let committed = 0
  const changing = (async () => {
    for (let n = 1; n <= 60; n++) {
      await inTransaction(db, orgId, (tx) => rename(tx, `${n}`))
      committed = n
    }
  })()
  const reading = Array.from({ length: 4 }, async () => {
    while (committed < 60) {
      const before = committed
      const { name } = await inTransaction(db, orgId, read)
      if (before > 0) expect(Number(name)).toBeGreaterThanOrEqual(before)
    }
  })
  await Promise.all([changing, ...reading])
})

test('every table that settings are read from gives a new edition, however it is changed', async () => {
  const { rows: found } = await db.ownerPool.query<{ table: string; events: string[] }>(
    `select event_object_table as table, array_agg(event_manipulation::text order by 1) as events
     from information_schema.triggers where trigger_name like 'new_edition%' group by 1 order by 1`,
  )
  for (const { table, events } of found) expect([table, events.length]).toEqual([table, 3])
  expect(found.map(({ table }) => table)).toEqual([
    'absence',
    'consent_purpose',
    'field',
    'member',
    'org',
    'policy',
    'rep_ability',
    'scan',
    'source',
    'source_gate',
    'team',
    'team_member',
    'value_basis',
    'verification_source',
    'work_calendar',
    'work_offline',
    'work_shift',
  ])
})
