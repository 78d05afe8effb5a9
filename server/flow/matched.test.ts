import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { MatchAction } from '../../rules/matching.ts'
import { testDb } from '../../test/database.ts'
import { policyBy, ruleOf } from '../../test/matching.ts'
import {
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
import { setStage } from '../rooms/followup/service.ts'
import * as quarantine from './quarantine.ts'

const { db, org } = await testDb()

async function make(action: MatchAction) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  await publishNext(team, 'match', policyBy(action, 'phone'))
  const [first] = await team.call([arrivingLead(1)])
  const leadId = first?.leadId as string
  return { team, leadId, lead: await leadOf(team, leadId) }
}

const noticesOf = (team: Team, userId: string) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
      }>`select kind from notice where org_id = ${tx.orgId} and user_id = ${userId} order by notice_id`,
    ),
  )

test('alert: nothing is taken, the holder hears of it, and the trail says who tried', async () => {
  const { team, leadId, lead } = await make('alert')
  const [again] = await team.call([arrivingLead(1, { company: '别家公司' })])
  expect(again).toMatchObject({ status: 'duplicate', leadId, reasons: [{ code: 'match.same_phone' }] })
  expect((await leadOf(team, leadId)).company).toBe(lead.company)
  expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
    kind: 'tried',
    rule: { kind: 'match', id: 'phone' },
  })
  expect((await noticesOf(team, lead.holderId as string)).map(({ kind }) => kind)).toEqual([
    'lead.assigned',
    'lead.tried',
  ])
})

test('alert: many of one holder’s at once are one notice', async () => {
  const { team, lead } = await make('alert')
  const mine = Array.from({ length: 40 }, (_, n) => arrivingLead(n + 100))
  await team.call(mine)
  await team.call(mine)
  const kinds = (await noticesOf(team, lead.holderId as string)).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind.includes('tried'))).toEqual(['leads.tried'])
})

test('reenquire: the lead held is filled in, its deadline begins anew', async () => {
  const { team, leadId, lead } = await make('reenquire')
  const [again] = await team.call([arrivingLead(1, { need: '要报价' })])
  expect(again).toMatchObject({ status: 'merged', leadId })
  const after = await leadOf(team, leadId)
  expect(after).toMatchObject({ need: '要报价', holderId: lead.holderId })
  expect(after.dueAt!.getTime()).toBeGreaterThan(lead.dueAt!.getTime())
  await expectSound(db, team.orgId)
})

test('reenquire: a lead that was lost is open again, and dealt; so it is when two come at once', async () => {
  const policy = policyBy('reenquire', 'phone')
  const { team, leadId, lead } = await make('merge')
  const rule = { ...policy.rules[0]!, does: { ...policy.rules[0]!.does, closed: 'reenquire' as const } }
  await publishNext(team, 'match', { ...policy, rules: [rule] })
  const holder = team.reps.find(({ userId }) => userId === lead.holderId)!
  await team.within((tx) =>
    setStage(tx, holder, { leadId, version: lead.version, stage: 'lost', reason: '没预算', now: new Date() }),
  )
  expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'closed', stage: 'lost' })
  const answers = await Promise.all([team.call([arrivingLead(1)]), team.call([arrivingLead(1)])])
  expect(answers.flat().map(({ status }) => status)).toEqual(['merged', 'merged'])
  expect(await leadOf(team, leadId)).toMatchObject({
    holderKind: 'rep',
    stage: 'new',
    closedAs: null,
    assignedRule: 'r1',
  })
  expect((await trailOf(team, leadId)).map(({ kind }) => kind)).toContain('assigned')
  await expectSound(db, team.orgId)
})

test('ask: a lead of its own waits until a person says', async () => {
  const { team, leadId } = await make('ask')
  const [again] = await team.call([arrivingLead(1)])
  expect(again).toMatchObject({ status: 'quarantined', reasons: [{ code: 'match.ask' }] })
  const other = again?.leadId as string
  expect(other).not.toBe(leadId)
  expect(await leadOf(team, other)).toMatchObject({ holderKind: 'quarantine', duplicateOf: leadId })
  const judge = (anyway: boolean) =>
    team.within((tx) => quarantine.letGo(tx, team.admin, { leadIds: [other], anyway }))
  expect((await judge(false)).kept).toMatchObject([{ leadId: other, reasons: [{ code: 'match.ask' }] }])
  expect((await judge(true)).released).toEqual([other])
})

test('what whoever brings them is told is the policy’s: nothing personal, the team, until when, how far', async () => {
  const { team } = await make('refuse')
  const message = async () => (await team.call([arrivingLead(1)]))[0]?.reasons[0]?.message
  expect(await message()).toBe('电话与已有线索相同（一组负责）')
  const policy = policyBy('refuse', 'phone')
  await publishNext(team, 'match', { ...policy, told: { holder: 'name', until: true, stage: true } })
  expect(await message()).toMatch(/^电话与已有线索相同（销售\d负责，保护至 \d{4}-\d\d-\d\d，新线索）$/)
  await publishNext(team, 'match', { ...policy, told: { holder: 'nothing', until: false, stage: false } })
  expect(await message()).toBe('电话与已有线索相同')
})

test('(company and name) or phone, in one batch and across batches', async () => {
  const { team } = await make('merge')
  await publishNext(team, 'match', {
    ...policyBy('merge', 'phone', 'company', 'name'),
    rules: [ruleOf('(company and name) or phone', 'merge')],
  })
  const li = { name: '李雷', company: '杭州星尘科技有限公司', phone: '13900000001' }
  const answers = await team.call([
    arrivingLead(50, li),
    arrivingLead(51, { ...li, company: '星尘科技(杭州)有限公司', phone: '13900000002' }),
    arrivingLead(52, { ...li, name: '韩梅梅', phone: '13900000002' }),
    arrivingLead(53, { ...li, name: '韩梅梅', phone: '13900000003' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual(['created', 'merged', 'merged', 'created'])
  const [later] = await team.call([arrivingLead(54, { ...li, phone: '13900000009' })])
  expect(later).toMatchObject({ status: 'merged', leadId: answers[0]?.leadId })
})

test('one of a batch is found by what two others of it have said together', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  const { terms } = policyBy('merge', 'phone', 'company', 'name')
  const rules = [ruleOf('phone', 'merge'), ruleOf('company and name', 'merge')]
  await publishNext(team, 'match', { ...policyBy('merge', 'phone'), terms, rules })
  const answers = await team.call([
    arrivingLead(1, { name: null }),
    arrivingLead(1, { name: '李雷', company: null }),
    arrivingLead(2, { name: '李雷' }),
    arrivingLead(3, { name: '韩梅' }),
  ])
  const [first, second, third, fourth] = answers.map(({ leadId }) => leadId)
  expect([second, third]).toEqual([first, first])
  expect(fourth).not.toBe(first)
})
