import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { member } from '../../test/house.ts'
import {
  arrive,
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import type { UserCaller } from '../people/caller.ts'
import { readPage } from '../views/page.ts'
import { amend } from './amend.ts'
import * as quarantine from './quarantine.ts'

const { db, org } = await testDb()

/** A team with reps in turn and an incomplete lead in quarantine. */
async function keptBack(more: object = {}) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  const [answer] = await team.call([arrivingLead(1, { title: null, ...more })])
  expect(answer?.status).toBe('quarantined')
  return { team, leadId: answer?.leadId as string }
}
const letGo = (team: Team, leadIds: readonly string[], { by = team.admin, anyway = false } = {}) =>
  team.within((tx) => quarantine.letGo(tx, by, { leadIds, anyway }))
const mend = async (team: Team, leadId: string, patch: object) => {
  const { version } = await leadOf(team, leadId)
  return team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
}
async function colleague(team: Team, role: 'marketer' | 'manager'): Promise<UserCaller> {
  const caller = member(team.orgId, [role])
  await team.within((tx) =>
    insertRows(
      tx,
      'member',
      ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at'],
      [[team.orgId, caller.userId, caller.name, [role], 'active', {}, new Date()]],
    ),
  )
  return caller
}

describe('letting go', () => {
  test('keeps what is still incomplete, with its reasons; mended, it is dealt as if it had arrived so', async () => {
    const { team, leadId } = await keptBack()
    const arrived = (await leadOf(team, leadId)).arrivedAt
    const still = await letGo(team, [leadId])
    expect(still.released).toEqual([])
    expect(still.kept.map(({ reasons }) => reasons.map(({ field }) => field))).toEqual([['title']])
    await mend(team, leadId, { title: '采购总监' })
    expect(await letGo(team, [leadId])).toEqual({ released: [leadId], kept: [] })
    const lead = await leadOf(team, leadId)
    expect(lead).toMatchObject({
      holderKind: 'rep',
      arrivedAt: arrived,
      assignedRule: 'r1',
      gateReasons: null,
    })
    expect(lead.dueAt).not.toBeNull()
    expect((await trailOf(team, leadId)).at(-1)).toMatchObject({ kind: 'assigned', rule: { id: 'r1' } })
    const next = await leadOf(team, (await arrive(team, 1, 90))[0] as string)
    expect(next.holderId).not.toBe(lead.holderId)
    await expectSound(db, team.orgId)
  })

  test('anyway lets it go as it is; what is not in quarantine is left alone', async () => {
    const { team, leadId } = await keptBack()
    const [held = ''] = await arrive(team, 1, 5)
    const before = await leadOf(team, held)
    expect(await letGo(team, [leadId, held, uuidv7()], { anyway: true })).toEqual({
      released: [leadId],
      kept: [],
    })
    expect(await leadOf(team, held)).toEqual(before)
  })

  test('twice at once deals it once', async () => {
    const { team, leadId } = await keptBack()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => letGo(team, [leadId], { anyway: true })),
    )
    expect(answers.flatMap(({ released }) => released)).toEqual([leadId])
    await expectSound(db, team.orgId)
  })

  test('asks conditions of a gate about all that is known of the lead', async () => {
    const { team, leadId } = await keptBack({ tags: ['展会'], title: null })
    const when = { field: 'tags', op: 'has_any' as const, value: ['展会'] }
    await publishNext(team, 'gate', {
      preset: 'custom',
      mode: 'quarantine',
      requirements: [{ need: ['wechat'], when }],
    })
    const { kept } = await letGo(team, [leadId])
    expect(kept[0]?.reasons.map(({ field }) => field)).toEqual(['wechat'])
  })

  test('is for whoever sees the quarantine: a marketer without contacts too, a rep not', async () => {
    const { team, leadId } = await keptBack()
    expect(await letGo(team, [leadId], { by: team.reps[0] as UserCaller, anyway: true })).toEqual({
      released: [],
      kept: [],
    })
    const marketer = await colleague(team, 'marketer')
    expect((await letGo(team, [leadId], { by: marketer, anyway: true })).released).toEqual([leadId])
  })
})

test('dismissing closes as invalid with the reason, at its true arrival, and only what is in quarantine', async () => {
  const { team, leadId } = await keptBack()
  const arrived = (await leadOf(team, leadId)).arrivedAt
  const [held = ''] = await arrive(team, 1, 5)
  const marketer = await colleague(team, 'marketer')
  const dismiss = () =>
    team.within((tx) => quarantine.dismiss(tx, marketer, { leadIds: [leadId, held], reason: '测试数据' }))
  expect([await dismiss(), await dismiss()]).toEqual([1, 0])
  expect(await leadOf(team, leadId)).toMatchObject({
    holderKind: 'closed',
    closedAs: 'invalid',
    stage: 'invalid',
    stageReason: '测试数据',
    arrivedAt: arrived,
  })
  expect((await leadOf(team, held)).holderKind).toBe('rep')
  const credited = await team.within((tx) =>
    rows(tx, sql`select from assign_turn where org_id = ${tx.orgId} and owed > 0`),
  )
  expect(credited).toEqual([])
  await expectSound(db, team.orgId)
})

test('what was noted of an arrival stands in its trail, for who sees the lead in full', async () => {
  const { team, leadId } = await keptBack({ name: '张明 采购总监' })
  const told = async (caller: UserCaller) => {
    const page = await team.within((tx) => readPage(tx, caller, { leadId, lang: 'zh', now: new Date() }))
    return page.trail.find(({ kind }) => kind === 'captured')?.data
  }
  expect((await told(team.admin))?.['notes']).toEqual([
    {
      field: 'name',
      message: {
        zh: '姓名“张明 采购总监”里写了职位“采购总监”，可填入职位一栏',
        en: expect.stringContaining('holds a job title') as string,
      },
    },
  ])
  expect(await told(await colleague(team, 'marketer'))).not.toHaveProperty('notes')
  const open = await team.within((tx) =>
    rows(tx, sql<{ data: unknown }>`select data from lead_event where lead_id = ${leadId}`),
  )
  expect(JSON.stringify(open)).not.toContain('采购总监')
})

test('what is noted of an edit is kept as that of an arrival is, and suggested from', async () => {
  const { team, leadId } = await keptBack({ name: '李四' })
  const { version } = await leadOf(team, leadId)
  const patch = { name: '张明 采购总监' }
  await team.within((tx) => amend(tx, team.admin, { leadId, version, patch, lang: 'zh' }))
  const page = await team.within((tx) => readPage(tx, team.admin, { leadId, lang: 'zh', now: new Date() }))
  const edited = page.trail.find(({ kind }) => kind === 'edited')
  expect(edited?.data['notes']).toMatchObject([{ field: 'name' }])
  expect(edited?.changes).toMatchObject([{ field: 'name', before: '李四', after: '张明' }])
  const stored = await team.within((tx) =>
    rows(
      tx,
      sql<{ data: unknown; pattern: string | null }>`select e.data, p.pattern from lead_event e
      left join quarantine_pattern p using (org_id, lead_id) where e.lead_id = ${leadId}`,
    ),
  )
  expect(stored.map(({ pattern }) => pattern)).toContain('title.from:name')
  expect(JSON.stringify(stored)).not.toContain('采购总监')
})
