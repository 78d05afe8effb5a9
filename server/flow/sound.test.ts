import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { checkAssign } from '../../contract/assign-check.ts'
import type { AssignPolicy, AssignRule } from '../../contract/assign.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import { publishPolicy } from '../../contract/policy.ts'
import { childRegions } from '../../rules/regions.ts'
import { testDb } from '../../test/database.ts'
import { arrive, leadOf, newTeam, publishNext, type Team } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { buildApp } from '../http/app.ts'
import { setCalendar } from '../people/time.ts'
import * as policies from '../policy/routes.ts'
import { save } from '../rooms/territory/service.ts'
import * as flow from './routes.ts'

const { db, org } = await testDb()

/** A team and its admin at the API. */
async function office(reps: number) {
  const team = await newTeam({ db, org }, { reps })
  const { house, admin } = team
  const routes = [policies, flow].flatMap((part) => part.routes(house))
  const app = await buildApp(house, { door: async () => admin, routes })
  const ask = async ({ method, path }: Endpoint, payload: object) => {
    const answer = await app.inject({ method, url: path.replace(':kind', 'assign'), payload })
    return { status: answer.statusCode, ...answer.json() }
  }
  return {
    team,
    check: (draft: AssignPolicy) => ask(checkAssign, { draft }),
    publish: (body: AssignPolicy, version = 1) => ask(publishPolicy, { version, body }),
  }
}

const rulesOf = (team: Team, ...rules: AssignRule[]): AssignPolicy => ({ rules, fallbackPoolId: team.poolId })
const seniors: AssignRule = {
  id: 'r',
  name: '资深轮流',
  when: { all: [] },
  who: { tiers: ['资深'] },
  strategy: { kind: 'roundRobin' },
  active: true,
}
const promote = (team: Team, at: number) =>
  team.within((tx) =>
    rows(
      tx,
      sql`update member set tier = '资深' where org_id = ${tx.orgId} and user_id = ${team.reps[at]!.userId}`,
    ),
  )

