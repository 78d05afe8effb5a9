import type { Arriving } from '../../../contract/capture.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Actor } from '../../lead/trail.ts'

export type Door = 'api' | 'form' | 'import' | 'hand'

/** Something that has arrived at a door and is about to be decided. */
export interface Incoming {
  readonly arrivalId: string
  readonly door: Door
  readonly sourceId: string
  readonly raw: Omit<Arriving, 'source'>
  readonly receivedAt: Date
  readonly actor: Actor
  /** Typed in by a person: they hold the lead, protected. */
  readonly holderId?: string
  /** A typist is asked for what is missing instead of the lead going to quarantine. */
  readonly askBack?: boolean
  readonly importId?: string
  readonly rowNo?: number
}

/** A refused or kept-back lead's reason: a code, the field, and the sentence in both languages. */
export interface Because {
  readonly code: string
  readonly field?: string
  readonly message: { readonly zh: string; readonly en: string }
}

/** Reasons in the reader's language. */
export function readable(reasons: readonly Because[], lang: Lang) {
  return reasons.map(({ code, field, message }) => ({
    code,
    ...(field ? { field } : {}),
    message: message[lang],
  }))
}
