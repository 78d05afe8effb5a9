import { sql } from 'kysely'
import { expect } from 'vitest'
import { captureLimit } from '../contract/capture.ts'
import { rows } from '../server/db/db.ts'
import { captureAll } from '../server/rooms/capture/service.ts'
import type { TestDb } from './database.ts'
import { testHouse } from './house.ts'
import { arrivingLead, newTeam, publishNext, type Team } from './team.ts'

interface Burst {
  /** Leads of each bulk. */
  readonly bulk: readonly number[]
  /** Calls of one lead that each of the callers makes, one after the other. */
  readonly each: number
}

/** Captures that go on side by side, and each server's share of them. */
const CALLERS = 16
const SERVERS = 2
/** Of one rule, over reps that are always there. */
const weights = [1, 1, 2, 3, 5, 8, 13]

/**
 * One rule with weights, bulks and sixteen callers at once on two servers: whoever looks, at any moment and at the end, finds
 * every rep within one lead of their exact share of what was given by then, and every load as the leads say.
 */
export async function shareFairly({ db, org }: Pick<TestDb, 'db' | 'org'>, { bulk, each }: Burst) {
  const team = await newTeam({ db, org }, { reps: weights.length })
  const strategy = {
    kind: 'roundRobin' as const,
    weights: Object.fromEntries(team.reps.map(({ userId }, i) => [userId, weights[i]!])),
  }
  const rule = {
    id: 'r',
    name: '按权重',
    when: { all: [] },
    who: { teamIds: [team.teamId] },
    strategy,
    active: true,
  }
  await publishNext(team, 'assign', { rules: [rule], fallbackPoolId: team.poolId })
  const houses = Array.from({ length: SERVERS }, () => testHouse(db))
  let next = 0
  const send = async (count: number, which: number) => {
    const from = next
    next += count
    await captureAll(db, houses[which % SERVERS]!.capture, {
      orgId: team.orgId,
      lang: 'zh',
      door: 'api',
      actor: {
        kind: 'key',
        id: null,
      },
      leads: Array.from({ length: count }, (_, i) => arrivingLead(from + i)),
    })
  }
  const sending = Promise.all([
    ...bulk.map(async (count, which) => {
      // As large as one call may be, one after the other, as an import brings them
      for (let left = count; left > 0; left -= captureLimit) await send(Math.min(left, captureLimit), which)
    }),
    ...Array.from({ length: CALLERS }, async (_, caller) => {
      for (let i = 0; i < each; i++) await send(1, caller)
    }),
  ])
  const over = { is: false }
  const [looks] = await Promise.all([lookOn(team, over), sending.finally(() => (over.is = true))])
  const all = bulk.reduce((sum, count) => sum + count, CALLERS * each)
  expect(await fairNow(team)).toBe(all)
  const loads = await team.within((tx) =>
    rows(
      tx,
      sql<{ off: number }>`select count(*)::int as off from rep_load where org_id = ${tx.orgId} and holding <>
        (select count(*) from lead where lead.org_id = ${tx.orgId} and holder_id = rep_load.user_id)`,
    ),
  )
  expect(loads[0]?.off).toBe(0)
  return { looks }
}

/** How often it was looked at meanwhile, with some leads given and not all. */
async function lookOn(team: Team, over: { readonly is: boolean }): Promise<number> {
  let looks = 0
  while (!over.is) if ((await fairNow(team)) > 0) looks += 1
  return looks
}

/** Expects everybody within one lead of their share of all that is given, as one statement sees it; returns how many that is. */
async function fairNow(team: Team): Promise<number> {
  const held = await team.within((tx) =>
    rows(
      tx,
      sql<{ holderId: string; n: number }>`select holder_id, count(*)::int as n from lead
        where org_id = ${tx.orgId} group by holder_id`,
    ),
  )
  const got = new Map(held.map(({ holderId, n }) => [holderId, n]))
  const [all, whole] = [held.reduce((sum, { n }) => sum + n, 0), weights.reduce((sum, w) => sum + w, 0)]
  for (const [i, { userId }] of team.reps.entries())
    expect(Math.abs((got.get(userId) ?? 0) - (all * weights[i]!) / whole)).toBeLessThanOrEqual(1)
  return all
}