describe('a draft is checked', () => {
  test('a rule for who is on duty is refused until somebody has set hours, or that every hour counts', async () => {
    const { team, publish } = await office(1)
    const draft = rulesOf(team, { ...seniors, who: {}, hours: 'onDuty' })
    expect(await publish(draft)).toMatchObject({ status: 422, code: 'assign.unsound' })
    await team.within((tx) => setCalendar(tx, { kind: 'always' }, { at: new Date(), by: null }))
    expect((await publish(draft)).status).toBe(200)
  })

  test('a rule by territory, cohort or referrer says so while there is none of them', async () => {
    const { team, check } = await office(1)
    const rules = (['territory', 'cohort', 'referral'] as const).map((kind): AssignRule => ({
      id: kind,
      name: kind,
      when: { field: 'company', op: 'is', value: kind },
      strategy: { kind },
      active: true,
    }))
    const unpointed = async () => {
      const { problems } = await check(rulesOf(team, ...rules))
      return (problems as { code: string; ruleId: string }[])
        .filter(({ code }) => code === 'unpointed')
        .map(({ ruleId }) => ruleId)
    }
    expect(await unpointed()).toEqual(['territory', 'cohort', 'referral'])
    await team.within((tx) =>
      rows(
        tx,
        sql`insert into referrer (org_id, referrer_id, code, kind, created_at, updated_at)
          values (${tx.orgId}, gen_random_uuid(), 'ABC', 'partner', now(), now())`,
      ),
    )
    expect(await unpointed()).toEqual(['territory', 'cohort'])
  })

  test('a map with a hole, an overlap and nobody in it; a lead with two referrers', async () => {
    const { team, check } = await office(2)
    const codes = async () => {
      const { problems } = await check(
        rulesOf(
          team,
          { ...seniors, id: 't', who: {}, strategy: { kind: 'territory' } },
          { ...seniors, id: 'f', who: {}, strategy: { kind: 'referral' } },
        ),
      )
      return (problems as { code: string; ruleId: string }[]).map(({ code, ruleId }) => `${ruleId} ${code}`)
    }
    const draw = (name: string, regions: string[], at: number) =>
      team.within((tx) =>
        save(
          tx,
          {
            name,
            regions,
            areas: [],
            condition: null,
            teamId: null,
            evenSo: true,
            userIds: [team.reps[at]!.userId],
          },
          { caller: team.admin, now: new Date() },
        ),
      )
    const all = childRegions()
    await draw('全国', all.slice(1), 0)
    expect(await codes()).toEqual(['t territoryHole', 'f unpointed'])
    await draw('首都', [all[0]!], 1)
    expect(await codes()).toEqual(['f unpointed'])
    await draw('又一', [all[0]!], 0)
    await team.within((tx) =>
      rows(
        tx,
        sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${team.reps[1]!.userId}`,
      ),
    )
    expect(await codes()).toEqual(['t territoryOverlap', 't territoryVacant', 'f unpointed'])
    const [leadId] = await arrive(team, 1)
    await team.within((tx) =>
      rows(
        tx,
        sql`with two as (insert into referrer (org_id, referrer_id, code, kind, created_at, updated_at)
            select ${tx.orgId}, gen_random_uuid(), code, 'partner', now(), now() from unnest(array['ONE', 'TWO']) code
            returning referrer_id)
          insert into lead_referral (org_id, lead_id, referrer_id, how, at)
          select ${tx.orgId}, ${leadId!}, referrer_id, 'code', now() from two`,
      ),
    )
    expect((await codes()).at(-1)).toBe('f severalReferrers')
  })

  test('what is wrong, and whom each rule may give to', async () => {
    const { team, check } = await office(3)
    const none = await check(rulesOf(team, seniors))
    expect(none.problems).toMatchObject([{ severity: 'error', ruleId: 'r', code: 'tierNobody' }])
    expect(none.circles).toEqual({ r: [] })
    await promote(team, 1)
    const window: AssignRule = {
      ...seniors,
      id: 'w',
      strategy: {
        kind: 'claimWindow',
        poolId: team.poolId,
        steps: [
          { who: { tiers: ['资深'] }, minutes: 5 },
          { who: {}, minutes: 5 },
        ],
      },
    }
    const { problems, circles, reps, grades } = await check(rulesOf(team, seniors, window))
    expect(problems).toEqual([])
    const names = (key: string) => circles[key].map((place: number) => reps[place].name)
    expect([names('r'), names('w/0'), names('w/1').toSorted()]).toEqual([
      ['销售1'],
      ['销售1'],
      ['销售0', '销售1', '销售2'],
    ])
    expect(grades).not.toContain('')
  })

  test('a draft that is none is refused', async () => {
    const { team, check } = await office(1)
    const strange = { ...seniors, when: { field: 'custom.gone', op: 'is', value: 'x' } } as AssignRule
    expect(await check(rulesOf(team, strange))).toMatchObject({ status: 422, code: 'condition.invalid' })
  })
})

describe('publishing', () => {
  test('a rule that could never give is refused, saying which and what mends it; then it passes', async () => {
    const { team, publish } = await office(2)
    const refused = await publish(rulesOf(team, seniors))
    expect(refused).toMatchObject({ status: 422, code: 'assign.unsound' })
    expect(refused.detail).toContain('第 1 条“资深轮流”，没有人是资深；')
    await promote(team, 0)
    expect(await publish(rulesOf(team, seniors))).toMatchObject({ status: 200, version: 2 })
  })

  test('going back to rules that name somebody who has left since says how to go on', async () => {
    const { team, publish } = await office(2)
    const { userId, name } = team.reps[0]!
    const old = rulesOf(team, { ...seniors, who: {}, strategy: { kind: 'rep', userId } })
    expect(await publish(old)).toMatchObject({ version: 2 })
    await publishNext(team, 'assign', rulesOf(team, { ...seniors, who: {} }))
    await team.within((tx) =>
      rows(tx, sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${userId}`),
    )
    const refused = await publish(old, 3)
    expect(refused).toMatchObject({ status: 422, code: 'assign.unsound_again' })
    expect(refused.detail).toContain(`${name}已不是在职销售`)
    expect(refused.detail).toContain('恢复为草稿')
  })

  test('what is only odd passes', async () => {
    const { team, publish } = await office(1)
    const pool: AssignRule = { ...seniors, who: {}, strategy: { kind: 'pool', poolId: team.poolId } }
    expect(await publish(rulesOf(team, pool, { ...pool, id: 's' }))).toMatchObject({ status: 200 })
  })
})

test('what became unsound after it was published ends in the fallback pool', async () => {
  const { team } = await office(1)
  await publishNext(team, 'assign', rulesOf(team, seniors))
  const [leadId] = await arrive(team, 1)
  expect(await leadOf(team, leadId!)).toMatchObject({ holderKind: 'pool', holderId: team.poolId })
})
