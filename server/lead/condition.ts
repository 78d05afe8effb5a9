import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { check, problemSentence } from '../../rules/check.ts'
import type { Condition } from '../../rules/condition.ts'
import type { Fields } from '../../rules/fields.ts'

/** A condition as a query brings it (JSON text; none is every lead), checked. Refuses `condition.invalid` saying where. */
export function readCondition(text: string | undefined, fields: Fields, lang: Lang): Condition {
  if (!text) return { all: [] }
  return checked(parse(text), fields, lang)
}

/** A condition as a body brings it, checked against the organisation's fields. Refuses `condition.invalid`. */
export function checked(raw: unknown, fields: Fields, lang: Lang): Condition {
  const [problem] = check(raw, fields)
  if (problem) throw refuse('condition.invalid', { what: problemSentence(problem, fields, lang) })
  return raw as Condition
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('condition.invalid', { what: 'JSON' })
  }
}
