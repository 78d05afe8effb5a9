import type { AssignRule, Strategy } from '../../../contract/assign.ts'

export type StrategyKind = Strategy['kind']

/** Every strategy, by what decides who gets it. */
export const groups = {
  byShare: ['roundRobin', 'quota', 'leastLoaded', 'best', 'tier'],
  byRelation: ['rep', 'held', 'referral'],
  byPlace: ['territory', 'cohort'],
  toNobody: ['claimWindow', 'pool', 'hand'],
} as const satisfies Readonly<Record<string, readonly StrategyKind[]>>

/** Whether a strategy chooses out of those a rule says. */
export const chooses = (kind: StrategyKind) => groups.byShare.some((each) => each === kind)

/** Whether it gives to reps at all, so that caps, hours and what to do when nobody is free mean something. */
export const toReps = (kind: StrategyKind) => !groups.toNobody.some((each) => each === kind)

/** A strategy as it begins, before anything of it is chosen; what the former one knew of pools goes on. */
export function fresh(kind: StrategyKind, before?: Strategy): Strategy {
  const poolId = before && 'poolId' in before ? before.poolId : ''
  switch (kind) {
    case 'rep':
      return { kind, userId: '' }
    case 'pool':
      return { kind, poolId }
    case 'quota':
      return { kind, quotas: {}, per: 'day' }
    case 'tier':
      return { kind, lines: [{ grades: [], tiers: [] }] }
    case 'claimWindow':
      return { kind, poolId, steps: [{ who: {}, minutes: 30 }] }
    default:
      return { kind }
  }
}

/** Whether all that a rule must say is said: a person, a pool, grades and tiers. */
export function isChosen({ strategy, nobody, who }: AssignRule): boolean {
  const tests = (who?.traits ?? []).every(({ anyOf }) => anyOf.length > 0)
  if (!tests || (who?.fits ?? []).some(({ field }) => field === '')) return false
  if (nobody?.kind === 'pool' && nobody.poolId === '') return false
  if (strategy.kind === 'rep') return strategy.userId !== ''
  if (strategy.kind === 'tier')
    return strategy.lines.every(({ grades, tiers }) => grades.length > 0 && tiers.length > 0)
  return !('poolId' in strategy) || strategy.poolId !== ''
}

/** Without what is undefined, so that an object that says nothing is not there at all. */
export function saying<T extends object>(parts: T): T | undefined {
  const kept = Object.entries(parts).filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  )
  return kept.length > 0 ? (Object.fromEntries(kept) as T) : undefined
}
