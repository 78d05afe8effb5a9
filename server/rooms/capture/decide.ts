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

/** What is no lead a door can read, or is of no source that is known: journalled as it came, and refused. */
export interface Unread extends Pick<Incoming, 'arrivalId' | 'door' | 'receivedAt' | 'actor'> {
  /** Its place in the call, from 0. */
  readonly at: number
  /** Null where it names none that is known. */
  readonly sourceId: string | null
  readonly raw: unknown
  readonly reasons: readonly Because[]
}

/** Reasons in the reader's language. */
export function readable(reasons: readonly Because[], lang: Lang) {
  return reasons.map(({ code, field, message }) => ({
    code,
    ...(field ? { field } : {}),
    message: message[lang],
  }))
}

/** What might be meant of a lead that is kept back, as contract/shapes.ts tells it, in both languages. */
export interface Meant {
  readonly field: string
  readonly value: string
  readonly confidence: number
  readonly pattern: string
  readonly message: Because['message']
}

/** What became of an arrival, before its reasons are put into the caller's language. */
export interface Result {
  readonly arrivalId: string
  readonly status: Outcome
  readonly leadId: string | null
  readonly reasons: readonly Because[]
  readonly suggestions?: readonly Meant[]
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
  /** What else came in the call, by its place in it. */
  readonly unread?: readonly Unread[]
  /** The caller's key for this call: the same call again gets the same answer. */
  readonly once?: { readonly caller: string; readonly key: string; readonly bodyHash: Buffer }
}

/** The answer to a whole call: what became of its leads, and the refusals of all else, each in its place. */
export function inPlace(results: readonly Result[], unread: readonly Unread[] = []): Result[] {
  const whole = [...results]
  for (const { at, arrivalId, reasons } of unread.toSorted((a, b) => a.at - b.at))
    whole.splice(at, 0, { ...nothing, arrivalId, status: 'rejected', reasons })
  return whole
}

/** What is answered of an arrival that has become no lead. */
export const nothing = { leadId: null, score: null, grade: null, holder: null }

/** What a caller is told of a lead that could not be decided. */
export const undecidedReason: Because = {
  code: 'capture.undecided',
  message: {
    zh: '已收下并记录，但暂时无法判定；系统会自动重试，无需重发',
    en: 'Received and kept, but it could not be decided yet; it is tried again by itself, there is no need to send it again',
  },
}

/** The door into the flow: answers a call, whole and in order, when what it answers is committed. */
export type Capture = (orgId: string, request: CaptureRequest) => Promise<readonly Result[]>
