import { describe, expect, test } from 'vitest'
import type { CompliancePolicy } from '../../../contract/policy.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
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
import { uuidv7 } from '../../db/id.ts'
import { insertRows } from '../../db/write.ts'
import { keepSource } from '../../lead/settings.ts'
import * as quarantine from '../quarantine.ts'
import { tasks } from './tasks.ts'
import * as verbs from './verbs.ts'

const { db, org } = await testDb()

const yes = { purpose: 'marketing', granted: true, evidence: { page: 'https://x.cn/ask' } }
const no = { purpose: 'marketing', granted: false }

const withdraw = (team: Team, more: object) =>
  team.within((tx) => verbs.withdraw(tx, team.admin, { purpose: 'any', channel: 'any', note: '', ...more }))
async function one(team: Team, lead: object, more = {}) {
  const [answer] = await team.call([lead], more)
  return { status: answer?.status, leadId: answer?.leadId as string, reasons: answer?.reasons }
}

const rule = { name: '', active: true }
const wantsConsent: CompliancePolicy = {
  rules: [{ ...rule, id: 'm', needs: { kind: 'consent', purpose: 'marketing', channel: 'any' } }],
}
const wantsApproval: CompliancePolicy = {
  rules: [
    {
      ...rule,
      id: 'reward',
      when: { field: 'tags', op: 'has_any', value: ['推荐奖励'] },
      needs: { kind: 'approval', flag: 'reward', by: ['admin'] },
    },
  ],
}

/** A team whose leads go to reps in turn, unless this policy keeps them. */
async function strict(policy: CompliancePolicy) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  await publishNext(team, 'compliance', policy)
  return team
}

describe('compliance', () => {
  test('blocks routing, never storage: not even where the gate refuses', async () => {
    const team = await strict(wantsConsent)
    await publishNext(team, 'gate', { preset: 'b2b', mode: 'refuse', requirements: [{ need: ['name'] }] })
    const kept = await one(team, arrivingLead(1))
    expect([kept.status, kept.reasons?.map(({ code }) => code)]).toEqual([
      'quarantined',
      ['compliance.consent'],
    ])
    expect((await one(team, arrivingLead(2, { name: null }))).status).toBe('rejected')
    expect((await one(team, arrivingLead(3, { consent: [yes] }))).status).toBe('created')
  })

  test('a typist’s lead is kept, with the reason', async () => {
    const team = await strict(wantsConsent)
    const typed = await one(team, arrivingLead(1), {
      door: 'hand',
      holderId: team.reps[0]!.userId,
      askBack: true,
    })
    expect(typed.status).toBe('quarantined')
    expect(await leadOf(team, typed.leadId)).toMatchObject({ holderKind: 'quarantine' })
  })

  test('what was said before counts, for a lead of its own too', async () => {
    const team = await strict(wantsConsent)
    await publishNext(team, 'match', policyBy('link', 'phone'))
    await one(team, arrivingLead(1, { consent: [yes] }))
    expect((await one(team, arrivingLead(1))).status).toBe('created')
    await withdraw(team, { phone: arrivingLead(1).phone })
    const kept = await one(team, arrivingLead(1))
    expect([kept.status, kept.reasons?.[0]?.code]).toEqual(['quarantined', 'compliance.withdrawn'])
  })

  test('is not let go anyway; a consent that comes later lets it go', async () => {
    const team = await strict(wantsConsent)
    const { leadId } = await one(team, arrivingLead(1, { title: null }))
    const letGo = () =>
      team.within((tx) => quarantine.letGo(tx, team.admin, { leadIds: [leadId], anyway: true }))
    expect((await letGo()).kept[0]?.reasons.map(({ code }) => code)).toEqual(['compliance.consent'])
    const note = '本人在展会签字'
    const recorded = await team.within((tx) =>
      verbs.record(tx, team.admin, { leadId, purpose: 'marketing', channel: 'any', note }),
    )
    expect(recorded.released).toBe(false) // its title is still missing
    expect((await letGo()).released).toEqual([leadId])
    const other = await one(team, arrivingLead(2))
    await team.within((tx) =>
      verbs.record(tx, team.admin, { leadId: other.leadId, purpose: 'marketing', channel: 'any', note }),
    )
    expect(await leadOf(team, other.leadId)).toMatchObject({ holderKind: 'rep', gateReasons: null })
    await expectSound(db, team.orgId)
  })

  test('a re-enquiry that brings nothing but consent lets it go', async () => {
    const team = await strict(wantsConsent)
    const { leadId } = await one(team, arrivingLead(1))
    await one(team, arrivingLead(1, { consent: [{ ...no, purpose: 'contact' }] }))
    expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'quarantine' })
    const again = await one(team, arrivingLead(1, { consent: [yes] }))
    expect([again.status, again.leadId]).toEqual(['merged', leadId])
    expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'rep', gateReasons: null })
    await expectSound(db, team.orgId)
  })

  test('a referral reward is approved by who may, with the reason in the trail', async () => {
    const team = await strict(wantsApproval)
    expect((await one(team, arrivingLead(1))).status).toBe('created')
    const { leadId, status } = await one(team, arrivingLead(2, { tags: ['推荐奖励'] }))
    expect(status).toBe('quarantined')
    const approve = (by = team.admin) =>
      team.within((tx) => verbs.approve(tx, by, { leadIds: [leadId], reason: '已核对，奖励 200 元' }))
    const manager = member(team.orgId, ['manager'])
    await team.within((tx) =>
      insertRows(
        tx,
        'member',
        ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at'],
        [[team.orgId, manager.userId, manager.name, ['manager'], 'active', {}, new Date()]],
      ),
    )
    await expect(approve(manager)).rejects.toMatchObject({ code: 'compliance.not_yours' })
    expect(await approve()).toMatchObject({ approved: 1, released: [leadId], kept: [] })
    const kinds = (await trailOf(team, leadId)).map(({ kind }) => kind)
    expect(kinds).toEqual(['captured', 'quarantined', 'approved', 'assigned'])
    await expect(approve()).rejects.toMatchObject({ code: 'compliance.nothing' })
    await expectSound(db, team.orgId)
  })

  test('a licence that is entered later, and a policy that asks no more, let them go', async () => {
    const team = await strict({
      rules: [{ ...rule, id: 'l', channels: ['list'], needs: { kind: 'licence' } }],
    })
    const source = { sourceId: uuidv7(), key: 'bought', name: '外购名单', channel: 'list' }
    const by = { by: null, at: new Date() }
    await team.within((tx) => keepSource(tx, source, by))
    const lead = arrivingLead(1, { source: 'bought' })
    const { leadId, reasons } = await one(team, lead)
    expect(reasons).toMatchObject([
      { code: 'compliance.licence', message: expect.stringContaining('外购名单') },
    ])
    expect((await one(team, arrivingLead(2))).status).toBe('created')
    const judge = tasks(team.house)[0]!
    const attempt = { jobId: '', attempt: 1, maxAttempts: 1, signal: new AbortController().signal }
    const past = { ...source, licence: '合同 7', licenceUntil: '2020-01-01' }
    await team.within((tx) => keepSource(tx, past, by))
    await judge.run({ orgId: team.orgId }, attempt)
    expect(await leadOf(team, leadId)).toMatchObject({
      holderKind: 'quarantine',
      gateReasons: [{ code: 'compliance.licence_over' }],
    })
    await team.within((tx) => keepSource(tx, { ...past, licenceUntil: null }, by))
    await judge.run({ orgId: team.orgId }, attempt)
    expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'rep', gateReasons: null })
    await expectSound(db, team.orgId)
  })
})
