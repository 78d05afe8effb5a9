import type { Area, Charter } from '../../../../contract/territory.ts'
import { addressOf, type Fields } from '../../../../rules/fields.ts'
import { type LeadFacts, matches, type Moment, reader } from '../../../../rules/matches.ts'
import { fold } from '../../../../rules/probe.ts'

/** A territory as it stands for some time. */
export interface Term extends Charter {
  readonly territoryId: string
  readonly from: Date
  readonly to: Date | null
  /** When the territory began: of two that claim the same, the elder has it. */
  readonly since: Date
  readonly handoverId: string | null
}

/** By what a lead belongs to a territory: the longest prefix of its region, or the word of a named area. */
export type By =
  | { readonly kind: 'region'; readonly code: string }
  | { readonly kind: 'area'; readonly field: string; readonly word: string }

export interface Belonging {
  readonly term: Term
  readonly by: By
  /** Others that claim it with the same right, which are younger. */
  readonly rivals: readonly Term[]
}

/** The elder first; between two of one moment the id decides, so that every server says the same. */
export function byAge(a: Term, b: Term): number {
  return +a.since - +b.since || (a.territoryId < b.territoryId ? -1 : 1)
}

type Claim = { readonly term: Term; readonly by: By; readonly right: number }
type Test = (lead: LeadFacts) => boolean

/**
 * Compiles territories into whose a lead is; compile once, ask often. Null: nobody's. What is named beats what is drawn
 * on the map, a district a city, a city a province; of the same place a territory with a condition beats one without.
 */
export function belonging(
  terms: readonly Term[],
  fields: Fields,
  at: Moment,
): (lead: LeadFacts) => Belonging | null {
  const claims = [...terms].sort(byAge).map((term) => claimOf(term, fields, at))
  return (lead) => {
    const made = claims.flatMap((claim) => claim(lead) ?? [])
    const best = Math.max(...made.map(({ right }) => right))
    const [first, ...others] = made.filter(({ right }) => right === best)
    return first ? { term: first.term, by: first.by, rivals: others.map(({ term }) => term) } : null
  }
}

/** Beyond any prefix: codes have six digits. */
const NAMED = 10

function claimOf(term: Term, fields: Fields, at: Moment): (lead: LeadFacts) => Claim | null {
  const regions = new Set(term.regions)
  const areas = term.areas.map((area) => wordOf(area, fields))
  const asks: Test = term.condition ? conditionOf(term, fields, at) : () => true
  const more = term.condition ? 0.5 : 0
  return (lead) => {
    const named = areas.map((word) => word(lead)).find((found) => found !== null)
    const code = named ? null : longest(lead['region'], regions)
    const by: By | null = named ?? (code === null ? null : { kind: 'region', code })
    if (!by || !asks(lead)) return null
    return { term, by, right: more + (by.kind === 'area' ? NAMED : by.code.length) }
  }
}

/** A condition that names a field which is gone holds of nobody: it cannot be asked. */
function conditionOf({ condition }: Term, fields: Fields, at: Moment): Test {
  try {
    return matches(condition!, fields, at)
  } catch {
    return () => false
  }
}

/** The longest of the prefixes a region's code begins with. */
export function longest(region: unknown, prefixes: ReadonlySet<string>): string | null {
  if (typeof region !== 'string') return null
  for (let length = region.length - (region.length % 2); length >= 2; length -= 2) {
    const prefix = region.slice(0, length)
    if (prefixes.has(prefix)) return prefix
  }
  return null
}

function wordOf({ field, match, words, within }: Area, fields: Fields): (lead: LeadFacts) => By | null {
  const asked = fields.get(field)
  if (!asked) return () => null
  const read = reader(asked)
  const wanted = words.map((word) => ({ word, folded: fold(word) }))
  return (lead) => {
    const region = lead['region']
    if (within && typeof region === 'string' && !region.startsWith(within)) return null
    const values = valuesOf(read(lead))
    const found = wanted.find(({ folded }) =>
      values.some((value) => (match === 'is' ? value === folded : value.includes(folded))),
    )
    return found ? { kind: 'area', field: addressOf(asked), word: found.word } : null
  }
}

function valuesOf(raw: unknown): string[] {
  return (Array.isArray(raw) ? raw : [raw]).flatMap((value) =>
    typeof value === 'string' ? [fold(value.trim())] : [],
  )
}
