import type { Tx } from './db/db.ts'
import { uuidv7 } from './db/id.ts'
import { withPast } from './flow/behaviour/before.ts'
import { barsOf, strangePurposes } from './flow/comply.ts'
import { hearing } from './flow/consent/hearing.ts'
import { customerHolders, dealTo, type Dealt, linkedCustomer, recognised } from './flow/customer-match.ts'
import {
  type Admission,
  type Arrived,
  dealtFacts,
  type Decision,
  type Draft,
  factsOf,
  type Identified,
  receive,
} from './flow/decision.ts'
import { meantBy } from './flow/held/meant.ts'
import { bringsBack } from './flow/link.ts'
import { type Found, lookUp, probesOf } from './flow/look.ts'
import { namedKeys, withNamed, withReferrals } from './flow/referral/arrive.ts'
import { byRules, type Dealing, rosterWith } from './flow/roster.ts'
import { readSetup, type Setup } from './flow/setup.ts'
import { writeDecisions } from './flow/write.ts'
import { type Deadline, noDeadline } from './lead/clock.ts'
import type { Holder } from './lead/hold.ts'
import { lockLoads } from './lead/load.ts'
import type { Roster } from './rooms/assign/decide/roster.ts'
import type { Incoming } from './rooms/capture/decide.ts'
import { judge } from './rooms/clean/decide/gate.ts'
import { type Held, type Holders, joinKnown, type Match, remember } from './rooms/match/decide/match.ts'
import { becauseOf } from './rooms/match/decide/reasons.ts'
import * as matching from './rooms/match/store.ts'
import { isUnfit } from './rooms/profile/decide/standing.ts'
import { pausedReason } from './rooms/quality/decide.ts'
import { confirmsFirst } from './rooms/verify/decide/source.ts'

/**
 * The order of the house: clean → match → known customers → gate → tag → score → ideal customer → assign, for a batch that arrived together, in the
 * transaction it is given. Facts are read before each decision, decisions are pure, all writes come last.
 * Answers in the order of `incoming`.
 */
export async function decideBatch(tx: Tx, incoming: readonly Incoming[], now: Date): Promise<Decision[]> {
  const setup = await readSetup(tx, now)
  return decideReceived(
    tx,
    incoming.map((each) => receive(each, setup)),
    setup,
  )
}

/** The same for arrivals that were cleaned beforehand, by the fields of this very setup. */
export async function decideReceived(
  tx: Tx,
  arrivals: readonly Arrived[],
  setup: Setup,
): Promise<Decision[]> {
  const { holders, customers } = await look(tx, arrivals, setup)
  const before = await hearing(tx, arrivals, { holders, setup })
  const known = await withNamed(tx, recognised(arrivals, customers))
  const drafts = (await withPast(tx, known, setup)).map((arrival) => {
    const drafted = draft(before.hear(arrival), holders, setup)
    before.note(drafted)
    return drafted
  })
  const referred = await withReferrals(tx, drafts, setup)
  const { decisions, roster } = await assignAll(tx, referred, setup)
  await writeDecisions(tx, decisions, { setup, roster })
  return decisions
}

/** Who is held that these arrivals may be; nobody else can capture any of them until the transaction ends. */
async function look(tx: Tx, arrivals: readonly Arrived[], setup: Setup): Promise<Found> {
  const keys = new Set(
    arrivals.flatMap((each) => [
      ...each.keys,
      ...namedKeys(each),
      ...setup.marks(each.asked),
      ...probesOf(each, setup),
    ]),
  )
  const [, found] = await Promise.all([matching.lockKeys(tx, [...keys]), lookUp(tx, arrivals, setup)])
  return found
}

/**
 * What becomes of an arrival: whether the person is held already and, if not, whether it is good enough. A forecast
 * asks exactly this, so it differs from the decision only by what has happened since.
 */
