import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { append, keepNew, sweepKeys } from './store/events.ts'
import { ticks } from './tasks.ts'

const { db, org } = await testDb()
const months = ticks.find(({ name }) => name === 'behaviour.months')
const event = () => ({
  eventId: uuidv7(),
  kind: 'page' as const,
  at: new Date(),
  about: '/',
  seconds: null,
  door: 'api',
  visitorId: uuidv7(),
  leadId: null,
  machine: null,
})
const lieIn = async () =>
  (
    await db.ownerPool.query<{ part: string }>(
      'select distinct tableoid::regclass::text as part from behaviour_event order by 1',
    )
  ).rows.map(({ part }) => part)

test('what no month takes waits in the rest, and moves when its month is made, by many at once', async () => {
  const orgId = await org()
  const far = new Date('2040-05-31T23:59:59.999Z')
  await inTransaction(db, orgId, (tx) => append(tx, [event(), event()], far))
  expect(await lieIn()).toEqual(['behaviour.rest'])
  await Promise.all([1, 2, 3].map(async () => months?.run(testHouse(db), orgId, far)))
  expect(await lieIn()).toEqual(['behaviour.month_2040_05'])
  await inTransaction(db, orgId, (tx) => append(tx, [event()], new Date('2040-07-01T00:00:00Z')))
  expect(await lieIn()).toEqual(['behaviour.month_2040_05', 'behaviour.month_2040_07'])
})

test('an organisation sees its own events alone, and no partition by itself', async () => {
  const [ours, theirs] = [await org(), await org()]
  await inTransaction(db, ours, (tx) => append(tx, [event()], new Date()))
  const seen = (orgId: string, table: string) =>
    inTransaction(
      db,
      orgId,
      async (tx) =>
        (
          await tx.q
            .selectFrom(table as 'behaviourEvent')
            .selectAll()
            .execute()
        ).length,
    )
  expect([await seen(ours, 'behaviour_event'), await seen(theirs, 'behaviour_event')]).toEqual([1, 0])
  await expect(seen(ours, 'behaviour.rest')).rejects.toThrow('permission denied')
})

test('ids of events are forgotten after their time, not before', async () => {
  const orgId = await org()
  const ids = [uuidv7(), uuidv7()] as const
  const old = new Date('2026-01-01T00:00:00Z')
  const within = <T>(run: Parameters<typeof inTransaction<T>>[2]) => inTransaction(db, orgId, run)
  await within((tx) => keepNew(tx, [ids[0]], old))
  await within((tx) => keepNew(tx, [ids[1]], new Date()))
  expect(await within((tx) => sweepKeys(tx, new Date('2026-02-01T00:00:00Z'), 100))).toBe(1)
  expect([...(await within((tx) => keepNew(tx, ids, new Date())))]).toEqual([ids[0]])
})
