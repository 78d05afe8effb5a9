import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { countAlike, countOf } from '../../lead/quarantine.ts'
import { readFix } from '../../rooms/clean/store.ts'
import { amend } from '../amend.ts'
import { readSetup } from '../setup.ts'
import * as alike from './alike.ts'
import { mend, takenBy } from './mend.ts'
import { undo, undoPage } from './undo.ts'

const { db, org } = await testDb()

/** A team with leads in quarantine whose title stands in the name. */
async function titled(count: number, more: (n: number) => object = () => ({})) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  const leads = Array.from({ length: count }, (_, n) =>
    arrivingLead(n, { name: '张明 采购总监', title: null, ...more(n) }),
  )
  // Each its own moment, where there are few enough: the order of arrival is the order of the ids.
  const answers = []
  if (count > 10) answers.push(...(await team.call(leads)))
  else for (const lead of leads) answers.push(...(await team.call([lead])))
  expect(answers.every(({ status }) => status === 'quarantined')).toBe(true)
  return { team, ids: answers.map(({ leadId }) => leadId as string) }
}
const pattern = 'title.from:name'
const fixAll = (team: Team, of = pattern) =>
  team.within((tx) => alike.begin(tx, team.admin, { pattern: of, sourceId: null }))
const counted = (team: Team) => team.within((tx) => countAlike(tx, { sourceId: undefined, most: 10 }))

describe('what is alike', () => {
  test('is counted as the leads arrive, by source too, and is gone once they are', async () => {
    const { team, ids } = await titled(3)
    expect(await counted(team)).toEqual([{ pattern, count: 3 }])
    const { sourceId } = await leadOf(team, ids[0] as string)
    const other = team.sources.get('hand') as string
    const of = (source: string | null) => team.within((tx) => countOf(tx, { pattern, sourceId: source }))
    expect([await of(null), await of(sourceId), await of(other)]).toEqual([3, 3, 0])
    await fixAll(team)
    expect(await counted(team)).toEqual([])
    await expectSound(db, team.orgId)
  })

  test('follows an edit', async () => {
    const { team, ids } = await titled(1)
    const [leadId = ''] = ids
    const { version } = await leadOf(team, leadId)
    const patch = { name: '李娜' }
    await team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
    expect(await counted(team)).toEqual([])
  })

  test('holds only what leaves no choice', async () => {
    const note = '打 13812345678 或 13912345678'
    const { team } = await titled(1, () => ({ title: '总监', name: '张明', phone: null, note }))
    expect(await counted(team)).toEqual([])
  })
})

describe('a suggestion that is taken', () => {
  test('goes to a holder, dealt in the order of arrival, with how it came to that in its trail', async () => {
    const { team, ids } = await titled(4)
    const arrived = (await leadOf(team, ids[0] as string)).arrivedAt
    const fix = await fixAll(team)
    expect(fix).toMatchObject({ state: 'done', total: 4, fixed: 4, released: 4, kept: 0, failed: 0 })
    const leads = await Promise.all(ids.map((id) => leadOf(team, id)))
    expect(leads.map(({ name, title }) => [name, title])).toEqual(Array(4).fill(['张明', '采购总监']))
    const [a, b] = [leads[0]?.holderId, leads[1]?.holderId]
    expect(a).not.toBe(b)
    // Each pair of them is one for each.
    expect(new Set([leads[2]?.holderId, leads[3]?.holderId])).toEqual(new Set([a, b]))
    expect(leads[0]?.arrivedAt).toEqual(arrived)
    const edited = (await trailOf(team, ids[0] as string)).find(({ kind }) => kind === 'edited')
    expect(edited?.data['suggested']).toEqual({ pattern, confidence: 0.8, fixId: fix.fixId })
    expect(JSON.stringify(edited?.data)).not.toContain('张明')
    await expectSound(db, team.orgId)
  })

  test('stays when the person is held already, flagged, with the reason; of two alike the second', async () => {
    const { team, ids } = await titled(2, () => ({
      name: '张明',
      title: '总监',
      phone: null,
      wechat: '13812345678',
    }))
    const fix = await fixAll(team, 'phone.from:wechat')
    expect(fix).toMatchObject({ fixed: 2, released: 1, kept: 1 })
    const [first, second] = await Promise.all(ids.map((id) => leadOf(team, id)))
    expect([first?.holderKind, second?.holderKind]).toEqual(['rep', 'quarantine'])
    expect(second).toMatchObject({ duplicateOf: ids[0] })
    await expectSound(db, team.orgId)
  })

  test('is refused where somebody was faster: nothing of it is written', async () => {
    const { team, ids } = await titled(1)
    const [leadId = ''] = ids
    const mended = await team.within(async (tx) => {
      const setup = await readSetup(tx, new Date())
      const taken = await takenBy(tx, { pattern, leadIds: ids }, setup)
      await rows(tx, sql`update lead set version = version + 1 where org_id = ${tx.orgId}`)
      return mend(tx, taken, { setup, actor: { kind: 'user', id: team.admin.userId }, fixId: null })
    })
    expect(mended.versions.size).toBe(0)
    expect(await leadOf(team, leadId)).toMatchObject({ name: '张明', title: null, holderKind: 'quarantine' })
  })

  test('by two at once is taken once', async () => {
    const { team, ids } = await titled(6)
    const fixes = await Promise.allSettled([fixAll(team), fixAll(team), fixAll(team)])
    const done = fixes.flatMap((each) => (each.status === 'fulfilled' ? [each.value.released] : []))
    expect(done.reduce((sum, each) => sum + each, 0)).toBe(6)
    for (const id of ids)
      expect((await trailOf(team, id)).filter(({ kind }) => kind === 'edited')).toHaveLength(1)
    await expectSound(db, team.orgId)
  })
})

