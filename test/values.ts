import type { ValuePolicy } from '../contract/value.ts'
import type { Condition } from '../rules/condition.ts'
import { uuidv7 } from '../server/db/id.ts'
import { rescoreAll } from '../server/flow/score/anew.ts'
import { seeToBasis } from '../server/flow/value/basis.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { log } from '../server/rooms/followup/service.ts'
import { listLeads } from '../server/views/list.ts'
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

const city = (region: string): Condition => ({ field: 'region', op: 'in', value: [region] })
const plus = (id: string, region: string, amount: number) =>
  ({ id, label: id, when: city(region), kind: 'plus', amount }) as const
/** Worth 50.00 by chance: 70.00 in Shanghai, which is priority; 60.00 in Beijing, which keeps it; less elsewhere. */
export const cities = {
  worth: { amount: 10_000, lines: [plus('sh', '31', 4_000), plus('bj', '11', 2_000)] },
  priority: { from: 7_000 },
}

/** The leads in the view of priority leads, what is due first on top. */
export async function waiting(team: Team): Promise<string[]> {
  const query = {
    condition: JSON.stringify({ field: 'priority', op: 'is_true' }),
    sort: 'priorityDueAt' as const,
    order: 'asc' as const,
    limit: 200,
  }
  const { items } = await team.within((tx) =>
    listLeads(tx, team.admin, { query, lang: 'zh', now: new Date() }),
  )
  return items.map(({ leadId }) => leadId)
}

/** Logs a call that nobody answered: a follow-up. */
export const callUp = (team: Team, leadId: string, by: UserCaller = team.admin) =>
  team.within((tx) =>
    log(tx, by, { now: new Date(), leadId, activityId: uuidv7(), kind: 'call', outcome: 'no_answer' }),
  )

/** What the row of a lead says that is not valued. */
export const unvalued = {
  expectedValue: null,
  valueTerms: null,
  valueVersion: null,
  prioritySince: null,
  priorityDueAt: null,
}

/** A new lead that nobody has to see to by then. */
export const undue = { dueAt: null, remindAt: null, wakeAt: null } as const
