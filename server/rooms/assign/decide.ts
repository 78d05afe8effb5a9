import type { AssignPolicy, AssignRule } from '../../../contract/assign.ts'
import type { Fields } from '../../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../../rules/matches.ts'
import type { Turn, Turns } from '../../lead/turns.ts'

/** A rep as assignment sees them. Counts move as a batch is decided. */
export interface Rep {
  readonly userId: string
  /** Not an active rep, or away. */
  readonly away: boolean
  readonly holdingMax: number | null
  readonly dailyMax: number | null
  holding: number
  givenToday: number
}

export interface Roster {
  readonly reps: ReadonlyMap<string, Rep>
  /** The reps of each team and of the teams below it, in a fixed order. */
  readonly teams: ReadonlyMap<string, readonly string[]>
  /** Rule id → user id → their turn. */
  readonly turns: Turns
}

/** Why a rule did not take a lead. */
export type Miss = 'inactive' | 'condition' | 'nobody' | 'capacity'

export interface Assignment {
  readonly to: { readonly kind: 'rep' | 'pool'; readonly id: string }
  /** null: no rule took it, so the fallback pool did. */
  readonly ruleId: string | null
  /** Rules before it whose condition fitted but which had nobody free: the ones a reader asks about. */
  readonly passed: readonly { ruleId: string; because: Miss }[]
  /** Reps of the rule that took it who were full or away. */
  readonly without: readonly { userId: string; because: 'away' | 'holding' | 'daily' }[]
}

/** Why a rep cannot take another lead; undefined when they can. */
export function obstacle(rep: Rep): 'away' | 'holding' | 'daily' | undefined {
  if (rep.away) return 'away'
  if (rep.holdingMax !== null && rep.holding >= rep.holdingMax) return 'holding'
  if (rep.dailyMax !== null && rep.givenToday >= rep.dailyMax) return 'daily'
  return undefined
}

/**
 * An assignment policy compiled once: a lead's facts → whose it is, by the first rule that fits and has
 * somebody free, else the fallback pool. Each call counts the lead into the roster, so that a batch is
 * decided as if its leads had come one by one.
 */
export function assigner(
  policy: AssignPolicy,
  fields: Fields,
  at: Moment,
): (lead: LeadFacts, roster: Roster) => Assignment {
  const rules = policy.rules.map((rule) => ({ rule, fits: matches(rule.when, fields, at) }))
  return (lead, roster) => {
    const passed: { ruleId: string; because: Miss }[] = []
    for (const { rule, fits } of rules) {
      if (!rule.active || !fits(lead)) continue
      const choice = choose(rule, roster)
      if ('because' in choice) {
        passed.push({ ruleId: rule.id, because: choice.because })
        continue
      }
      return { to: choice.to, ruleId: rule.id, passed, without: choice.without }
    }
    return { to: { kind: 'pool', id: policy.fallbackPoolId }, ruleId: null, passed, without: [] }
  }
}

/** The reps a rule may give to, before capacity: none for a pool. */
export function candidates({ strategy }: AssignRule, roster: Roster): readonly string[] {
  if (strategy.kind === 'rep') return [strategy.userId]
  if (strategy.kind === 'pool') return []
  return roster.teams.get(strategy.teamId) ?? []
}

type Choice = Pick<Assignment, 'to' | 'without'> | { because: Miss }

function choose(rule: AssignRule, roster: Roster): Choice {
  const { strategy } = rule
  if (strategy.kind === 'pool') return { to: { kind: 'pool', id: strategy.poolId }, without: [] }
  const free: Rep[] = []
  const without: { userId: string; because: 'away' | 'holding' | 'daily' }[] = []
  for (const userId of candidates(rule, roster)) {
    const rep = roster.reps.get(userId)
    const because = rep ? obstacle(rep) : 'away'
    if (rep && !because) free.push(rep)
    else without.push({ userId, because: because ?? 'away' })
  }
  if (free.length === 0)
    return { because: without.some(({ because }) => because !== 'away') ? 'capacity' : 'nobody' }
  const rep =
    strategy.kind === 'leastLoaded' ? least(free, (each) => each.holding) : nextInTurn(rule.id, free, roster)
  rep.holding += 1
  rep.givenToday += 1
  return { to: { kind: 'rep', id: rep.userId }, without }
}

// While the same people are eligible, everyone's count stays within one of everyone else's. Whoever
// enters starts level with the least of those who stayed: no flood for the returning, none forgotten.
// Whoever is owed a lead for an invalid one comes first and pays no turn for it.
function nextInTurn(ruleId: string, free: readonly Rep[], { turns }: Roster): Rep {
  const held = turns.get(ruleId) ?? new Map<string, Turn>()
  turns.set(ruleId, held)
  const eligible = new Set(free.map((rep) => rep.userId))
  const stayed = free.flatMap((rep) => held.get(rep.userId) ?? []).filter((turn) => turn.present)
  const level = stayed.length > 0 ? Math.min(...stayed.map((turn) => turn.given)) : 0
  for (const [userId, turn] of held) if (!eligible.has(userId)) turn.present = false
  for (const { userId } of free) {
    const turn = held.get(userId)
    if (!turn) held.set(userId, { given: level, owed: 0, present: true })
    else if (!turn.present) Object.assign(turn, { given: level, present: true })
  }
  const creditors = free.filter(({ userId }) => (held.get(userId)?.owed ?? 0) > 0)
  const rep = least(creditors.length > 0 ? creditors : free, ({ userId }) => held.get(userId)?.given ?? 0)
  const turn = held.get(rep.userId) as Turn
  if (turn.owed > 0) turn.owed -= 1
  else turn.given += 1
  return rep
}

function least(reps: readonly Rep[], countOf: (rep: Rep) => number): Rep {
  return reps.reduce((best, rep) => (countOf(rep) < countOf(best) ? rep : best))
}
