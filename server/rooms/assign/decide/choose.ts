import type { AssignRule, Strategy, Who } from '../../../../contract/assign.ts'
import type { Fields } from '../../../../rules/fields.ts'
import type { Pointed } from '../../../lead/pointed.ts'
import { type Asking, type Circle, circleOf, fitting, pointedReps, pointerOf } from './candidates.ts'
import { type ByMerit, type Manner, takeByMerit } from './merit.ts'
import { count, isOff, obstacle, type Obstacle, type Rep, type Roster } from './roster.ts'
import { hashed, tieBreak } from './ties.ts'
import { countGiven, givenBy, givesBack, payBack, takeTurn, weightOf } from './turn.ts'

/** Why a rule did not take a lead. */
export type Miss = 'inactive' | 'condition' | 'nobody' | 'capacity' | 'unpointed'

/** Somebody a rule looked at who does not get the lead. */
export interface Passed {
  readonly userId: string
  readonly because: Obstacle
}

/** The reps a rule looks at for one lead: who could take it, and who could not and why. */
export interface Field {
  readonly key: string
  readonly all: readonly Rep[]
  readonly free: readonly Rep[]
  readonly without: readonly Passed[]
  readonly pointed: Pointed | null
}

type Dealing = Exclude<Strategy['kind'], 'pool' | 'hand' | 'claimWindow'>

/** A rule made ready: whom it looks at for a lead, and whom of those it gives it to. */
export interface Ready {
  readonly rule: AssignRule
  readonly look: (lead: Asking, roster: Roster) => Field
  /** Whom of the free, of whom there is at least one; counted into the roster. */
  readonly take: (field: Field, lead: Asking, roster: Roster) => Taken
}

/** Who got a lead; by merit, what decided. */
export interface Taken {
  readonly rep: Rep
  readonly merit?: ByMerit
  /** It is one they were owed, and fills no quota: the invalid one has. */
  readonly extra?: boolean
}

/** What of a policy's mode holds for every rule. */
export interface Manners extends Manner {
  readonly catchUp: boolean
}

/** A rule made ready, in the manner of its policy's mode. */
export function ready(rule: AssignRule, fields: Fields, manners: Manners): Ready {
  const circle = circleOf(rule.who)
  const fits = fitting(rule.who, fields)
  const byTier = tiersOf(rule)
  const hadIt = ({ userId }: Rep, { leadId, barred }: Asking, { former }: Roster) =>
    barred?.has(userId) === true || (rule.who?.notFormer === true && former.get(leadId)?.has(userId) === true)
  const hinders = (rep: Rep, lead: Asking, roster: Roster): Obstacle | undefined =>
    obstacle(rep, rule.hours) ??
    overCap(rule, rep, roster) ??
    (hadIt(rep, lead, roster) ? 'former' : undefined) ??
    (fits(rep, lead.facts) ? undefined : 'unfit')
  return {
    rule,
    look: (lead, roster) => {
      const { all, pointed, key } = seen({ rule, circle, byTier }, lead, roster)
      const free: Rep[] = []
      const without: Passed[] = []
      for (const rep of all) {
        const because = hinders(rep, lead, roster)
        if (because) without.push({ userId: rep.userId, because })
        else free.push(rep)
      }
      return { key, all, free, without, pointed }
    },
    take: (field, lead, roster) => {
      const taken = chosen(rule, field, { lead, roster, manners })
      count(taken.rep)
      if (!taken.extra) countGiven(rule, taken.rep, roster)
      return taken
    },
  }
}

interface Seeing {
  readonly rule: AssignRule
  readonly circle: Circle
  readonly byTier: (facts: Asking['facts']) => Circle | undefined
}

/** Everybody a rule looks at for a lead. Where that depends on the lead, each circle has turns of its own. */
function seen({ rule, circle, byTier }: Seeing, lead: Asking, roster: Roster) {
  const { strategy } = rule
  if (strategy.kind === 'rep') {
    const rep = roster.reps.get(strategy.userId)
    return { all: rep ? [rep] : [], pointed: null, key: rule.id }
  }
  const pointer = pointerOf(rule)
  if (pointer) {
    const pointed = roster.pointers.get(lead.leadId)?.[pointer] ?? null
    const all = pointed ? pointedReps(pointed, roster) : []
    return { all, pointed, key: circleKey(rule, all) }
  }
  if (strategy.kind !== 'tier') return { all: circle(roster), pointed: null, key: rule.id }
  const all = byTier(lead.facts)?.(roster) ?? []
  return { all, pointed: null, key: circleKey(rule, all) }
}