export function admit(arrival: Identified, holders: Holders, setup: Setup): Admission {
  const { incoming, cleaned, asked } = arrival
  const { match: found, perhaps } = setup.matching(incoming.sourceId).meet(asked, holders)
  const known = linkedCustomer(found) ?? arrival.known ?? null
  const matched = { ...arrival, known, match: found }
  const tags = tagsOf(setup.tag(factsOf(matched, [])), arrival)
  const common = { match: found, perhaps, known, tags, suggestions: [] }
  const twin = becauseOf(found, setup.fields)
  const fate = fates[found.verdict]
  if (fate) return { ...common, status: fate, reasons: twin }
  const gate = setup.gate(incoming.sourceId)
  const facts = factsOf(matched, names(tags))
  const verdict = judge(cleaned, gate, facts)
  const refused = !verdict.pass && (gate.mode === 'refuse' || incoming.askBack)
  // Compliance blocks routing, never storage: what it bars is kept, whatever the gate does.
  const bars = refused ? [] : barsOf(arrival, facts, setup)
  // What a typist stands for is no matter of how its source fares.
  const paused = setup.paused.has(incoming.sourceId) && !incoming.holderId ? [pausedReason] : []
  // What stopped it stands first. What could not be read of a lead that passes is told too: the lead came without it.
  const judged = verdict.pass
    ? [...paused, ...bars, ...cleaned.problems]
    : [...verdict.reasons, ...paused, ...bars]
  const reasons = [
    ...judged,
    ...strangePurposes(incoming, setup),
    ...(arrival.referred?.unread ?? []),
    ...twin,
  ]
  const suggestions = verdict.pass ? [] : meantBy(cleaned, reasons, setup)
  if (refused) return { ...common, status: 'rejected', reasons, suggestions }
  const kept = !verdict.pass || paused.length > 0 || bars.length > 0 || found.verdict === 'ask'
  return { ...common, status: kept ? 'quarantined' : 'created', reasons, suggestions }
}

/** The tags of rules, with that of whoever was referred. */
function tagsOf(ruled: Draft['tags'], { referred, incoming }: Identified): Draft['tags'] {
  const tag = referred?.tag
  if (!tag || ruled.some((given) => given.tag === tag) || incoming.raw.tags?.includes(tag)) return ruled
  return [...ruled, { tag, rule: 'referral', expiresAt: null }]
}

/** What a verdict of matching settles by itself; the others make a lead of its own, if the gate lets it through. */
const fates: Readonly<Partial<Record<Match['verdict'], 'duplicate' | 'merged'>>> = {
  again: 'duplicate',
  refuse: 'duplicate',
  alert: 'duplicate',
  merge: 'merged',
  reenquire: 'merged',
}

/** All that is decided of one arrival before anybody is chosen for it. Makes it known to the next ones. */
export function draft(arrival: Arrived, holders: Holders, setup: Setup): Draft {
  const admitted = { ...arrival, ...admit(arrival, holders, setup) }
  const { incoming, asked, match: found, status, tags } = admitted
  const score = setup.score(factsOf(admitted, names(tags)), arrival.did)
  if (status === 'merged' || status === 'duplicate') {
    const { held } = found as Exclude<Match, { verdict: 'new' }>
    // What is merged brings its facts along: whoever comes next by one of them is the same person.
    if (status === 'merged') {
      joinKnown(held, asked.known)
      remember(holders, setup.marks(asked), held)
      // By what both have said together too.
      remember(holders, setup.marks({ ...asked, known: held.known }), held)
    }
    return { ...admitted, score, profile: null, leadId: held.leadId, personId: held.personId ?? uuidv7() }
  }
  const leadId = status === 'rejected' ? null : uuidv7(incoming.receivedAt.getTime())
  const personId = uuidv7()
  const profile = leadId ? setup.standing(factsOf(admitted, names(tags), score), leadId) : null
  const born = { ...admitted, score, profile, leadId, personId }
  if (leadId) remember(holders, setup.marks(asked), bornOf(born, { leadId, personId }))
  return born
}

const names = (tags: Draft['tags']) => tags.map(({ tag }) => tag)

