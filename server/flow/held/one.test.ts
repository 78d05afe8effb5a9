import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { arrivingLead, expectSound, leadOf, newTeam, takeTurns, type Team } from '../../../test/team.ts'
import { amend } from '../amend.ts'
import { moveStage } from '../convert.ts'
import { dismiss } from '../quarantine.ts'
import { fixLead } from './one.ts'
import { undismiss } from './undismiss.ts'
import { undo } from './undo.ts'

const { db, org } = await testDb()

/** A team with one lead in quarantine, its title in the name. */
async function titled(more: object = {}) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  const arriving = arrivingLead(1, { name: '张明 采购总监', title: null, ...more })
  const [answer] = await team.call([arriving])
  const leadId = answer?.leadId as string
  const lead = await leadOf(team, leadId)
  expect(lead.holderKind).toBe('quarantine')
  return { team, leadId, before: lead }
}

const pattern = 'title.from:name'
async function fix(team: Team, leadId: string) {
  const { version } = await leadOf(team, leadId)
  return team.within((tx) => fixLead(tx, team.admin, { leadId, version, pattern, value: '采购总监' }))
}

describe('a suggestion taken for one lead', () => {
  test('is taken back: the lead is as it was and waits again, by its true arrival', async () => {
    const { team, leadId, before } = await titled()
    const fixed = await fix(team, leadId)
    expect(fixed).toMatchObject({ released: true, reasons: [] })
    expect(await leadOf(team, leadId)).toMatchObject({ title: '采购总监', holderKind: 'rep' })
    const undone = await team.within((tx) => undo(tx, team.admin, fixed.fixId))
    expect(undone).toMatchObject({ state: 'undone', total: 1, fixed: 1, undone: 1 })
    const { title, holderKind, arrivedAt, name } = await leadOf(team, leadId)
    expect({ title, holderKind, arrivedAt, name }).toEqual({
      title: null,
      holderKind: 'quarantine',
      arrivedAt: before.arrivedAt,
      name: before.name,
    })
    await expectSound(db, team.orgId)
  })

  test('stays where somebody has worked on the lead since', async () => {
    const { team, leadId } = await titled()
    const { fixId, version } = await fix(team, leadId)
    const asked = { leadId, version, patch: { need: '报价' }, lang: 'zh' as const }
    await team.within((tx) => amend(tx, team.admin, asked))
    expect(await team.within((tx) => undo(tx, team.admin, fixId))).toMatchObject({ undone: 0 })
    expect(await leadOf(team, leadId)).toMatchObject({ title: '采购总监', holderKind: 'rep' })
  })

  test('is refused of a version that has passed, and of a value that is not suggested', async () => {
    const { team, leadId, before } = await titled()
    const take = (version: number, value: string) =>
      team.within((tx) => fixLead(tx, team.admin, { leadId, version, pattern, value }))
    await expect(take(before.version + 1, '采购总监')).rejects.toMatchObject({ code: 'version.stale' })
    await expect(take(before.version, '总裁')).rejects.toMatchObject({ code: 'quarantine.suggestion_gone' })
  })
})

describe('a dismissal', () => {
  const drop = (team: Team, leadId: string) =>
    team.within((tx) => dismiss(tx, team.admin, { leadIds: [leadId], reason: '同行' }))
  const back = (team: Team, leadId: string) => team.within((tx) => undismiss(tx, team.admin, [leadId]))

  test('is taken back: the lead waits again with its reasons and suggestions', async () => {
    const { team, leadId, before } = await titled()
    await drop(team, leadId)
    expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'closed', stage: 'invalid' })
    expect(await back(team, leadId)).toBe(1)
    const now = await leadOf(team, leadId)
    expect(now).toMatchObject({ holderKind: 'quarantine', closedAs: null, stage: 'new', stageReason: null })
    expect([now.arrivedAt, now.gateReasons]).toEqual([before.arrivedAt, before.gateReasons])
    expect(await fix(team, leadId)).toMatchObject({ released: true })
    await expectSound(db, team.orgId)
  })

  test('that is none is left alone: a lead in quarantine, and one a rep found invalid', async () => {
    const { team, leadId } = await titled()
    expect(await back(team, leadId)).toBe(0)
    await drop(team, leadId)
    expect([await back(team, leadId), await back(team, leadId)]).toEqual([1, 0])
    const { version } = await fix(team, leadId)
    const { holderId } = await leadOf(team, leadId)
    const rep = { ...team.admin, userId: holderId as string, roles: ['rep' as const] }
    const wish = { leadId, version, stage: 'invalid' as const, reason: '空号', now: new Date() }
    await team.within((tx) => moveStage(tx, rep, wish))
    expect(await back(team, leadId)).toBe(0)
    expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'closed', closedAs: 'invalid' })
  })
})
