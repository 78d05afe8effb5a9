import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AssignPolicy } from '../../../contract/assign.ts'
import { dayOf } from '../../../rules/days.ts'
import { think } from '../../../test/abilities.ts'
import { testDb } from '../../../test/database.ts'
import { arrive, leadOf, newTeam, publishNext, takeTurns, type Team } from '../../../test/team.ts'
import { one, rows } from '../../db/db.ts'
import { readOrg } from '../../people/org.ts'
import { comeBack, goOffline, setShift } from '../../people/time.ts'
import { readRehearsal } from '../../rooms/assign/store/rehearsals.ts'
import { stopRun } from '../runs/runs.ts'
import { rehearsal, startRehearsal } from './begin.ts'
import { rehearsalGate } from './gate.ts'
import { presentRehearsal } from './present.ts'
import { runRehearsal } from './run.ts'

const { db, org } = await testDb()
const signal = new AbortController().signal

const rule = (strategy: AssignPolicy['rules'][number]['strategy'], more: object = {}) => ({
  id: 'r',
  name: '',
  when: { all: [] },
  active: true,
  strategy,
  ...more,
})

async function rehearsed(team: Team, draft: AssignPolicy, by = team.admin) {
  const rehearsalId = await team.within((tx) =>
    startRehearsal(tx, { draft, days: 30, by: by.userId, now: new Date() }),
  )
  await runRehearsal({ db }, { orgId: team.orgId, id: rehearsalId, signal })
  return team.within(async (tx) => presentRehearsal(tx, by, (await readRehearsal(tx, rehearsalId))!))
}

