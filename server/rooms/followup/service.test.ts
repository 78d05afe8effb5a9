import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { arrive, expectSound, leadOf, newTeam, takeTurns, type Team, trailOf } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from './service.ts'

const { db, org } = await testDb()
const DAY = 86_400_000

/** A team whose first lead has been dealt to the first rep. */
async function dealt(reps = 1) {
  const team = await newTeam({ db, org }, { reps })
  await takeTurns(team)
  const [leadId = ''] = await arrive(team, 1)
  const { holderId } = await leadOf(team, leadId)
  return { team, leadId, rep: team.reps.find(({ userId }) => userId === holderId) as UserCaller }
}

const log = (team: Team, rep: UserCaller, wish: Partial<followup.Log> & { leadId: string }) =>
  team.within((tx) =>
    followup.log(tx, rep, {
      activityId: uuidv7(),
      kind: 'call',
      outcome: 'connected',
      now: new Date(),
      ...wish,
    }),
  )

/** Moves the stage of the lead as it stands now. */
async function become(
  team: Team,
  by: UserCaller,
  { leadId, ...to }: Partial<followup.StageMove> & Pick<followup.StageMove, 'leadId' | 'stage'>,
) {
  const { version } = await leadOf(team, leadId)
  return team.within((tx) => followup.setStage(tx, by, { leadId, version, now: new Date(), ...to }))
}