test('more than a page is fixed by a job, page by page, from where it stood', async () => {
  const { team, ids } = await titled(alike.PAGE + 5, (n) => ({ phone: `139${String(10_000_000 + n)}` }))
  const { fixId, ...begun } = await fixAll(team)
  expect(begun).toMatchObject({ state: 'running', total: ids.length, fixed: 0 })
  const page = () => team.within((tx) => alike.fixPage(tx, fixId))
  expect(await page()).toBe(true)
  expect(await team.within((tx) => readFix(tx, fixId))).toMatchObject({ fixed: alike.PAGE, state: 'running' })
  // A page that is skipped because it fails is not tried without end.
  await team.within((tx) => alike.skipOne(tx, fixId))
  expect([await page(), await page(), await page()]).toEqual([true, false, false])
  const done = await team.within((tx) => readFix(tx, fixId))
  expect(done).toMatchObject({ state: 'done', fixed: ids.length - 1, failed: 1 })
  await expectSound(db, team.orgId)
})

describe('a fix taken back', () => {
  test('leaves every lead as it was, in quarantine, by its true arrival; what somebody touched stays', async () => {
    const { team, ids } = await titled(3)
    const before = await Promise.all(ids.map((id) => leadOf(team, id)))
    const { fixId } = await fixAll(team)
    const [touched = '', ...others] = ids
    const { version } = await leadOf(team, touched)
    const patch = { need: '想要报价' }
    await team.within((tx) => amend(tx, team.admin, { leadId: touched, version, patch, lang: 'zh' }))
    const undone = await team.within((tx) => undo(tx, team.admin, fixId))
    expect(undone).toMatchObject({ state: 'undone', undone: 2 })
    expect(await leadOf(team, touched)).toMatchObject({ holderKind: 'rep', title: '采购总监' })
    for (const [i, id] of others.entries()) {
      const {
        version: _,
        updatedAt: __,
        assignedAt: ___,
        assignedRule: ____,
        // Who comes back is scored again within a minute
        scoreChangesAt: _____,
        ...lead
      } = (await leadOf(team, id)) as Awaited<ReturnType<typeof leadOf>> & {
        updatedAt: Date
        scoreChangesAt: Date | null
      }
      const was = before[i + 1] as object
      for (const [key, value] of Object.entries(lead))
        expect([key, value]).toEqual([key, was[key as keyof typeof was]])
    }
    expect(await counted(team)).toEqual([{ pattern, count: 2 }])
    expect(await team.within((tx) => undoPage(tx, fixId))).toBe(false)
    await expectSound(db, team.orgId)
  })

  test('owes those another lead who lose one', async () => {
    const { team } = await titled(1)
    const { fixId } = await fixAll(team)
    await team.within((tx) => undo(tx, team.admin, fixId))
    const owed = await team.within((tx) =>
      rows(tx, sql<{ owed: number }>`select owed from assign_turn where org_id = ${tx.orgId} and owed > 0`),
    )
    expect(owed).toHaveLength(1)
  })
})

test('a rule that makes a lead of its own lets the pair go, the second pointing at the first', async () => {
  const { team, ids } = await titled(2, () => ({
    name: '张明',
    title: '总监',
    phone: null,
    wechat: '13812345678',
  }))
  await publishNext(team, 'match', policyBy('link', 'phone'))
  expect(await fixAll(team, 'phone.from:wechat')).toMatchObject({ released: 2, kept: 0 })
  expect(await leadOf(team, ids[1] as string)).toMatchObject({ duplicateOf: ids[0] })
})
