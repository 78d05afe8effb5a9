import type { AssignProblem } from '../../../../contract/assign-check.ts'
import type { AssignPolicy, AssignRule } from '../../../../contract/assign.ts'
import { said } from './problems.ts'

/** Rules that no lead comes to because one before them takes all, and rules that say what one before them said. */
export function orderProblems({ rules, mode }: AssignPolicy): AssignProblem[] {
  const asked = rules.filter(({ active }) => active)
  return asked.flatMap((rule, i) => {
    const before = asked.slice(0, i).filter((each) => meet(each, rule, mode?.kind))
    const taker = before.find((each) => keepsAll(each) && (isEvery(each) || sameWhen(each, rule)))
    const twin = before.find((each) => sameWhen(each, rule) && sameGiving(each, rule))
    const found = taker
      ? said.covered(nameOf(taker, rules))
      : twin
        ? said.twice(nameOf(twin, rules))
        : undefined
    return found ? [{ ...found, ruleId: rule.id }] : []
  })
}

const nameOf = (rule: AssignRule, rules: readonly AssignRule[]) => ({
  at: rules.indexOf(rule) + 1,
  name: rule.name,
})

/** Whether the earlier is asked whenever the later one is. */
function meet(earlier: AssignRule, later: AssignRule, mode: string | undefined): boolean {
  if (!earlier.modes || !mode) return true
  return later.modes?.every((each) => earlier.modes!.includes(each)) ?? false
}

/** Whether a rule never passes on a lead that it fits. */
function keepsAll({ strategy, nobody }: AssignRule): boolean {
  const { kind } = strategy
  if (kind === 'pool' || kind === 'hand' || kind === 'claimWindow') return true
  return nobody !== undefined && nobody.kind !== 'next'
}

const isEvery = ({ when }: AssignRule) => 'all' in when && when.all.length === 0

const sameWhen = (one: AssignRule, other: AssignRule) => sameJson(one.when, other.when)

const sameGiving = (one: AssignRule, other: AssignRule) =>
  one.strategy.kind === other.strategy.kind &&
  sameJson(one.who ?? {}, other.who ?? {}) &&
  (one.strategy.kind !== 'rep' || sameJson(one.strategy, other.strategy))

/** Whether two values say the same, in whatever order their keys come. */
function sameJson(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other)
}

function sorted(raw: unknown): string {
  return JSON.stringify(raw, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}
