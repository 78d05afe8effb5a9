import type { AssignPolicy, AssignRule } from '../../../contract/assign.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import type { Tx } from '../../db/db.ts'
import { mayGet } from '../../rooms/assign/decide/candidates.ts'
import { roundChance } from '../../rooms/assign/decide/merits.ts'
import type { Merits, Roster } from '../../rooms/assign/decide/roster.ts'
import { channels, goodSince } from '../../rooms/assign/store/best.ts'
import { chancesFor } from './chances.ts'

interface Occasion {
  readonly roster: Roster
  readonly policy: AssignPolicy
  /** The rules that fit one of the leads. */
  readonly rules: readonly AssignRule[]
  readonly now: Date
}

const DAY = 86_400_000 // ms

/**
 * With what chance the reps of rules that give by merit win each of these leads, and how many good ones each had in the floor's
 * window; undefined where no such rule may fit. Between reps one lead's own chance makes no difference, so it is not asked.
 */
export async function meritsFor(
  tx: Tx,
  leads: readonly { readonly leadId: string; readonly facts: LeadFacts }[],
  { roster, policy, rules, now }: Occasion,
): Promise<Merits | undefined> {
  const byMerit = rules.filter(({ strategy }) => strategy.kind === 'best')
  if (byMerit.length === 0) return undefined
  const ids = [...new Set(byMerit.flatMap((rule) => mayGet(rule, roster)).map(({ userId }) => userId))]
  const { grades = [], days = 7 } = policy.mode?.floor ?? {}
  const [chanceOf, channelOf, good] = await Promise.all([
    chancesFor(tx, ids),
    channels(tx),
    goodSince(tx, { grades, from: new Date(+now - days * DAY) }),
  ])
  const chances = leads.map(({ leadId, facts }): [string, Map<string, number>] => {
    const chance = chanceOf({ facts, channel: channelOf.get(String(facts['sourceId'])) ?? '', chance: null })
    return [leadId, new Map(ids.map((userId) => [userId, roundChance(chance(userId))]))]
  })
  return { chances: new Map(chances), good }
}
