import type { ValuePolicy } from '../contract/value.ts'
import { seeToBasis } from '../server/flow/value/basis.ts'
import { rescoreAll } from '../server/flow/score/anew.ts'
import { publishNext, type Team } from './team.ts'

type Parts = { [K in keyof ValuePolicy]?: Partial<ValuePolicy[K]> }

/** A policy of values with what a test says of it: else every lead is worth 100.00, costs nothing and is won one time in two. */
export function valuePolicyOf({ worth, cost, chance, priority }: Parts = {}): ValuePolicy {
  return {
    worth: { amount: 10_000, lines: [], ...worth },
    cost: { amount: 0, lines: [], ...cost },
    chance: { model: false, fewest: null, weight: 20, grades: [], other: 50, ...chance },
    priority: priority
      ? { from: 5_000, minutes: 60, remindMinutes: 15, escalateMinutes: 60, againMinutes: 120, ...priority }
      : null,
  }
}

/** Publishes one, and has every lead valued by it. */
export async function publishValues(team: Team, parts: Parts = {}): Promise<void> {
  await publishNext(team, 'value', valuePolicyOf(parts))
  await team.within((tx) => seeToBasis(tx, new Date()))
  const { orgId, house } = team
  await rescoreAll({ db: house.db, orgId, signal: new AbortController().signal })
}