/** Chooses who gets each lead. The roster is there where somebody is to be chosen, for a lead that is let go too. */
async function assignAll(
  tx: Tx,
  drafts: readonly Draft[],
  setup: Setup,
): Promise<{ decisions: Decision[]; roster: Roster | undefined }> {
  const typists = [...new Set(drafts.flatMap(({ incoming }) => incoming.holderId ?? []))]
  const also = [...new Set([...typists, ...holdersOfKnown(drafts)])]
  const leads = drafts.flatMap((each) => dealingOf(each, setup) ?? [])
  // What a re-enquiry adds to its lead is not settled yet, so any rule may fit it then.
  const asTheyAre = !drafts.some(bringsBack)
  const roster = leads.length > 0 ? await rosterWith(tx, setup, { also, leads, asTheyAre }) : undefined
  if (!roster) await lockLoads(tx, typists, setup.day)
  const decisions = drafts.map((each) => {
    const assignment = roster ? assign(each, roster, setup) : null
    const holder = holderOf(each, assignment, setup)
    return { ...each, assignment, holder, deadline: deadlineOf(each, holder, setup) }
  })
  return { decisions, roster }
}

/** A draft as a lead that is dealt, now or once it is let go; undefined where nobody is to be chosen. */
function dealingOf(each: Draft, setup: Setup): Dealing | undefined {
  if (!each.leadId || !(bringsBack(each) || isDealt(each, setup))) return undefined
  return { leadId: each.leadId, facts: dealtFacts(each) }
}

function assign(each: Draft, roster: Roster, setup: Setup): Dealt | null {
  if (!isDealt(each, setup)) return null
  const facts = dealtFacts(each)
  return dealTo(facts, roster, () => byRules({ leadId: each.leadId as string, facts }, roster, setup))
}

/** Whose customers have come, as they came or in a lead that may be let out of quarantine. */
function holdersOfKnown(drafts: readonly Draft[]): string[] {
  return customerHolders(drafts.map(({ known }) => (known ? { customerHolder: known.holderId } : null)))
}

/**
 * Whether somebody is chosen for it, now: what a person must confirm first is dealt out after that, and what the ideal
 * customer profile rules out is set aside.
 */
function isDealt(each: Draft, setup: Setup): boolean {
  const { status, incoming, profile } = each
  return status === 'created' && !incoming.holderId && !isUnfit(profile) && !awaitsPerson(incoming, setup)
}

function awaitsPerson({ sourceId, door, holderId }: Incoming, setup: Setup): boolean {
  return !holderId && confirmsFirst(setup.verification(sourceId), door)
}

function holderOf(
  { status, incoming, profile }: Draft,
  assignment: Dealt | null,
  setup: Setup,
): Holder | null {
  if (status === 'quarantined') return { kind: 'quarantine', id: null }
  if (status !== 'created') return null
  if (incoming.holderId) return { kind: 'rep', id: incoming.holderId }
  if (isUnfit(profile)) return { kind: 'aside', id: null }
  if (awaitsPerson(incoming, setup)) return { kind: 'verification', id: null }
  // Without an assignment policy there is no pool to fall back to: it waits where admins see it.
  return assignment?.to ?? { kind: 'waiting', id: null }
}

function deadlineOf(each: Draft, holder: Holder | null, setup: Setup): Deadline {
  if (holder?.kind !== 'rep') return noDeadline
  const facts = dealtFacts(each)
  const { now } = setup.moment
  return setup.clock({ ...facts, holderKind: holder.kind, holderId: holder.id, assignedAt: now }, now)
}

/** A lead of this batch, as those that come after it see it: who will hold it is not settled yet. */
function bornOf({ asked, incoming, status, profile }: Draft, ids: Pick<Held, 'leadId' | 'personId'>): Held {
  const quarantined = status === 'quarantined'
  return {
    ...ids,
    known: { ...asked.known, keys: new Set(asked.known.keys) },
    state: quarantined || (isUnfit(profile) && !incoming.holderId) ? 'kept' : 'rep',
    quarantined,
    arrivedAt: incoming.receivedAt,
    holder: null,
  }
}
