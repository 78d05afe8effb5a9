import type { Arriving, Outcome } from '../../../contract/capture.ts'
import type { HolderKind } from '../../../contract/lead.ts'
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

/** What became of an arrival, before its reasons are put into the caller's language. */
export interface Result {
  readonly arrivalId: string
  readonly status: Outcome
  readonly leadId: string | null
  readonly reasons: readonly Because[]
  readonly score: number | null
  readonly grade: string | null
  readonly holder: {
    readonly kind: HolderKind
    readonly id: string | null
    readonly name: string | null
  } | null
}

/** Leads that arrived in one call at one door: decided in one transaction, or each alone when one of them fails. */
export interface CaptureRequest {
  readonly incoming: readonly Incoming[]
  /** The caller's key for this call: the same call again gets the same answer. */
  readonly once?: { readonly caller: string; readonly key: string; readonly bodyHash: Buffer }
}

/** The door into the flow: answers when what it answers is committed. */
export type Capture = (orgId: string, request: CaptureRequest) => Promise<readonly Result[]>
