import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { company } from '../../../test/leads.ts'
import { inTransaction, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { addKeys } from '../../lead/keyring.ts'
import { decide } from '../../rooms/match/store/pairs.ts'
import { addScan, moveScan, readScans } from '../../rooms/match/store/scans.ts'
import { listClusters, listPairs, readPair, seenPairs } from '../../views/pairs.ts'
import { runScan } from './run.ts'

const { db, org } = await testDb()
const house = testHouse(db)
const now = new Date('2026-03-01T00:00:00Z')

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const given = ['伟', '芳', '敏', '静', '强', '磊', '军', '洋', '勇', '杰']
/** Sixty strangers, and a second record of each of the first twelve that no exact key joins. */
function people() {
  const strangers = Array.from({ length: 60 }, (_, i) => ({
    name: `${surnames[i % 20]}${given[(i * 7) % 10]}${given[(i * 3 + 1) % 10]}`,
    company: `北京${'仁科 华信 天源 恒通 博远 金桥'.split(' ')[i % 6]}${'互动 数字 未来 世纪'.split(' ')[i % 4]}科技有限公司`,
    phone: `+86138${String(10_000_000 + i * 1_234_577).slice(0, 8)}`,
    email: `user${i * 37}@mail${i % 9}.example.com`,
  }))
  const again = strangers.slice(0, 12).map(({ name, company: firm, phone, email }, i) => ({
    name,
    company: firm,
    phone: i % 2 ? null : `${phone.slice(0, -4)}${phone.at(-3)}${phone.at(-4)}${phone.slice(-2)}`,
    email: i % 2 ? email.replace('user', 'usr') : null,
  }))
  return [...strangers, ...again]
}

async function begun(orgId: string, by: string): Promise<string> {
  const scanId = uuidv7()
  const added = await inTransaction(db, orgId, (tx) => addScan(tx, { scanId, closed: false, by }))
  expect(added).toBe(true)
  return scanId
}

const signal = new AbortController().signal

test('a scan finds who is there twice, says why, and asks nobody twice', { timeout: 60_000 }, async () => {
  const orgId = await org()
  const { plant, admin, rep, manager, stranger } = await company(db, orgId)
  const leadIds = await plant(
    people().map((lead) => ({ ...lead, holder: { kind: 'rep' as const, id: rep.userId } })),
  )
  const scanId = await begun(orgId, admin.userId)
  await runScan(house, { orgId, scanId, signal })

  const within = <T>(run: Parameters<typeof inTransaction<T>>[2]) => inTransaction(db, orgId, run)
  const [held] = await within((tx) => readScans(tx, scanId))
  expect(held).toMatchObject({ state: 'done', progress: { leads: 72, leadsRead: 72, step: null } })
  const all = { state: 'open' as const, limit: 100, now }
  const { items } = await within((tx) => listPairs(tx, admin, all))
  const wanted = Array.from({ length: 12 }, (_, i) => [leadIds[i]!, leadIds[60 + i]!].toSorted().join())
  const found = items
    .filter(({ probability }) => probability >= 0.8)
    .map(({ a, b }) => [a.leadId, b.leadId].join())
  expect(found.toSorted()).toEqual(wanted.toSorted())
  for (const sure of ['certain', 'ask'] as const) {
    const some = await within((tx) => listPairs(tx, admin, { ...all, sure }))
    const those = items.filter(({ probability }) => probability >= 0.8 === (sure === 'certain'))
    expect(some.items.map(({ pairId }) => pairId)).toEqual(those.map(({ pairId }) => pairId))
  }

  const first = items[0]!
  const read = await within((tx) => readPair(tx, admin, { pairId: first.pairId, now }))
  const bits = read.evidence.reduce((sum, { weight }) => sum + weight, read.prior ?? NaN)
  expect(1 / (1 + 2 ** -bits)).toBeCloseTo(first.probability, 5)
  const kept = await within((tx) =>
    rows(
      tx,
      sql<{
        text: string
      }>`select match_pair::text as text from match_pair union all select scan::text from scan`,
    ),
  )
  for (const { text } of kept) for (const { name, phone } of people()) expect(text).not.toMatch(phone ?? name)

  const clusters = await within((tx) => listClusters(tx, admin, { scanId, limit: 5, now }))
  expect(clusters.items).toHaveLength(5)
  const more = await within((tx) =>
    listClusters(tx, admin, { scanId, limit: 50, cursor: clusters.next!, now }),
  )
  expect([...clusters.items, ...more.items].map(({ leads }) => leads.length)).toEqual(wanted.map(() => 2))

  // The manager leads the rep; somebody else's rep sees nothing of it.
  expect((await within((tx) => listPairs(tx, manager, all))).items).toHaveLength(items.length)
  expect((await within((tx) => listPairs(tx, stranger, all))).items).toEqual([])
  expect(await within((tx) => seenPairs(tx, stranger, { pairIds: [first.pairId], now }))).toEqual([])

  const said = { pairIds: [first.pairId], state: 'different' as const, by: admin.userId, at: now }
  expect(await within((tx) => decide(tx, said))).toBe(1)
  expect(await within((tx) => decide(tx, said))).toBe(0)
  const again = await begun(orgId, admin.userId)
  await runScan(house, { orgId, scanId: again, signal })
  const left = await within((tx) => listPairs(tx, admin, all))
  expect(left.items.map(({ pairId }) => pairId).toSorted()).toEqual(
    items
      .slice(1)
      .map(({ pairId }) => pairId)
      .toSorted(),
  )
})

test(
  'begun again after a crash it doubles nothing, and a cancelled one stores no more',
  { timeout: 60_000 },
  async () => {
    const orgId = await org()
    const { plant, admin } = await company(db, orgId)
    await plant(people())
    const scanId = await begun(orgId, admin.userId)
    const counted = () =>
      inTransaction(db, orgId, (tx) =>
        rows(
          tx,
          sql<{ count: number }>`select count(*)::int as count from match_pair where org_id = ${orgId}`,
        ),
      )
    const crash = new AbortController()
    const killed = runScan(house, { orgId, scanId, signal: crash.signal })
    crash.abort()
    await expect(killed).rejects.toThrow('ended')
    await runScan(house, { orgId, scanId, signal })
    const [before] = await counted()
    expect(before!.count).toBeGreaterThanOrEqual(12)

    const second = await begun(orgId, admin.userId)
    expect(
      await inTransaction(db, orgId, (tx) =>
        addScan(tx, { scanId: uuidv7(), closed: false, by: admin.userId }),
      ),
    ).toBe(false)
    await inTransaction(db, orgId, (tx) => rows(tx, sql`delete from match_pair where org_id = ${orgId}`))
    await inTransaction(db, orgId, (tx) => moveScan(tx, second, { state: 'cancelled', at: now }))
    await runScan(house, { orgId, scanId: second, signal })
    expect(await counted()).toEqual([{ count: 0 }])
  },
)

test(
  'a spare phone of one that is another’s only phone speaks for the two',
  { timeout: 60_000 },
  async () => {
    const orgId = await org()
    const { plant, admin, rep } = await company(db, orgId)
    const all = people()
    const spare = '+8613912345678'
    const holder = { kind: 'rep' as const, id: rep.userId }
    const ids = await plant(
      [...all, { name: all[20]!.name, company: null, phone: spare, email: null }].map((lead) => ({
        ...lead,
        holder,
      })),
    )
    const within = <T>(run: Parameters<typeof inTransaction<T>>[2]) => inTransaction(db, orgId, run)
    const wanted = [ids[20]!, ids.at(-1)!].toSorted().join()
    const foundBy = async () => {
      const scanId = await begun(orgId, admin.userId)
      await runScan(house, { orgId, scanId, signal })
      const { items } = await within((tx) => listPairs(tx, admin, { state: 'open', limit: 100, now }))
      return items.find(({ a, b }) => [a.leadId, b.leadId].join() === wanted)
    }
    expect((await foundBy())?.probability ?? 0).toBeLessThan(0.8)
    await within((tx) => addKeys(tx, [{ leadId: ids[20]!, keys: [`p:${all[20]!.phone}`, `p:${spare}`] }]))
    expect((await foundBy())?.probability).toBeGreaterThan(0.8)
  },
)
