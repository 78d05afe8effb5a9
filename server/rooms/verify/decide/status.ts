/** How far a value of a lead can be trusted, and what changes that. */
import type { FieldStatus } from '../../../../contract/lead.ts'

/** What was found out about a value: by a provider (`reached`, `dead`), by a person (`confirmed`, `refuted`), by time. */
export const findings = ['reached', 'dead', 'confirmed', 'refuted', 'aged', 'unknown'] as const
export type Finding = (typeof findings)[number]

/** A status with whose word it is: what a person called bad no provider calls good again. */
export type Standing = Exclude<FieldStatus, 'bad'> | 'dead' | 'refuted'

/**
 * Where each finding leads from each standing; what is not named changes nothing. A person's word outranks a provider's
 * for as long as it is fresh; between equals the later one counts; once it has aged everybody is heard again. A
 * confirmation is not renewed by a provider, whose answer says less.
 */
const moves: Readonly<Record<Standing, Readonly<Partial<Record<Finding, Standing>>>>> = {
  unverified: { confirmed: 'confirmed', refuted: 'refuted' },
  formatOk: { reached: 'reachable', dead: 'dead', confirmed: 'confirmed', refuted: 'refuted' },
  reachable: {
    reached: 'reachable',
    dead: 'dead',
    confirmed: 'confirmed',
    refuted: 'refuted',
    aged: 'stale',
  },
  dead: { reached: 'reachable', dead: 'dead', confirmed: 'confirmed', refuted: 'refuted', aged: 'stale' },
  confirmed: { confirmed: 'confirmed', refuted: 'refuted', aged: 'stale' },
  refuted: { confirmed: 'confirmed', refuted: 'refuted', aged: 'stale' },
  stale: { reached: 'reachable', dead: 'dead', confirmed: 'confirmed', refuted: 'refuted' },
}

/** The standing after a finding, or undefined where the finding changes nothing. */
export function move(from: Standing, finding: Finding): Standing | undefined {
  return moves[from][finding]
}

/** The status that is shown for a standing. */
export function statusOf(standing: Standing): FieldStatus {
  return standing === 'dead' || standing === 'refuted' ? 'bad' : standing
}

/** The standing of a held mark. */
export function standingOf(status: FieldStatus, source: string | null): Standing {
  if (status !== 'bad') return status
  return source === 'person' ? 'refuted' : 'dead'
}

/** How far a status is to be trusted, the higher the further: whose value survives a merge goes by it. */
export function trustIn(status: FieldStatus): number {
  return trust.length - 1 - trust.indexOf(status)
}

const trust: readonly FieldStatus[] = ['confirmed', 'reachable', 'formatOk', 'unverified', 'stale', 'bad']

interface Word {
  readonly status: FieldStatus
  readonly source: string | null
  readonly checkedAt: Date
}

/**
 * Which of several words about one and the same value counts: what is fresh before what is stale, a person's before a
 * provider's, the later before the earlier. The first of equals. Undefined of none.
 */
export function weightiest<W extends Word>(words: readonly W[]): W | undefined {
  return words.toSorted(
    (a, b) =>
      Number(a.status === 'stale') - Number(b.status === 'stale') ||
      Number(b.source === 'person') - Number(a.source === 'person') ||
      b.checkedAt.getTime() - a.checkedAt.getTime(),
  )[0]
}

/** A field's status before anybody checked it: a phone or an e-mail that stands in a lead has passed the cleaning. */
export function bare(field: string, value: string | null): FieldStatus {
  return value !== null && (field === 'phone' || field === 'email') ? 'formatOk' : 'unverified'
}

interface Contacts {
  readonly phone: string | null
  readonly email: string | null
}
interface Stated extends Contacts {
  readonly phoneStatus: FieldStatus
  readonly emailStatus: FieldStatus
}

/** The statuses of a lead's contacts after an edit: what was found out about a value is not true of another one. */
export function restated(before: Stated, after: Contacts): Pick<Stated, 'phoneStatus' | 'emailStatus'> {
  const same = (field: keyof Contacts) => before[field] === after[field]
  return {
    phoneStatus: same('phone') ? before.phoneStatus : bare('phone', after.phone),
    emailStatus: same('email') ? before.emailStatus : bare('email', after.email),
  }
}

/** Days a status stays fresh where nobody has set another number. */
export const staleDays: Readonly<Record<string, number>> = { phone: 180, email: 180 }
/** Of any other field: a title or a company changes about as often as a job does. */
const OTHER = 365
/**
 * A suspended number (停机) comes back once its bill is paid, and vendors name a twentieth of their "empty" ones as such:
 * a number called bad for that is looked at again soon.
 */
const SUSPENDED = 14
const DAY = 86_400_000

/** When a status that was found at `at` is to be called stale. `days` is the field's own, where it has one. */
export function staleAt(
  { field, reason = null }: { field: string; reason?: string | null },
  at: Date,
  days: number = staleDays[field] ?? OTHER,
): Date {
  const fresh = reason === 'suspended' ? Math.min(SUSPENDED, days) : days
  return new Date(at.getTime() + fresh * DAY)
}
