import type { Charter } from '../../../../contract/territory.ts'
import { regionOfCode } from '../../../../rules/former-regions.ts'
import { isRegion } from '../../../../rules/regions.ts'
import type { Term } from './belong.ts'
import { claimsOf, coverOf, overlapsOf } from './cover.ts'

/** A charter as it is kept: codes as we keep them, each once, in their order; a code in none of the table's stays, for `strange`. */
export function tidy<C extends Charter>(drawn: C): C {
  const regions = [...new Set(drawn.regions.map((code) => regionOfCode(code) ?? code))].toSorted()
  return { ...drawn, regions, userIds: [...new Set(drawn.userIds)] }
}

/** The first code no region bears; undefined: all are known. */
export function strange({ regions, areas }: Charter): string | undefined {
  return [...regions, ...areas.flatMap(({ within }) => within ?? [])].find((code) => !isRegion(code))
}

/** Codes that lie within another one of the same territory: they change nothing. */
export function idleOf({ regions }: Charter): string[] {
  return regions.filter((code) => regions.some((other) => other !== code && code.startsWith(other)))
}

/** What a map with this territory in it is short of, beside the map that was. */
export function difference(before: readonly Term[], draft: Term) {
  const others = before.filter(({ territoryId }) => territoryId !== draft.territoryId)
  const after = [...others, draft]
  const claims = claimsOf(after)
  const was = before.find(({ territoryId }) => territoryId === draft.territoryId)
  const lost = (was?.regions ?? []).filter((code) => {
    const { state } = coverOf(code, claims)
    return state !== 'whole'
  })
  const overlaps = overlapsOf(after).filter(({ territoryIds }) => territoryIds.includes(draft.territoryId))
  return { after, claims, lost, overlaps, idle: idleOf(draft) }
}
