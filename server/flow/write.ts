import type { Tx } from '../db/db.ts'
import { together } from '../db/write.ts'
import { deliverOutbox, keepOutbox } from '../lead/announce.ts'
import { writeFast } from '../lead/fast.ts'
import { type Landing, settle } from '../lead/hold.ts'
import { writeKeys } from '../lead/keyring.ts'
import { knowLeads } from '../lead/known.ts'
import { newSealingKey, seal } from '../lead/seal.ts'
import { insertLeads, lockLeads } from '../lead/store.ts'
import { type Actor, appendEvents } from '../lead/trail.ts'
import { wakeAt } from '../rooms/assign/decide/assigner.ts'
import type { Roster } from '../rooms/assign/decide/roster.ts'
import * as capturing from '../rooms/capture/store.ts'
import { withoutGiven } from '../rooms/clean/decide/reasons.ts'
import { notesOf } from '../rooms/clean/decide/suggest-noted.ts'
import * as pairs from '../rooms/match/store/pairs.ts'
import { askWhose } from '../rooms/match/store/questions.ts'
import * as probing from '../rooms/probe/store.ts'
import { isUnfit } from '../rooms/profile/decide/standing.ts'
import * as profiling from '../rooms/profile/store.ts'
import * as tagging from '../rooms/tag/store.ts'
import { checksOf } from '../rooms/verify/decide/source.ts'
import { joinArrived } from './behaviour/join.ts'
import { consentsTold, writeConsents } from './comply.ts'
import { whyOf } from './customer-match.ts'
import { dealtFacts, type Decision, twinOf } from './decision.ts'
import { keepBorn } from './held/keep.ts'
import { linkAll } from './link.ts'
import { newLead } from './newLead.ts'
import { asideBy } from './profile/aside.ts'
import { questionOf, readApart } from './question/ask.ts'
import { writeReferrals } from './referral/arrive.ts'
import { keepDealt, packDecided } from './roster.ts'
import { seatOf, takeSeats } from './seat.ts'
import type { Setup } from './setup.ts'
import { touchAgain } from './touched.ts'
import { tellTried } from './tried.ts'
import { awaitBorn } from './value/born.ts'

/**
 * Writes what was decided of a batch: the new leads with their keys, tags and trail, their landing with a holder,
 * re-enquiries into the leads they belong to, and the journal of every arrival.
 */
export async function writeDecisions(
  tx: Tx,
  decisions: readonly Decision[],
  { setup, roster }: { readonly setup: Setup; readonly roster: Roster | undefined },
): Promise<void> {
  const sealing = await sealingKeys(tx, decisions)
  // Announcing waits for everybody else who announces, some of whom hold leads: those come first.
  const met = decisions.filter(({ status }) => isKnown(status)).flatMap(({ leadId }) => leadId ?? [])
  if (met.length > 0) await lockLeads(tx, met)
  // Re-enquiries may be of leads born in this very batch, so those are there before they are linked.
  await together(tx, async () => {
    await capturing.keepKeys(tx, sealing.fresh)
    await writeBorn(tx, decisions, { keys: sealing.keys, setup, roster })
    await writeConsents(tx, decisions, { keys: sealing.keys, setup })
    await capturing.journal(
      tx,
      decisions.map((each) => ({
        ...each,
        reasons: each.reasons.map(withoutGiven),
        key: sealing.keys.get(each.personId) as Buffer,
      })),
      setup.moment.now,
    )
  })
  await takeSeats(tx, decisions.map(seatOf), setup.moment.now)
  const merged = decisions.filter(({ status }) => status === 'merged')
  const known = merged.flatMap(knownAs)
  const { isApart } = await readApart(
    tx,
    known.map(({ leadId }) => leadId),
  )
  await knowLeads(
    tx,
    known.filter(({ leadId, customerId }) => !isApart(leadId, customerId)),
  )
  for (const [actor, theirs] of byActor(merged))
    await linkAll(tx, theirs, { sealing: sealing.keys, setup, roster, quiet: isQuiet(actor) })
  await tellTried(tx, decisions, setup)
  await joinArrived(tx, decisions)
  await pairs.ask(
    tx,
    decisions.flatMap((each) => askedPair(each, setup)),
    setup.moment.now,
  )
  await askWhose(
    tx,
    decisions.flatMap(({ match, leadId, incoming: { sourceId } }) =>
      leadId ? questionOf({ leadId, sourceId, match }, setup) : [],
    ),
    setup.moment.now,
  )
  await keepPerhaps(tx, decisions, setup)
  await writeReferrals(tx, decisions, setup)
  await touchAgain(
    tx,
    decisions.filter(({ match }) => match.verdict === 'again'),
  )
  // Announcing waits for everybody else who announces, so it comes when no lock is left to take.
  if (merged.some(({ incoming }) => !isQuiet(incoming.actor))) await deliverOutbox(tx)
}

