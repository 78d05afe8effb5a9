/** What the readers noted of an arrival's cells: kept for later, and what they would put where. */
import type { Label } from '../../../../rules/fields.ts'
import type { Cleaned } from './clean.ts'
import type { Clues, Guess, Noted, Patch } from './guess.ts'
import type { ReasonCode } from './reasons.ts'

export interface KeptNote extends Noted {
  /** Quotes what was written. */
  readonly message: Label
}

/** The notes of what was cleaned, as they are kept and shown; a post that stands in the title already is left out. */
export function notesOf({ notes, values }: Pick<Cleaned, 'notes' | 'values'>): KeptNote[] {
  const columns: Readonly<Record<string, unknown>> = values
  return notes
    .filter(({ code, suggest }) => code !== 'name.post' || suggest[0]?.value !== values.title)
    .map(({ code, field, message, suggest }) => {
      const of = columns[field]
      return { code, field, message, suggest, of: typeof of === 'string' ? of : null }
    })
}

type Made = Pick<Guess, 'field' | 'pattern' | 'tidies'>

/**
 * What a note is a guess of. A misspelt domain is read from the address itself, which later edits have too; of several
 * people in one cell none is for a click to drop.
 */
const made: Readonly<Partial<Record<ReasonCode, (patch: Patch) => Made>>> = {
  'name.post': () => ({ field: 'title', pattern: 'title.from:name' }),
  'name.has_phone': () => ({ field: 'phone', pattern: 'phone.from:name' }),
  'name.company': ({ name }) => ({
    field: 'company',
    pattern: name === undefined ? 'company.is:name' : 'company.from:name',
  }),
  'name.digits': () => ({ field: 'name', pattern: 'name.extra', tidies: true }),
}

export function notedGuesses({ noted }: Clues): Guess[] {
  return noted.flatMap(({ code, suggest }): Guess[] => {
    const [surest] = suggest
    const guess = made[code]
    if (!surest || !guess) return []
    const patch: Patch = Object.fromEntries(suggest.map(({ field, value }) => [field, value]))
    return [{ ...guess(patch), patch, confidence: surest.confidence }]
  })
}
