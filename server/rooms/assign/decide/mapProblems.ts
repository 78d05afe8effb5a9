import type { AssignRule } from '../../../../contract/assign.ts'
import type { Condition } from '../../../../rules/condition.ts'
import { type Found, said } from './problems.ts'

/** What is wrong with the territories that rules go by. */
export interface TerritoryMap {
  /** Regions nobody claims whole, the topmost of each: prefixes. */
  readonly holes: readonly string[]
  /** What several claim with the same right, the elder of them first. */
  readonly overlaps: readonly {
    readonly kind: 'region' | 'area'
    readonly of: string
    readonly names: readonly string[]
  }[]
  /** Territories without anybody who can get leads. */
  readonly vacant: readonly string[]
}

/**
 * What a rule by territory is told of the map, as far as it asks for leads from there. Leads of a hole go to the rule after it, of
 * an overlap to the elder territory, of a territory without reps to whatever the rule says of nobody.
 */
export function mapProblems({ when }: AssignRule, map: TerritoryMap): Found[] {
  const asked = regionsAsked(when)
  const concerns = (code: string) =>
    !asked || asked.some((each) => each.startsWith(code) || code.startsWith(each))
  const holes = map.holes.filter(concerns)
  const overlaps = map.overlaps.filter(({ kind, of }) => kind === 'area' || concerns(of))
  return [
    ...(holes.length > 0 ? [said.territoryHole(holes)] : []),
    ...(overlaps.length > 0 ? [said.territoryOverlap(overlaps)] : []),
    ...(map.vacant.length > 0 ? [said.territoryVacant(map.vacant)] : []),
  ]
}

/** The regions a condition keeps to; null where leads of any may fit. */
function regionsAsked(when: Condition): readonly string[] | null {
  if ('all' in when) return when.all.map(regionsAsked).find((found) => found !== null) ?? null
  if ('any' in when) {
    const parts = when.any.map(regionsAsked)
    return parts.includes(null) ? null : parts.flatMap((found) => found ?? [])
  }
  if ('not' in when || when.field !== 'region' || when.op !== 'in') return null
  return Array.isArray(when.value) ? when.value.map(String) : null
}
