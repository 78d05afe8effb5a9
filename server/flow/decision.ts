import type { Outcome } from '../../contract/capture.ts'
import type { Tally } from '../../contract/scoring/tally.ts'
import type { Deadline } from '../lead/clock.ts'
import type { Holder } from '../lead/hold.ts'
import { type KeyedLead, matchKeys, searchKeys } from '../lead/keys.ts'
import type { LeadValues } from '../lead/store.ts'
import type { Because, Incoming, Meant } from '../rooms/capture/decide.ts'
import { clean, type Cleaned } from '../rooms/clean/decide/clean.ts'
import type { Suggestion } from '../rooms/clean/decide/suggest.ts'
import type { Said } from '../rooms/consent/decide/ledger.ts'
import type { Holding } from '../rooms/customer/decide/recognise.ts'
import type { Likely } from '../rooms/match/decide/likened.ts'
import type { Asked as AskedOfMatch, Match } from '../rooms/match/decide/match.ts'
import type { Standing } from '../rooms/profile/decide/standing.ts'
import type { Rated } from '../rooms/score/decide/rate.ts'
import type { GivenTag } from '../rooms/tag/decide.ts'
import { bare } from '../rooms/verify/decide/status.ts'
import { type Dealt, knownFacts } from './customer-match.ts'
import type { Referred } from './referral/arrive.ts'
import type { Setup } from './setup.ts'

/** An arrival with all that the rooms decided about it. */
export interface Decision {
  readonly incoming: Incoming
  readonly cleaned: Cleaned
  /** The exact keys that say who it is. */
  readonly keys: readonly string[]
  /** The same as matching compares it. */
  readonly asked: AskedOfMatch
  /** The keys it is searched by. */
  readonly searched: readonly string[]
  /** The known customer it is of; left out where nobody has looked. */
  readonly known?: Holding | null
  readonly match: Match
  /** Leads held that it may be by likelihood, the one it is linked to among them. */
  readonly perhaps: readonly Likely[]
  readonly status: Outcome
  /** The lead it is or belongs to; null when rejected. */
  readonly leadId: string | null
  readonly personId: string
  readonly reasons: readonly Because[]
  /** What might be meant where it is kept back or refused, with how to say it. */
  readonly suggestions: readonly (Suggestion & Meant)[]
  readonly tags: readonly GivenTag[]
  readonly score: Rated
  /** How it stands beside the ideal customer; null of what makes no lead of its own. */
  readonly profile: Standing | null
  readonly assignment: Dealt | null
  readonly holder: Holder | null
  readonly deadline: Deadline
  /** Who referred it, where it says. */
  readonly referred?: Referred | undefined
}

/** An arrival that has been cleaned, with the exact keys that say who it is. */
export type Identified = Pick<Decision, 'incoming' | 'cleaned' | 'keys' | 'asked' | 'known'> & {
  /** What those who hold its keys said of consent before, where a compliance rule asks. */
  readonly heard?: readonly Said[]
  /** What was done in the browser it brings, where that is nobody's yet. */
  readonly did?: Tally | undefined
  /** Who referred it, where it says. */
  readonly referred?: Referred | undefined
}

/** All that can be said of an arrival before anything is looked up. */
export type Arrived = Identified & Pick<Decision, 'searched'>

/** What becomes of an arrival: what a forecast tells. */
export type Admission = Pick<
  Decision,
  'match' | 'perhaps' | 'known' | 'status' | 'reasons' | 'suggestions' | 'tags'
>

/** An arrival with everything decided but who gets it. */
export type Draft = Omit<Decision, 'assignment' | 'holder' | 'deadline'>

type Cleaning = Pick<Setup, 'cleaning'>

/** Cleans what arrived and says who it is. */
export function identify(incoming: Incoming, { cleaning }: Cleaning): Identified {
  const at = { now: incoming.receivedAt, zone: cleaning.zone }
  const cleaned = clean(incoming.raw, { fields: cleaning.fields, at })
  const keys = matchKeys(keyed(incoming, cleaned))
  const externalKey = keys.find((key) => key.startsWith('x:')) ?? null
  return {
    incoming,
    cleaned,
    keys,
    asked: { known: { ...cleaned.values, keys: new Set(keys) }, externalKey },
  }
}

/** Cleans what arrived and finds all its keys: the costly half of a decision, and it needs no database. */
export function receive(incoming: Incoming, setup: Cleaning): Arrived {
  const identified = identify(incoming, setup)
  return { ...identified, searched: searchKeys(keyed(incoming, identified.cleaned)) }
}

/** An arrival as far as conditions may ask about it; matched, where it has been. */
type Asked = Pick<Arrived, 'incoming' | 'cleaned' | 'known' | 'referred'> & { readonly match?: Match }

/**
 * An arrival as conditions see it: the row of the lead it would become. What is not settled yet is missing (who gets it,
 * but for a typist's own); what has its value from the first is there, so that its row will answer alike.
 */
export function factsOf(
  { incoming, cleaned, match, known, referred }: Asked,
  tags: readonly string[],
  score?: Rated,
) {
  const values: LeadValues = cleaned.values
  const typist = incoming.holderId ?? null
  return {
    ...values,
    ...knownFacts(known),
    tags: [...(incoming.raw.tags ?? []), ...tags],
    sourceId: incoming.sourceId,
    externalId: incoming.raw.externalId ?? null,
    door: incoming.door,
    holderKind: typist === null ? null : 'rep',
    holderId: typist,
    protected: typist !== null,
    duplicateOf: match ? twinOf(match) : null,
    stage: 'new',
    stageAt: incoming.receivedAt,
    phoneStatus: bare('phone', values.phone),
    emailStatus: bare('email', values.email),
    score: score?.score ?? 0,
    grade: score?.grade ?? '',
    expectedValue: score?.valued?.total ?? null,
    priorityDueAt: score?.due?.dueAt ?? null,
    arrivedAt: incoming.receivedAt,
    createdAt: incoming.receivedAt,
    referrerId: referred?.chosen ?? null,
    referralBarred: referred?.barred ?? false,
  }
}

/** An arrival as those see it who choose whose it is. */
export function dealtFacts(each: Draft) {
  const tags = each.tags.map(({ tag }) => tag)
  return { ...factsOf(each, tags, each.score), profileVerdict: each.profile?.verdict ?? null }
}

/** The lead that a new one points at as its double; null where there is none. */
export function twinOf(match: Match): string | null {
  return match.verdict === 'link' || match.verdict === 'ask' ? match.held.leadId : null
}

function keyed({ sourceId, raw }: Incoming, { values, spare }: Cleaned): KeyedLead {
  return {
    ...values,
    sourceId,
    externalId: raw.externalId ?? null,
    otherPhones: spare.phones,
    otherEmails: spare.emails,
  }
}