function knownAs({ leadId, known }: Decision): { leadId: string; customerId: string }[] {
  return leadId && known ? [{ leadId, customerId: known.customerId }] : []
}

/** Whether an arrival is of somebody held, whose row and key it is written beside. */
function isKnown(status: Decision['status']): boolean {
  return status === 'merged' || status === 'duplicate'
}

interface Sealed {
  readonly keys: ReadonlyMap<string, Buffer>
  readonly setup: Setup
}

/** The new leads of a batch with their keys, tags and trail, and their landing with a holder. */
async function writeBorn(
  tx: Tx,
  decisions: readonly Decision[],
  { keys, setup, roster }: Sealed & { readonly roster: Roster | undefined },
): Promise<void> {
  const { now } = setup.moment
  const born = decisions
    .filter(({ status }) => status === 'created' || status === 'quarantined')
    .map((each) => ({ ...each, leadId: each.leadId as string }))
  await insertLeads(
    tx,
    born.map((each) => newLead(each, setup)),
    now,
  )
  await awaitBorn(tx, born, setup)
  await profiling.keepFirst(
    tx,
    born.flatMap(({ leadId, profile }) => (profile ? [{ ...profile, leadId }] : [])),
    { version: setup.policy('profile')?.version ?? null, at: now },
  )
  await writeKeys(
    tx,
    born.map(({ leadId, keys: exact, searched }) => ({ leadId, keys: [...exact, ...searched] })),
  )
  await writeFast(
    tx,
    born.map(({ leadId, cleaned }) => ({ leadId, attrs: cleaned.values.attrs })),
    setup.fields,
  )
  await tagging.write(
    tx,
    born.map(({ leadId, tags, incoming }) => ({
      leadId,
      ruled: tags,
      typed: incoming.raw.tags ?? [],
      actor: incoming.actor,
    })),
    now,
  )
  await keepBorn(tx, born, setup)
  const dealt = born.map((each) => ({ ...each, facts: dealtFacts(each), dealt: each.assignment }))
  if (roster) {
    const decided = await packDecided(tx, dealt, { setup, roster, keys })
    await keepDealt(tx, dealt, { setup, roster, decided })
  }
  await appendEvents(
    tx,
    born.map((each) => captured(each, keys.get(each.personId) as Buffer, setup)),
  )
  await probing.keepDue(
    tx,
    born.flatMap((each) => checksDue(each, setup)),
    now,
  )
  await keepOutbox(
    tx,
    'lead.created',
    born.filter(({ status }) => status === 'created').map(({ leadId }) => leadId),
    now,
  )
  for (const [actor, theirs] of byActor(born)) {
    await settle(
      tx,
      theirs.map((each) => landing(each, setup)),
      { now, day: setup.day, actor, quiet: isQuiet(actor) },
    )
  }
}

/** The fields of a new lead that its source has checked; of one in quarantine, or set aside, not before it is let go. */
function checksDue({ leadId, status, incoming, cleaned, holder }: Decision, setup: Setup): probing.Due[] {
  if (status !== 'created' || holder?.kind === 'aside') return []
  const { phone, email } = cleaned.values
  const fields = checksOf(setup.verification(incoming.sourceId), { door: incoming.door, phone, email })
  return fields.map((field) => ({ leadId: leadId as string, field }))
}

