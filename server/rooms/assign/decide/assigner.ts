import type { AssignPolicy, AssignRule, Nobody, Strategy } from '../../../../contract/assign.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../../../rules/matches.ts'
import type { Asking } from './candidates.ts'
import {
  type Field,
  givesToReps,
  type Manners,
  type Miss,
  missOf,
  type Passed,
  type Ready,
  ready,
} from './choose.ts'
import { type ByMerit, plainManner } from './merit.ts'
import { isOff, type Roster } from './roster.ts'

export interface Assignment {
  readonly to:
    | { readonly kind: 'rep' | 'pool'; readonly id: string }
    | { readonly kind: 'waiting'; readonly id: null }
  /** null: no rule took it, so the fallback pool did. */
  readonly ruleId: string | null
  /** Rules before it whose condition fitted but which had nobody free: the ones a reader asks about. */
  readonly passed: readonly {
    readonly ruleId: string
    readonly because: Miss
    /** What pointed at nobody, with why. */
    readonly pointed?: Readonly<Record<string, string | null>>
  }[]
  /** Reps of the rule that took it who could not get it. */
  readonly without: readonly Passed[]
  /** When one that waits is dealt again: at a moment, or as soon as somebody is free. Absent: when a person does. */
  readonly wake?: Date | 'free'
  /** To whom a pool offers it first, and then. */
  readonly offer?: Extract<Strategy, { kind: 'claimWindow' }>['steps']
  /** By merit: what decided, and how likely it was. */
  readonly merit?: ByMerit
  /** What pointed at who got it. */
  readonly pointed?: Readonly<Record<string, string | null>>
}

export interface Assigner {
  /** The rules whose condition holds of a lead, in their order: what must be read before it is dealt. */
  readonly fitting: (facts: LeadFacts) => readonly AssignRule[]
  /**
   * Whose a lead is: by the first rule that fits and has somebody free, else the fallback pool. Counted into the roster, so
   * that a batch is decided as if its leads had come one by one. `looked` is told of each rule's reps before anybody is counted.
   */
  readonly assign: (
    lead: Asking,
    roster: Roster,
    looked?: (rule: AssignRule, field: Field) => void,
  ) => Assignment
}

/** An assignment policy compiled once. */
export function assigner(policy: AssignPolicy, fields: Fields, at: Moment): Assigner {
  const rules = policy.rules
    .filter((rule) => isInForce(rule, policy))
    .map((rule) => ({ ...ready(rule, fields, mannersOf(policy)), fits: matches(rule.when, fields, at) }))
  return {
    fitting: (facts) => rules.filter(({ fits }) => fits(facts)).map(({ rule }) => rule),
    assign: (lead, roster, looked) => {
      const passed: Assignment['passed'][number][] = []
      for (const each of rules) {
        if (!roster.rules.has(each.rule.id) || !each.fits(lead.facts)) continue
        const answer = byRule(each, { lead, roster, looked })
        if (!('because' in answer)) return { ...answer, ruleId: each.rule.id, passed }
        passed.push({ ruleId: each.rule.id, ...answer })
      }
      return { to: { kind: 'pool', id: policy.fallbackPoolId }, ruleId: null, passed, without: [] }
    },
  }
}

/** Whether a rule is asked at all: it is switched on, and for the mode that holds. */
export function isInForce({ active, modes }: AssignRule, { mode }: AssignPolicy): boolean {
  return active && (!modes || !mode || modes.includes(mode.kind))
}

interface Dealing {
  readonly lead: Asking
  readonly roster: Roster
  readonly looked: ((rule: AssignRule, field: Field) => void) | undefined
}

type Answer = Omit<Assignment, 'ruleId' | 'passed'> | Omit<Assignment['passed'][number], 'ruleId'>

function byRule({ rule, look, take }: Ready, { lead, roster, looked }: Dealing): Answer {
  const { strategy } = rule
  if (strategy.kind === 'pool') return toPool(strategy.poolId)
  if (strategy.kind === 'hand') return { to: waiting, without: [] }
  if (strategy.kind === 'claimWindow') return { ...toPool(strategy.poolId), offer: strategy.steps }
  const field = look(lead, roster)
  looked?.(rule, field)
  const { free, without, pointed } = field
  if (free.length === 0 || !givesToReps(rule)) return forNobody(rule.nobody, rule, field)
  const { rep, merit } = take(field, lead, roster)
  return {
    to: { kind: 'rep', id: rep.userId },
    without,
    ...(pointed ? { pointed: pointed.because } : {}),
    ...(merit ? { merit } : {}),
  }
}

/** How leads are shared out where nothing else is said. */
export function mannersOf({ mode }: AssignPolicy): Manners {
  return { ...plainManner, catchUp: false, ...mode }
}

const waiting = { kind: 'waiting', id: null } as const
const toPool = (id: string) => ({ to: { kind: 'pool', id } as const, without: [] })

function forNobody(nobody: Nobody | undefined, rule: AssignRule, field: Field): Answer {
  const { without, pointed } = field
  const by = pointed ? { pointed: pointed.because } : {}
  switch (nobody?.kind) {
    case 'pool':
      return { ...toPool(nobody.poolId), without, ...by }
    case 'hold':
      return { to: waiting, without, wake: 'free', ...by }
    case 'nextShift':
      return { to: waiting, without, wake: nextOn(field) ?? 'free', ...by }
    default:
      return { because: missOf(rule, field), ...(field.all.length === 0 ? by : {}) }
  }
}

/** When the first of those who are not there is again; undefined where nobody can tell. */
function nextOn({ all, without }: Field): Date | undefined {
  const off = new Set(without.filter(({ because }) => isOff(because)).map(({ userId }) => userId))
  const times = all.flatMap(({ userId, next }) => (next && off.has(userId) ? [next.getTime()] : []))
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}

/** Until somebody is free it is asked once a minute, in ms. */
const SOON = 60_000

/** When a lead that waits is dealt again; null: when a person does, or it does not wait. */
export function wakeAt(
  assignment: Pick<Assignment, 'to' | 'wake'> | null | undefined,
  now: Date,
): Date | null {
  if (assignment?.to.kind !== 'waiting' || !assignment.wake) return null
  return assignment.wake === 'free' ? new Date(now.getTime() + SOON) : assignment.wake
}
