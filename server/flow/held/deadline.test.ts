import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { gatePresets } from '../../../contract/policy.ts'
import { testDb } from '../../../test/database.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { readKept } from '../../lead/quarantine.ts'
import { letGo } from '../quarantine.ts'
import { reckon, refuseDue, warnSoon } from './deadline.ts'

const { db, org } = await testDb()
const DAY = 86_400_000

const gate = (refuseAfterDays: number | null, warnDays = 2) => ({
  preset: 'b2b' as const,
  mode: 'quarantine' as const,
  requirements: [...gatePresets.b2b],
  refuseAfterDays,
  warnDays,
})

async function waiting(count: number, days: number | null = 7) {
  const team = await newTeam({ db, org })
  await publishNext(team, 'gate', gate(days))
  const answers = await team.call(Array.from({ length: count }, (_, n) => arrivingLead(n, { title: null })))
  return { team, ids: answers.map(({ leadId }) => leadId as string) }
}
const kept = async (team: Team, leadId: string) =>
  (await team.within((tx) => readKept(tx, [leadId]))).get(leadId)
const notices = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
        data: object
      }>`select kind, data from notice where org_id = ${tx.orgId} order by notice_id`,
    ),
  )
const later = (days: number) => new Date(Date.now() + days * DAY)

test('what nobody sees to is refused by itself, managers told before and after, and the trail says why', async () => {
  const { team, ids } = await waiting(3)
  const [leadId = ''] = ids
  expect(await team.within((tx) => refuseDue(tx, later(6)))).toBe(0)
  expect(await team.within((tx) => warnSoon(tx, later(4)))).toBe(0)
  expect(await team.within((tx) => warnSoon(tx, later(6)))).toBe(3)
  expect(await team.within((tx) => warnSoon(tx, later(6)))).toBe(0)
  expect(await team.within((tx) => refuseDue(tx, later(8.1)))).toBe(3)
  expect(await leadOf(team, leadId)).toMatchObject({
    holderKind: 'closed',
    closedAs: 'invalid',
    stage: 'invalid',
  })
  const closed = (await trailOf(team, leadId)).at(-1)
  expect(closed).toMatchObject({
    kind: 'closed',
    actorKind: 'rule',
    rule: { kind: 'gate', version: 2 },
    data: { as: 'invalid', reason: 'quarantine.deadline' },
  })
  expect(await notices(team)).toMatchObject([
    { kind: 'quarantine.due', data: { count: 3 } },
    { kind: 'quarantine.refused', data: { count: 3 } },
  ])
  await expectSound(db, team.orgId)
})

test('without a deadline it waits for ever, and one that is let go leaves nothing to refuse', async () => {
  const { team } = await waiting(1, null)
  expect(await team.within((tx) => refuseDue(tx, later(4000)))).toBe(0)
  const other = await waiting(1)
  await other.team.within((tx) => letGo(tx, other.team.admin, { leadIds: other.ids, anyway: true }))
  expect(await other.team.within((tx) => refuseDue(tx, later(30)))).toBe(0)
  await expectSound(db, other.team.orgId)
})

test('another gate is followed: longer, shorter but never without its warning, and none at all', async () => {
  const { team, ids } = await waiting(2, 30)
  const [leadId = ''] = ids
  const follow = (now: Date) => team.within((tx) => reckon(tx, { after: null, now, most: 500 }))
  await publishNext(team, 'gate', gate(1))
  await follow(later(10))
  const short = (await kept(team, leadId))?.refuseAt as Date
  expect(+short).toBeGreaterThan(+later(12))
  expect(+short).toBeLessThan(+later(14))
  expect(await team.within((tx) => warnSoon(tx, later(10.1)))).toBe(2)
  await publishNext(team, 'gate', gate(null))
  // Not reckoned yet, but refusing looks at the gate as it is.
  expect(await team.within((tx) => refuseDue(tx, later(20)))).toBe(0)
  expect(await kept(team, leadId)).toMatchObject({ refuseAt: null, warnAt: null })
})

test('pages of it are followed one after the other', async () => {
  const { team } = await waiting(5)
  let after: string | null = null
  let pages = 0
  do {
    const from: string | null = after
    after = await team.within((tx) => reckon(tx, { after: from, now: new Date(), most: 2 }))
    pages += 1
  } while (after)
  expect(pages).toBe(3)
})

test('two servers refuse each lead once', async () => {
  const { team, ids } = await waiting(20)
  const both = await Promise.all([1, 2].map(() => team.within((tx) => refuseDue(tx, later(30)))))
  expect(both.reduce((sum, each) => sum + each)).toBe(ids.length)
  const closed = await Promise.all(ids.map((id) => trailOf(team, id)))
  expect(closed.every((trail) => trail.filter(({ kind }) => kind === 'closed').length === 1)).toBe(true)
})