/** Whether a rule deals to several circles of reps, each with turns of its own. */
export function dealsInCircles(rule: AssignRule): boolean {
  return pointerOf(rule) !== undefined || rule.strategy.kind === 'tier'
}

/** What the turns of a circle of reps are kept under. */
export function circleKey({ id }: AssignRule, reps: readonly { readonly userId: string }[]): string {
  return `${id}#${hashed(reps.map(({ userId }) => userId).join()).toString(36)}`
}

function tiersOf({ strategy, who }: AssignRule): (facts: Asking['facts']) => Circle | undefined {
  if (strategy.kind !== 'tier') return () => undefined
  const lines = strategy.lines.map(({ grades, tiers }) => ({
    grades: new Set<unknown>(grades),
    circle: circleOf({ ...who, tiers } satisfies Who),
  }))
  return (facts) => lines.find(({ grades }) => grades.has(facts['grade']))?.circle
}

function overCap(rule: AssignRule, rep: Rep, roster: Roster): Obstacle | undefined {
  const { caps, strategy } = rule
  const got = (of: 'day' | 'week' | 'month') => givenBy(rule.id, rep, { of, roster })
  if (caps?.daily !== undefined && got('day') >= caps.daily) return 'ruleDaily'
  if (caps?.weekly !== undefined && got('week') >= caps.weekly) return 'ruleWeekly'
  const owed = Math.max(roster.turns.get(rule.id)?.get(rep.userId)?.owed ?? 0, 0)
  if (strategy.kind === 'quota' && got(strategy.per) >= (strategy.quotas[rep.userId] ?? 0) + owed)
    return 'quota'
  if (weightOf(rule, rep.userId) === 0) return 'quota'
  return undefined
}

interface Choosing {
  readonly lead: Asking
  readonly roster: Roster
  readonly manners: Manners
}

function chosen(rule: AssignRule, field: Field, { lead, roster, manners }: Choosing): Taken {
  const { strategy } = rule
  const { key, all, free } = field
  const rotation = { rule, key, all, free, seed: lead.leadId, catchUp: manners.catchUp }
  if (strategy.kind === 'best') return takeByMerit(rotation, { lead, roster, manner: manners })
  const measured = strategy.kind === 'leastLoaded' || strategy.kind === 'quota'
  if (strategy.kind === 'roundRobin' || (free.length > 1 && !measured))
    return { rep: takeTurn(rotation, roster.turns) }
  const owed = payBack(rotation, roster.turns)
  if (owed) return { rep: owed, extra: strategy.kind === 'quota' }
  const filled = (rep: Rep) =>
    strategy.kind === 'quota'
      ? givenBy(rule.id, rep, { of: strategy.per, roster }) / (strategy.quotas[rep.userId] ?? 1)
      : rep.holding
  const rep = least(free, lead.leadId, filled)
  if (!givesBack(rotation, rep, roster.turns)) return { rep }
  countGiven(rule, rep, roster)
  const others = free.filter((other) => other !== rep)
  return chosen(rule, { ...field, free: others }, { lead, roster, manners })
}

function least(reps: readonly Rep[], seed: string, countOf: (rep: Rep) => number): Rep {
  const before = tieBreak(seed)
  return reps.reduce((best, rep) => {
    const [held, asked] = [countOf(best), countOf(rep)]
    return asked < held || (asked === held && before(rep.userId, best.userId)) ? rep : best
  })
}

/** Why a rule had nobody: somebody was there but full, not the right one or not due; or nobody was there at all. */
export function missOf(rule: AssignRule, { pointed, without }: Field): Miss {
  if (pointerOf(rule) && !pointed) return 'unpointed'
  return without.some(({ because }) => !isOff(because)) ? 'capacity' : 'nobody'
}

/** Whether a strategy gives to reps, as opposed to a pool or to whoever a manager says. */
export function givesToReps(rule: AssignRule): rule is AssignRule & { strategy: { kind: Dealing } } {
  const { kind } = rule.strategy
  return kind !== 'pool' && kind !== 'hand' && kind !== 'claimWindow'
}
