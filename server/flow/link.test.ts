import { describe, expect, test } from 'vitest'
import { plainCard } from '../../contract/scorecard.ts'
import { testDb } from '../../test/database.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  trailOf,
} from '../../test/team.ts'
import * as quarantine from './quarantine.ts'

const { db, org } = await testDb()

async function make() {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  return team
}
const incomplete = (n: number, more: object = {}) => arrivingLead(n, { title: null, company: null, ...more })

describe('a re-enquiry of somebody in quarantine', () => {
  test('that brings what was missing lets the lead go: scored, dealt, told, with its true arrival', async () => {
    const team = await make()
    const term = {
      id: 't1',
      label: '有职位',
      when: { not: { field: 'title', op: 'is_empty' as const } },
      points: 30,
    }
    await publishNext(team, 'score', plainCard([term], [{ grade: 'A', from: 20 }]))
    const [first] = await team.call([incomplete(1)])
    expect(first?.status).toBe('quarantined')
    const leadId = first?.leadId as string
    const before = await leadOf(team, leadId)
    const [again] = await team.call([arrivingLead(1)])
    expect(again).toMatchObject({ status: 'merged', leadId })
    const lead = await leadOf(team, leadId)
    expect(lead).toMatchObject({
      holderKind: 'rep',
      assignedRule: 'r1',
      title: '采购总监',
      score: 30,
      grade: 'A',
      gateReasons: null,
      arrivedAt: before.arrivedAt,
    })
    expect(lead.dueAt).not.toBeNull()
    const trail = await trailOf(team, leadId)
    expect(trail.map(({ kind }) => kind)).toEqual(['captured', 'quarantined', 'reenquired', 'assigned'])
    expect(trail[2]?.data['changes']).toContainEqual({ field: 'score', before: 0, after: 30 })
    expect(trail[3]).toMatchObject({
      rule: { id: 'r1' },
      data: { arrivalId: again?.arrivalId, why: { passed: [] } },
    })
    const [next] = await team.call([arrivingLead(2)])
    expect(next?.holder?.id).not.toBe(lead.holderId)
    await expectSound(db, team.orgId)
  })

  test('that brings a part of it says what is still missing', async () => {
    const team = await make()
    const [first] = await team.call([incomplete(1)])
    await team.call([arrivingLead(1, { company: null })])
    const lead = await leadOf(team, first?.leadId as string)
    expect(lead).toMatchObject({ holderKind: 'quarantine', gateReasons: [{ field: 'company' }] })
    await expectSound(db, team.orgId)
  })

  test('in the very call that brought the incomplete one lets it go, among others that are dealt', async () => {
    const team = await make()
    const answers = await team.call([incomplete(1), arrivingLead(2), arrivingLead(1), arrivingLead(3)])
    expect(answers.map(({ status }) => status)).toEqual(['quarantined', 'created', 'merged', 'created'])
    const leads = await Promise.all([0, 1, 3].map((i) => leadOf(team, answers[i]?.leadId as string)))
    expect(leads.map(({ holderKind }) => holderKind)).toEqual(['rep', 'rep', 'rep'])
    const shares = [...Map.groupBy(leads, ({ holderId }) => holderId).values()].map((each) => each.length)
    expect(Math.max(...shares)).toBe(2)
    await expectSound(db, team.orgId)
  })

  test('at the same moment as an admin lets it go deals it once', async () => {
    const team = await make()
    const [first] = await team.call([incomplete(1)])
    const leadId = first?.leadId as string
    await Promise.all([
      ...Array.from({ length: 4 }, () => team.call([arrivingLead(1)])),
      ...Array.from({ length: 4 }, () =>
        team.within((tx) => quarantine.letGo(tx, team.admin, { leadIds: [leadId], anyway: true })),
      ),
    ])
    expect((await trailOf(team, leadId)).filter(({ kind }) => kind === 'assigned')).toHaveLength(1)
    await expectSound(db, team.orgId)
  })
})
