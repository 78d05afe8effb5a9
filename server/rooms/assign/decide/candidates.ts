import type { AssignRule, Who } from '../../../../contract/assign.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { type LeadFacts, reader } from '../../../../rules/matches.ts'
import type { Pointed, PointerKind } from '../../../lead/pointed.ts'
import type { Rep, Roster } from './roster.ts'

/** A lead as it is dealt. */
export interface Asking {
  readonly facts: LeadFacts
  /** Settles ties too. */
  readonly leadId: string
}

/** Whom a rule may give to as far as that is known without the lead; a function, since it is asked once a roster. */
export type Circle = (roster: Roster) => readonly Rep[]

/** The reps that `who` says, in the order of their ids. */
export function circleOf(who: Who | undefined): Circle {
  const held = new WeakMap<Roster, readonly Rep[]>()
  return (roster) => {
    const known = held.get(roster)
    if (known) return known
    const found = [...roster.reps.values()].filter((rep) => rep.off !== 'left' && isIn(rep, who))
    held.set(roster, found)
    return found
  }
}

function isIn(rep: Rep, { teamIds, userIds, tiers, traits }: Who = {}): boolean {
  if (teamIds?.length && !teamIds.some((teamId) => rep.teamIds.includes(teamId))) return false
  if (userIds?.length && !userIds.includes(rep.userId)) return false
  if (tiers?.length && !(rep.tier !== null && tiers.includes(rep.tier))) return false
  return (traits ?? []).every(({ trait, anyOf }) => anyOf.some((word) => rep.traits[trait]?.includes(word)))
}

const pointing: Readonly<Partial<Record<AssignRule['strategy']['kind'], PointerKind>>> = {
  held: 'held',
  referral: 'referral',
  territory: 'territory',
  cohort: 'cohort',
}

/** What points at somebody for a rule; undefined for a rule that names its reps itself. */
export function pointerOf({ strategy }: AssignRule): PointerKind | undefined {
  return pointing[strategy.kind]
}

/** The reps that a pointer names. */
export function pointedReps({ userIds, teamId }: Pointed, roster: Roster): readonly Rep[] {
  const named = userIds.flatMap((userId) => roster.reps.get(userId) ?? [])
  if (userIds.length > 0 || teamId === null) return named
  return [...roster.reps.values()].filter((rep) => rep.off !== 'left' && rep.teamIds.includes(teamId))
}

/** Everybody a rule may give to, whatever the lead; none where it names nobody itself. */
export function mayGet(rule: AssignRule, roster: Roster): readonly Rep[] {
  const { strategy } = rule
  if (strategy.kind === 'rep') return [roster.reps.get(strategy.userId) ?? []].flat()
  if (pointerOf(rule) || !dealsToReps.has(strategy.kind)) return []
  return circleOf(rule.who)(roster)
}

const dealsToReps: ReadonlySet<string> = new Set(['roundRobin', 'quota', 'leastLoaded', 'best', 'tier'])

/** Whether a rep's traits cover what a lead says in the fields a rule names; a lead that says nothing there fits nobody. */
export function fitting(who: Who | undefined, fields: Fields): (rep: Rep, facts: LeadFacts) => boolean {
  const tests = (who?.fits ?? []).map(({ trait, field: name }) => {
    const field = fields.get(name)
    const read = field ? reader(field) : () => undefined
    const covers =
      field?.type === 'region'
        ? (word: string, value: unknown) => String(value).startsWith(word)
        : (word: string, value: unknown) => (Array.isArray(value) ? value.includes(word) : value === word)
    return (rep: Rep, facts: LeadFacts) => {
      const value = read(facts)
      return value !== undefined && (rep.traits[trait] ?? []).some((word) => covers(word, value))
    }
  })
  return (rep, facts) => tests.every((test) => test(rep, facts))
}