/** The sealing key of every person of the batch; `fresh` are those nobody had yet. */
async function sealingKeys(tx: Tx, decisions: readonly Decision[]) {
  const known = decisions.filter(({ status }) => isKnown(status)).map(({ personId }) => personId)
  const held = await capturing.readKeys(tx, [...new Set(known)])
  const fresh = new Map<string, Buffer>()
  for (const { personId } of decisions) {
    if (!held.has(personId) && !fresh.has(personId)) fresh.set(personId, newSealingKey())
  }
  return { keys: new Map([...held, ...fresh]), fresh }
}

function captured(each: Decision, key: Buffer, setup: Setup) {
  const { leadId, incoming, status, score, tags, match, cleaned } = each
  const { rejectedValues, spare } = cleaned
  const notes = notesOf(cleaned)
  const left = {
    ...(Object.keys(rejectedValues).length > 0 ? { rejectedValues } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(spare.extension ? { extension: spare.extension } : {}),
  }
  return {
    leadId: leadId as string,
    at: incoming.receivedAt,
    kind: 'captured',
    actor: incoming.actor,
    rule: setup.ref('score', null),
    data: {
      door: incoming.door,
      sourceId: incoming.sourceId,
      arrivalId: incoming.arrivalId,
      status,
      score: score.score,
      grade: score.grade,
      terms: score.terms,
      ...(tags.length > 0 ? { tags: tags.map(({ tag, rule }) => ({ tag, rule })) } : {}),
      ...(twinOf(match) ? { duplicateOf: twinOf(match) } : {}),
      ...(each.known ? { customerId: each.known.customerId } : {}),
      ...consentsTold(incoming),
    },
    sealed: Object.keys(left).length > 0 ? seal(key, left) : null,
  }
}

function landing(each: Decision, setup: Setup): Landing {
  const { assignment, holder, deadline, incoming } = each
  const common = {
    leadId: each.leadId as string,
    from: null,
    to: holder ?? { kind: 'waiting' as const, id: null },
    deadline,
  }
  if (each.status === 'quarantined')
    return { ...common, kind: 'quarantined', data: { why: { reasons: each.reasons.map(withoutGiven) } } }
  if (incoming.holderId) return { ...common, kind: 'typed' }
  if (isUnfit(each.profile)) return { ...common, ...asideBy(each.profile, setup) }
  if (holder?.kind === 'verification') return { ...common, kind: 'verifying' }
  const toHolder = assignment?.customer?.because === null
  return {
    ...common,
    kind: 'assigned',
    wakeAt: wakeAt(assignment, setup.moment.now),
    rule: toHolder ? null : setup.ref('assign', assignment?.ruleId ?? null),
    data: { why: whyOf(assignment) ?? { noPolicy: true } },
  }
}

function byActor(decisions: readonly Decision[]): [Actor, Decision[]][] {
  const groups = Map.groupBy(decisions, ({ incoming }) => `${incoming.actor.kind} ${incoming.actor.id}`)
  return [...groups.values()].map((theirs) => [(theirs[0] as Decision).incoming.actor, theirs])
}

/** The pair that a rule wants a person to look at. */
function askedPair({ match, leadId, incoming }: Decision, setup: Setup): pairs.AskedPair[] {
  if (match.verdict !== 'ask' || !leadId || !match.held.leadId) return []
  return [{ leadId, heldId: match.held.leadId, rule: setup.ref('match', match.rule.id, incoming.sourceId) }]
}

/** Puts the pairs that likelihood found of new leads into the queue, as the scan whose model it is would. */
async function keepPerhaps(tx: Tx, decisions: readonly Decision[], { moment, learnt }: Setup): Promise<void> {
  if (!learnt) return
  const found = decisions.flatMap(({ leadId, perhaps }) =>
    perhaps.flatMap(({ held, probability, prior, evidence }) =>
      leadId && held.leadId
        ? [{ a: leadId, b: held.leadId, probability, prior, evidence, cluster: null }]
        : [],
    ),
  )
  await pairs.keepFound(tx, { scanId: learnt.scanId, found, at: moment.now })
}

/** An import is told of once, when it is done: a million rows are one digest a rep. */
export function isQuiet(actor: Actor): boolean {
  return actor.kind === 'import'
}