describe('a rehearsal', () => {
  test('of the rules in force finds what happened, and changes nothing', async () => {
    const team = await newTeam({ db, org }, { reps: 3 })
    await takeTurns(team)
    const leadIds = await arrive(team, 30)
    const before = await Promise.all(leadIds.map((leadId) => leadOf(team, leadId)))
    const draft = {
      rules: [rule({ kind: 'roundRobin' }, { who: { teamIds: [team.teamId] } })],
      fallbackPoolId: team.poolId,
    }
    const { state, result, dealt } = await rehearsed(team, draft)
    expect([state, dealt, result?.leads]).toEqual(['done', 30, 30])
    expect(result?.reps.map((each) => [each.before.leads, each.after.leads])).toEqual([
      [10, 10],
      [10, 10],
      [10, 10],
    ])
    // Ties are settled by the same seeds, so the very same people get the very same leads.
    expect(result).toMatchObject({
      changed: 0,
      gini: { before: { leads: 0 }, after: { leads: 0 } },
      wins: null,
    })
    expect(await Promise.all(leadIds.map((leadId) => leadOf(team, leadId)))).toEqual(before)
  })

  test('weighs leads given by merit by the very chances that gave them, of their channel and segment', async () => {
    const team = await newTeam({ db, org }, { reps: 3 })
    const { channel } = (await team.within((tx) =>
      one(
        tx,
        sql<{ channel: string }>`select channel from source where org_id = ${tx.orgId} and key = 'api'`,
      ),
    ))!
    await think(team, [
      { at: 0, mean: 0.5 },
      { at: 1, mean: 0.25 },
      { at: 2, mean: 0.1 },
      { at: 0, mean: 0.3, channel },
      { at: 0, mean: 0.05, channel, segment: '' },
      { at: 1, mean: 0.4, channel, segment: '' },
    ])
    const draft: AssignPolicy = {
      rules: [rule({ kind: 'best' }, { who: { teamIds: [team.teamId] } })],
      fallbackPoolId: team.poolId,
      mode: {
        kind: 'custom',
        dial: 0.6,
        explore: 0.3,
        catchUp: false,
        claims: 'open',
        moves: 'open',
        floor: {
          share: 0,
          days: 7,
          grades: [],
        },
      },
    }
    await publishNext(team, 'assign', draft)
    const leadIds = await arrive(team, 60)
    // Hardly any is won: that is no matter of between whom a lead is given
    await team.within((tx) =>
      rows(
        tx,
        sql`insert into ability_evidence (org_id, lead_id, user_id, outcome, grade, taken_at, ended_at, picked)
          select ${tx.orgId}, id, ${team.reps[0]!.userId}, 'lost', '', now(), now(), false
          from unnest(${leadIds}::uuid[]) id`,
      ),
    )
    const { result } = await rehearsed(team, draft)
    expect(result).toMatchObject({ leads: 60, changed: 0 })
    const got = result!.reps.map((each) => each.before.leads)
    expect(new Set(got).size).toBeGreaterThan(1)
    expect(result!.wins!.after).toBeLessThan(6)
  })

  test('knows who was on shift, offline and on leave when a lead came, whatever was changed since', async () => {
    const team = await newTeam({ db, org }, { reps: 4 })
    const [here, off, paused, away] = team.reps.map(({ userId }) => userId) as [
      string,
      string,
      string,
      string,
    ]
    const { timeZone } = await team.within(readOrg)
    const weekday = (new Date(`${dayOf(new Date(), timeZone)}T00:00:00Z`).getUTCDay() + 6) % 7
    // Two days on either side are free, whenever this runs
    const week = [0, 1, 2, 3, 4, 5, 6].map((day) =>
      day === (weekday + 3) % 7 ? [{ from: '09:00', to: '10:00' }] : [],
    )
    const stamp = () => ({ at: new Date(), by: team.admin.userId })
    await team.within(async (tx) => {
      await setShift(tx, { userId: off, shift: { week, worksHolidays: false } }, stamp())
      await goOffline(tx, { userId: paused, how: '30' }, stamp())
      await rows(
        tx,
        sql`insert into absence (org_id, absence_id, user_id, from_at, to_at)
          values (${tx.orgId}, gen_random_uuid(), ${away}, now() - interval '1 hour', now() + interval '1 hour')`,
      )
    })
    const draft = {
      rules: [rule({ kind: 'roundRobin' }, { who: { teamIds: [team.teamId] }, hours: 'onDuty' })],
      fallbackPoolId: team.poolId,
    }
    await publishNext(team, 'assign', draft)
    await arrive(team, 4)
    await team.within(async (tx) => {
      await setShift(tx, { userId: off, shift: null }, stamp())
      await comeBack(tx, paused, stamp())
    })
    await arrive(team, 6, 10)
    const { result } = await rehearsed(team, draft)
    expect(result).toMatchObject({ leads: 10, changed: 0 })
    const got = (userId: string) => result!.reps.find((each) => each.userId === userId)?.after.leads
    expect([got(here), got(off), got(paused), got(away)]).toEqual([6, 2, 2, 0])
  })

  test('tells who would have got more and less, which leads would have moved, and by which rule', async () => {
    const team = await newTeam({ db, org }, { reps: 2 })
    await takeTurns(team)
    const [one_, two] = team.reps
    const leadIds = await arrive(team, 10)
    const draft = { rules: [rule({ kind: 'rep', userId: one_!.userId })], fallbackPoolId: team.poolId }
    const { result } = await rehearsed(team, draft)
    const of = (userId: string) => result?.reps.find((each) => each.userId === userId)
    expect([of(one_!.userId)?.after.leads, of(two!.userId)?.after.leads]).toEqual([10, 0])
    expect(result?.changed).toBe(5)
    expect(result?.changes.map(({ leadId }) => leadId).every((leadId) => leadIds.includes(leadId))).toBe(true)
    expect(result?.changes[0]).toMatchObject({
      from: { id: two!.userId },
      to: { id: one_!.userId },
      ruleId: 'r',
    })
    expect(result?.rules).toEqual({ r: 10 })
  })

  test('judges a lead as it came, not as it was changed since', async () => {
    const team = await newTeam({ db, org }, { reps: 1 })
    await takeTurns(team)
    const [leadId = ''] = await arrive(team, 1)
    const when = { field: 'region' as const, op: 'is_empty' as const }
    await team.within(async (tx) => {
      const was = await one(
        tx,
        sql<{ region: string | null }>`select region from lead where org_id = ${tx.orgId}`,
      )
      await rows(tx, sql`update lead set region = '31' where org_id = ${tx.orgId} and lead_id = ${leadId}`)
      const changes = { changes: [{ field: 'region', before: was?.region ?? null, after: '31' }] }
      await rows(
        tx,
        sql`insert into lead_event (org_id, lead_id, event_id, at, kind, actor_kind, data)
          values (${tx.orgId}, ${leadId}, gen_random_uuid(), now(), 'edited', 'user', ${JSON.stringify(changes)}::jsonb)`,
      )
    })
    const draft = { rules: [{ ...rule({ kind: 'roundRobin' }), when }], fallbackPoolId: team.poolId }
    expect((await rehearsed(team, draft)).result?.rules).toEqual({ r: 1 })
  })

  test('one runs at a time; a new one replaces one’s own; cancelled it keeps nothing', async () => {
    const team = await newTeam({ db, org }, { reps: 1 })
    const draft = { rules: [], fallbackPoolId: team.poolId }
    const start = (by: string) =>
      team.within((tx) => startRehearsal(tx, { draft, days: 7, by, now: new Date() }))
    const first = await start(team.admin.userId)
    await expect(start(team.reps[0]!.userId)).rejects.toMatchObject({ code: 'rehearsal.running' })
    const second = await start(team.admin.userId)
    const stateOf = (id: string) => team.within(async (tx) => (await readRehearsal(tx, id))?.state)
    expect([await stateOf(first), await stateOf(second)]).toEqual(['cancelled', 'running'])
    await team.within((tx) => stopRun(tx, rehearsal, { id: second, at: new Date() }))
    await runRehearsal({ db }, { orgId: team.orgId, id: second, signal })
    expect(await stateOf(second)).toBe('cancelled')
  })
})

test('where publishing wants a rehearsal, exactly that draft must have been rehearsed, or a reason given', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const draft = { rules: [rule({ kind: 'leastLoaded' })], fallbackPoolId: team.poolId }
  const ask = (body: AssignPolicy, anyway: string | null = null) =>
    team.within((tx) =>
      rehearsalGate(tx, { body, over: 1, anyway, planned: false, lang: 'zh', now: new Date() }),
    )
  expect(await ask(draft)).toBeNull()
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into assign_gate (org_id, asks) values (${tx.orgId}, '{"required": true, "days": 7}')`,
    ),
  )
  await expect(ask(draft)).rejects.toMatchObject({ code: 'assign.not_rehearsed' })
  expect(await ask(draft, '急')).toContain('急')
  await rehearsed(team, draft)
  expect(await ask(draft)).toBeNull()
  const other = { ...draft, rules: [rule({ kind: 'roundRobin' })] }
  await expect(ask(other)).rejects.toMatchObject({ code: 'assign.not_rehearsed' })
  // What was in force before needs none.
  await publishNext(team, 'assign', other)
  expect(await ask(other)).toBeNull()
})
