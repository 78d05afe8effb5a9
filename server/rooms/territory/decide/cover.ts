import type { Cover, Overlap } from '../../../../contract/territory.ts'
import { childRegions } from '../../../../rules/regions.ts'
import { byAge, type Term } from './belong.ts'

/** Who claims each region by its own code, the elder first. */
export type Claims = ReadonlyMap<string, readonly Term[]>

/** What each region is claimed by, read once for many questions. */
export function claimsOf(terms: readonly Term[]): Claims {
  const claims = new Map<string, Term[]>()
  for (const term of [...terms].sort(byAge))
    for (const code of new Set(term.regions)) claims.set(code, [...(claims.get(code) ?? []), term])
  return claims
}

/** Those of a region's claims that hold for every lead of it: without a condition, and so without a gap. */
const sure = (terms: readonly Term[] = []) => terms.filter(({ condition }) => condition === null)

/** Those that cannot hold side by side: all without a condition, or all with the same. */
function rivals(
  terms: readonly Term[] = [],
): { readonly terms: readonly Term[]; readonly perhaps: boolean }[] {
  const asking = terms.filter(({ condition }) => condition !== null)
  const sames = new Set(asking.map(({ condition }) => JSON.stringify(condition)))
  return [
    { terms: sure(terms), perhaps: false },
    { terms: asking, perhaps: sames.size > 1 },
  ].filter((group) => group.terms.length > 1)
}

/**
 * How a region is covered: by a claim of its own or by one above it, whole, in part or not at all. A claim with a
 * condition covers a part of what it claims.
 */
export function coverOf(code: string, claims: Claims): Cover {
  return cover(code, claims, above(code, claims))
}

/** The claim on the nearest region above. */
function above(code: string, claims: Claims): readonly Term[] {
  for (let length = code.length - 2; length >= 2; length -= 2) {
    const held = sure(claims.get(code.slice(0, length)))
    if (held.length > 0) return held
  }
  return []
}

function cover(code: string, claims: Claims, inherited: readonly Term[]): Cover {
  const own = claims.get(code) ?? []
  const held = sure(own).length > 0 ? sure(own) : inherited
  const below = childRegions(code).map((child) => cover(child, claims, held))
  const owners = held.map(({ territoryId }) => territoryId)
  const parts = new Set([
    ...own.filter(({ condition }) => condition !== null).map(({ territoryId }) => territoryId),
    ...below.flatMap((each) => [...each.parts, ...each.owners]),
  ])
  for (const owner of owners) parts.delete(owner)
  const all = below.length > 0 && below.every(({ state }) => state === 'whole')
  return {
    code,
    state: owners.length > 0 || all ? 'whole' : parts.size > 0 ? 'part' : 'none',
    owners,
    overlaps: rivals(own).length > 0 || held.length > 1 || below.some(({ overlaps }) => overlaps),
    parts: [...parts],
    holes: below.filter(({ state }) => state !== 'whole').length,
  }
}

/** What is claimed more than once with the same right: regions by the same code, areas by the same word. */
export function overlapsOf(terms: readonly Term[]): Overlap[] {
  const regions = [...claimsOf(terms)].flatMap(([of, held]) =>
    rivals(held).map((group) => overlap('region', { of, field: null }, group)),
  )
  return [...regions.toSorted((a, b) => (a.of < b.of ? -1 : 1)), ...wordsTwice(terms)]
}

function overlap(
  kind: Overlap['kind'],
  place: Pick<Overlap, 'of' | 'field'>,
  { terms, perhaps }: { terms: readonly Term[]; perhaps: boolean },
): Overlap {
  return {
    kind,
    ...place,
    territoryIds: terms.map(({ territoryId }) => territoryId),
    names: terms.map(({ name }) => name),
    perhaps,
  }
}

function wordsTwice(terms: readonly Term[]): Overlap[] {
  const claims = [...terms].sort(byAge).flatMap((term) =>
    term.areas.flatMap(({ field, words, within = '' }) =>
      [...new Set(words.map((word) => word.trim().toLowerCase()))].map((word) => ({
        term,
        field,
        word,
        within,
      })),
    ),
  )
  const groups = Map.groupBy(claims, ({ field, word }) => `${field}\n${word}`)
  return [...groups.values()].flatMap((group) => {
    const meeting = group.filter((one) =>
      group.some(
        (other) => other.term.territoryId !== one.term.territoryId && meets(one.within, other.within),
      ),
    )
    const byId = new Map(meeting.map(({ term }) => [term.territoryId, term]))
    const { word, field } = group[0]!
    return rivals([...byId.values()]).map((terms) => overlap('area', { of: word, field }, terms))
  })
}

const meets = (a: string, b: string) => a.startsWith(b) || b.startsWith(a)

/** Provinces nobody has any part of. */
export function holesOf(claims: Claims): string[] {
  return childRegions().filter((code) => coverOf(code, claims).state === 'none')
}

/** The same at every level, the topmost of each gap alone: a province, or what is left of one. A claim with a condition leaves one. */
export function gapsOf(claims: Claims, codes = childRegions()): string[] {
  return codes.flatMap((code) => {
    const { state } = coverOf(code, claims)
    if (state === 'whole') return []
    return state === 'none' || claims.has(code) ? [code] : gapsOf(claims, childRegions(code))
  })
}

/** Territories whose every rep is gone. `active`: who can get leads; `teams`: how many of them each team has. */
export function vacantOf(
  terms: readonly Term[],
  { active, teams }: { active: ReadonlySet<string>; teams: ReadonlyMap<string, number> },
): { territoryId: string; name: string; why: 'none' | 'gone' }[] {
  return terms.flatMap(({ territoryId, name, userIds, teamId }) => {
    const some =
      userIds.some((userId) => active.has(userId)) || (teamId !== null && (teams.get(teamId) ?? 0) > 0)
    if (some) return []
    return [
      {
        territoryId,
        name,
        why: userIds.length === 0 && teamId === null ? ('none' as const) : ('gone' as const),
      },
    ]
  })
}
