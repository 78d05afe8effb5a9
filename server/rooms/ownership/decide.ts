import type { MatchPolicy } from '../../../rules/matching.ts'

export type Protection = MatchPolicy['protects']

/** Something a rep can point at, by the server's own clock: a registration, a lead that was given to them, a follow-up. */
export interface Proof {
  readonly kind: 'captured' | 'given' | 'followed_up'
  readonly at: Date
  /** Of a registration: which contacts could be read in it, then and there. */
  readonly contacts?: readonly string[]
}

/** One side of a dispute. */
export interface Party {
  readonly userId: string
  readonly proofs: readonly Proof[]
  /** The share of what they registered of late that proved invalid, from 0 to 1. */
  readonly deadShare: number
}

/**
 * Whose a customer is:
 * protected   the first with a valid proof had them still when the other one came;
 * lapsed      the first one's protection was over, so they are the other's;
 * only        only one has a valid proof;
 * nobody      none has.
 */
export interface Verdict {
  readonly owner: string | null
  readonly because: 'protected' | 'lapsed' | 'only' | 'nobody'
  /** When each side's first valid proof was, by user; null where there is none. */
  readonly first: Readonly<Record<string, Date | null>>
  /** Until when the first one's protection ran when the other came; null where that does not matter. */
  readonly until: Date | null
  /** Whose registrations counted for nothing, since too many of theirs proved invalid. */
  readonly squatters: readonly string[]
}

const DAY = 86_400_000

/** Who owns a customer, by the rules given: those that were in force when the first one came. Ties go to the lesser id. */
export function judge(parties: readonly Party[], protection: Protection): Verdict {
  const valid = parties.map((party) => ({
    userId: party.userId,
    proofs: party.proofs
      .filter((proof) => discounted(proof, party, protection) === null)
      .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  }))
  const common = {
    first: Object.fromEntries(valid.map(({ userId, proofs }) => [userId, firstOf(proofs)])),
    squatters: parties.filter((party) => isSquatter(party, protection)).map(({ userId }) => userId),
  }
  const [one, other] = valid
    .filter(({ proofs }) => firstOf(proofs) !== null)
    .toSorted((a, b) => timeOf(a.proofs) - timeOf(b.proofs) || (a.userId < b.userId ? -1 : 1))
  if (!one) return { ...common, owner: null, because: 'nobody', until: null }
  if (!other) return { ...common, owner: one.userId, because: 'only', until: null }
  const came = firstOf(other.proofs) as Date
  const until = protectedUntil(one.proofs, came, protection)
  return until >= came
    ? { ...common, owner: one.userId, because: 'protected', until }
    : { ...common, owner: other.userId, because: 'lapsed', until }
}

function isSquatter({ deadShare }: Party, { deadShare: most }: Protection): boolean {
  return most !== null && deadShare > most
}

/**
 * Why a proof counts for nothing; null where it counts. A registration counts by a contact that could be read in it, unless
 * too many of its rep's proved invalid; what the house gave, and a follow-up, count by themselves.
 */
export function discounted(
  { kind, contacts = [] }: Proof,
  party: Party,
  protection: Protection,
): 'no_contact' | 'squatter' | null {
  if (kind !== 'captured') return null
  const wanted: readonly string[] = protection.contacts
  if (!contacts.some((contact) => wanted.includes(contact))) return 'no_contact'
  return isSquatter(party, protection) ? 'squatter' : null
}

/** A follow-up alone gives no claim: somebody must have brought or been given the customer. */
function firstOf(proofs: readonly Proof[]): Date | null {
  return proofs.find(({ kind }) => kind !== 'followed_up')?.at ?? null
}

const timeOf = (proofs: readonly Proof[]) => firstOf(proofs)?.getTime() ?? Infinity

/** Until when the first proof protects, as it stood when the other one came: each follow-up in time may begin it anew. */
function protectedUntil(proofs: readonly Proof[], came: Date, { days, renewed }: Protection): Date {
  const begin = firstOf(proofs) as Date
  let until = begin.getTime() + days * DAY
  if (!renewed) return new Date(until)
  for (const { kind, at } of proofs) {
    if (kind !== 'followed_up' || at < begin || at >= came) continue
    if (at.getTime() <= until) until = Math.max(until, at.getTime() + days * DAY)
  }
  return new Date(until)
}
