import { sound } from './check.ts'
import type { Condition } from './condition.ts'
import { type Field, type Fields, facts } from './fields.ts'
import { type LeadFacts, matches, type Moment, reader } from './matches.ts'

/** What a condition says of a lead when some of it is not known: null where what is missing would decide. */
export type Truth = boolean | null

export interface Answer {
  readonly truth: Truth
  /** The blank fields that would decide it, by the names conditions call them; empty unless `truth` is null. */
  readonly missing: readonly string[]
}

/** What a lead is as far as it is known. */
export type Reading = (lead: LeadFacts) => Answer

/**
 * The third reading of the condition language, beside `matches` and `where`: a test of a fact that nobody has told is neither
 * true nor false (Kleene's strong logic: `all` is false once a part is, `any` true once a part is, `not` turns what is known).
 * `is_empty` asks of blankness itself, so its answer is always known; so is that of a field the house fills by itself, where
 * blank means "not" (no follow-up, no tag). Where nothing is blank it says what `matches` says. Throws as `matches` does.
 */
export function reading(condition: Condition, fields: Fields, at: Moment): Reading {
  return compile(sound(condition, fields), fields, at)
}

function compile(condition: Condition, fields: Fields, at: Moment): Reading {
  if ('all' in condition) return joined(readings(condition.all, fields, at), false)
  if ('any' in condition) return joined(readings(condition.any, fields, at), true)
  if ('not' in condition) {
    const inner = compile(condition.not, fields, at)
    return (lead) => {
      const { truth, missing } = inner(lead)
      return truth === null ? { truth, missing } : known(!truth)
    }
  }
  const test = matches(condition, fields, at)
  const field = fields.get(condition.field)!
  if (condition.op === 'is_empty' || !isTold(field)) return (lead) => known(test(lead))
  const read = reader(field)
  const blank = { truth: null, missing: [condition.field] }
  return (lead) => (read(lead) === undefined ? blank : known(test(lead)))
}

const [yes, no]: readonly Answer[] = [
  { truth: true, missing: [] },
  { truth: false, missing: [] },
]
const known = (truth: boolean): Answer => (truth ? yes : no) as Answer

function readings(parts: readonly Condition[], fields: Fields, at: Moment): Reading[] {
  return parts.map((part) => compile(part, fields, at))
}

/** One part that is `settles` settles the whole; else a part that is not known leaves it open. */
function joined(parts: readonly Reading[], settles: boolean): Reading {
  return (lead) => {
    const missing: string[] = []
    for (const part of parts) {
      const answer = part(lead)
      if (answer.truth === settles) return known(settles)
      missing.push(...answer.missing)
    }
    return missing.length > 0 ? { truth: null, missing: [...new Set(missing)] } : known(!settles)
  }
}

/** Whether somebody has to tell it: a fact that arrives, or a field of the organisation's own. */
export function isTold({ origin, key }: Pick<Field, 'origin' | 'key'>): boolean {
  return origin === 'custom' || (facts as readonly string[]).includes(key)
}