describe('a log', () => {
  test('sent twice counts once, also when both come at the same moment', async () => {
    const { team, rep, leadId } = await dealt()
    const wish = { leadId, activityId: uuidv7() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => log(team, rep, wish)))
    expect(new Set(answers.map(({ version }) => version)).size).toBe(1)
    expect((await trailOf(team, leadId)).filter(({ kind }) => kind === 'followed_up')).toHaveLength(1)
    const kept = await team.within((tx) => rows(tx, sql`select from activity where org_id = ${tx.orgId}`))
    expect(kept).toHaveLength(1)
  })

  test('of a new lead whose customer was reached makes it contacted and keeps the next step', async () => {
    const { team, rep, leadId } = await dealt()
    const nextAt = new Date(Date.now() + DAY)
    await log(team, rep, { leadId, outcome: 'no_answer', nextStep: '再打', nextAt })
    expect(await leadOf(team, leadId)).toMatchObject({ stage: 'new', nextStep: '再打', nextAt })
    await log(team, rep, { leadId, outcome: 'interested' })
    expect(await leadOf(team, leadId)).toMatchObject({ stage: 'contacted', nextStep: '再打' })
    await log(team, rep, { leadId, nextStep: null, nextAt: null })
    expect(await leadOf(team, leadId)).toMatchObject({ nextStep: null, nextAt: null })
  })

  test('of a moment yet to come is a log of now', async () => {
    const { team, rep, leadId } = await dealt()
    const now = new Date()
    await log(team, rep, { leadId, now, at: new Date(+now + DAY) })
    expect((await leadOf(team, leadId)).lastFollowupAt).toEqual(now)
  })

  test('first and last follow-up are those of the logs, in whatever order they come', async () => {
    const { team, rep, leadId } = await dealt()
    const now = new Date()
    const anyLog = fc.record({
      kind: fc.constantFrom('call' as const, 'visit' as const, 'message' as const, 'note' as const),
      ago: fc.integer({ min: 0, max: 30 * DAY }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyLog, { minLength: 1, maxLength: 6 }), async (logs) => {
        await team.within(async (tx) => {
          await rows(tx, sql`delete from activity where org_id = ${tx.orgId}`)
          for (const { kind, ago } of logs)
            await followup.log(tx, rep, {
              leadId,
              activityId: uuidv7(),
              kind,
              outcome: null,
              now,
              at: new Date(+now - ago),
            })
        })
        const counted = logs.flatMap(({ kind, ago }) => (kind === 'note' ? [] : [+now - ago]))
        const { firstFollowupAt, lastFollowupAt } = await leadOf(team, leadId)
        expect(firstFollowupAt).toEqual(counted.length > 0 ? new Date(Math.min(...counted)) : null)
        expect(lastFollowupAt).toEqual(counted.length > 0 ? new Date(Math.max(...counted)) : null)
      }),
      { numRuns: 25 },
    )
  })

  test('is refused for a closed lead, for a stranger, and for a lead that lies in a pool', async () => {
    const { team, rep, leadId } = await dealt(2)
    const stranger = team.reps.find(({ userId }) => userId !== rep.userId) as UserCaller
    await expect(log(team, stranger, { leadId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(log(team, rep, { leadId: uuidv7() })).rejects.toMatchObject({ code: 'not_found' })
    await become(team, rep, { leadId, stage: 'lost', reason: '无预算' })
    await expect(log(team, rep, { leadId })).rejects.toMatchObject({
      code: 'lead.closed',
      params: { as: 'lost' },
    })
    const other = await newTeam({ db, org }, { reps: 1 })
    const [pooled = ''] = await arrive(other, 1)
    await expect(log(other, other.reps[0] as UserCaller, { leadId: pooled })).rejects.toMatchObject({
      code: 'lead.not_yours',
    })
    await expect(log(other, member(other.orgId, ['rep']), { leadId: pooled })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a stage', () => {
  test('is moved only from the version that was read', async () => {
    const { team, rep, leadId } = await dealt()
    const { version } = await leadOf(team, leadId)
    const move = { leadId, version, stage: 'qualified', now: new Date() } as const
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => team.within((tx) => followup.setStage(tx, rep, move))),
    )
    const won = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(won).toEqual([{ leadId, version: version + 1, from: 'new' }])
    for (const each of answers)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'version.stale' })
    expect((await leadOf(team, leadId)).version).toBe(version + 1)
  })

  test('that ends a lead closes it; it is still seen by who held it, and theirs again when they reopen it', async () => {
    const { team, rep, leadId } = await dealt()
    await expect(become(team, rep, { leadId, stage: 'lost' })).rejects.toMatchObject({
      code: 'lead.reason_needed',
    })
    const { version } = await become(team, rep, { leadId, stage: 'lost', reason: '无预算' })
    expect(await leadOf(team, leadId)).toMatchObject({
      holderKind: 'closed',
      holderId: null,
      closedAs: 'lost',
      stage: 'lost',
      stageReason: '无预算',
      dueAt: null,
      version,
    })
    await expectSound(db, team.orgId)
    await become(team, rep, { leadId, stage: 'contacted' })
    expect(await leadOf(team, leadId)).toMatchObject({
      holderKind: 'rep',
      holderId: rep.userId,
      closedAs: null,
      stageReason: null,
      dueAt: expect.any(Date) as Date,
    })
    expect((await trailOf(team, leadId)).map(({ kind }) => kind).slice(-2)).toEqual([
      'stage_changed',
      'reopened',
    ])
    await expectSound(db, team.orgId)
  })

  test('converted needs an amount, keeps it in the organisation’s currency, and is final', async () => {
    const { team, rep, leadId } = await dealt()
    await expect(become(team, rep, { leadId, stage: 'converted' })).rejects.toMatchObject({
      code: 'lead.amount_needed',
    })
    await become(team, rep, { leadId, stage: 'converted', amount: 8_800_00 })
    expect(await leadOf(team, leadId)).toMatchObject({
      amount: 8_800_00,
      currency: 'CNY',
      closedAs: 'converted',
    })
    await expect(become(team, rep, { leadId, stage: 'contacted' })).rejects.toMatchObject({
      code: 'lead.move',
      params: { from: 'converted', to: 'contacted' },
    })
  })

  test('brings back no lead that was merged or erased', async () => {
    const { team, rep, leadId } = await dealt()
    await become(team, rep, { leadId, stage: 'lost', reason: '重复' })
    for (const [closedAs, code] of [
      ['merged', 'lead.closed'],
      ['withdrawn', 'lead.closed'],
      ['erased', 'lead.erased'],
    ]) {
      await team.within((tx) =>
        rows(
          tx,
          sql`update lead set closed_as = ${closedAs} where org_id = ${tx.orgId} and lead_id = ${leadId}`,
        ),
      )
      await expect(become(team, rep, { leadId, stage: 'contacted' })).rejects.toMatchObject({
        code,
      })
    }
  })
})
