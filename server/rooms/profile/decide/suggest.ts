import { rateOf } from '../../../../contract/rate.ts'
import type { Condition } from '../../../../rules/condition.ts'
import type { Field, Fields } from '../../../../rules/fields.ts'
import { isTold } from '../../../../rules/kleene.ts'
import { type LeadFacts, reader } from '../../../../rules/matches.ts'

/** A lead whose outcome is known. */
export interface Decided {
  readonly lead: LeadFacts
  readonly won: boolean
}

/** Fewer leads that have a fact say nothing of it. */
const FEWEST = 20
const MOST = 12
/** A number is asked for by these parts of all that are known. */
const PARTS = 4

/**
 * Facts that leads that were won have oftener than others: those whose win rate is surely above that of all (the lower end
 * of its 95 % interval is), the surest first. What leads come with and fields of the organisation's own are asked, never free
 * text, and nothing personal. A table to look into, no proof: of many facts asked some stand out by chance, and a fact may
 * have been filled in because the lead was won.
 */
export function suggest(decided: readonly Decided[], fields: Fields) {
  const won = decided.filter((one) => one.won).length
  if (won === 0) return []
  const overall = won / decided.length
  return [...fields]
    .filter(([, field]) => isAsked(field))
    .flatMap(([address, field]) => conditionsOf(address, field, decided))
    .flatMap(({ when, has }) => {
      const having = decided.filter(({ lead }) => has(lead))
      const theirs = having.filter((one) => one.won).length
      const rate = rateOf(theirs, having.length)
      // What nearly all have tells nobody apart
      if (!rate || having.length < FEWEST || rate.lower <= overall || having.length > 0.95 * decided.length)
        return []
      return [{ when, decided: having.length, won: theirs, rate, lift: rate.share / overall }]
    })
    .toSorted((a, b) => b.rate.lower - a.rate.lower)
    .slice(0, MOST)
}

function isAsked(field: Field): boolean {
  const { type, personal, key } = field
  if (personal || type === 'text' || type === 'date') return false
  return isTold(field) || key === 'source'
}

interface Candidate {
  readonly when: Condition
  readonly has: (lead: LeadFacts) => boolean
}

function conditionsOf(field: string, asked: Field, decided: readonly Decided[]): Candidate[] {
  const read = reader(asked)
  const values = decided.map(({ lead }) => read(lead)).filter((value) => value !== undefined)
  const { type } = asked
  if (type === 'number') return rangesOf(field, read, values as number[])
  if (type === 'boolean') return [{ when: { field, op: 'is_true' }, has: (lead) => read(lead) === true }]
  if (type === 'region') {
    const provinces = new Set((values as string[]).map((code) => code.slice(0, 2)))
    return [...provinces].map((code) => ({
      when: { field, op: 'in', value: [code] },
      has: (lead) => {
        const value = read(lead)
        return typeof value === 'string' && value.startsWith(code)
      },
    }))
  }
  const distinct = [...new Set((values as (string | string[])[]).flat())].slice(0, 200)
  if (type === 'list')
    return distinct.map((value) => ({
      when: { field, op: 'has_any', value: [value] },
      has: (lead) => ((read(lead) ?? []) as string[]).includes(value),
    }))
  return distinct.map((value) => ({
    when: { field, op: 'is', value },
    has: (lead) => read(lead) === value,
  }))
}

/** Quarters of what is known, each from one value to another that really is there. */
function rangesOf(field: string, read: (lead: LeadFacts) => unknown, values: readonly number[]): Candidate[] {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor((part * sorted.length) / PARTS))]
  const seen = new Set<string>()
  return Array.from({ length: PARTS }, (_, part) => [at(part), at(part + 1)]).flatMap(([from, to]) => {
    if (from === undefined || to === undefined || seen.has(`${from} ${to}`)) return []
    seen.add(`${from} ${to}`)
    return [
      {
        when: { field, op: 'between', value: [from, to] },
        has: (lead: LeadFacts) => {
          const value = read(lead)
          return typeof value === 'number' && value >= from && value <= to
        },
      } satisfies Candidate,
    ]
  })
}
