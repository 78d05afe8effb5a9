import type { z } from 'zod'
import type { approveLeads, recordConsent, withdrawConsent } from '../../../contract/consent.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { tell } from '../../jobs/tell.ts'
import { matchKeys } from '../../lead/keys.ts'
import { reachLead, seeLeads } from '../../lead/reach.ts'
import { newSealingKey, seal } from '../../lead/seal.ts'
import { readLeads } from '../../lead/store.ts'
import { type Actor, appendEvents } from '../../lead/trail.ts'
import type { Caller, UserCaller } from '../../people/caller.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { clean } from '../../rooms/clean/decide/clean.ts'
import { EVERYTHING } from '../../rooms/consent/decide/ledger.ts'
import * as consenting from '../../rooms/consent/store.ts'
import * as matching from '../../rooms/match/store.ts'
import { barsOfHeld } from '../comply.ts'
import type { LetGo } from '../quarantine.ts'
import { rosterFor } from '../roster.ts'
import { readSetup, type Setup } from '../setup.ts'
import { judgeAgain } from './judge.ts'

type Body<E extends { body?: z.ZodType }> = z.output<NonNullable<E['body']>>

const actorOf = (caller: Caller): Actor =>
  caller.kind === 'user' ? { kind: 'user', id: caller.userId } : { kind: 'key', id: caller.keyId }

/**
 * Records by hand what a lead's person agreed to, and judges the lead again where it waits in quarantine.
 * Refuses `consent.purpose_unknown`, `consent.evidence_wanted`, `lead.not_yours`.
 */
export async function record(
  tx: Tx,
  caller: UserCaller,
  asked: Body<typeof recordConsent> & { leadId: string },
): Promise<{ consentId: string; released: boolean }> {
  const setup = await readSetup(tx, new Date())
  const { leadId, purpose, channel, note } = asked
  const [seen] = await readLeads(tx, [leadId])
  const waits = seen?.holderKind === 'quarantine' && setup.compliance.any
  const roster = waits ? await rosterFor(tx, setup, [leadId]) : undefined
  const { now } = setup.moment
  const lead = await reachLead(tx, caller, { leadId, now })
  refuseStrange(purpose, { setup, orEverything: false })
  if (note === '') throw refuse('consent.evidence_wanted')
  const keys = await sealingKeys(tx, [lead.personId])
  const at = asked.at && asked.at < now ? asked.at : now
  const [consentId = ''] = await consenting.record(tx, [
    {
      ...plain,
      personId: lead.personId,
      leadId,
      purpose,
      channel,
      at,
      recordedAt: now,
      granted: true,
      firm: true,
      evidence: { door: 'hand' },
      sealed: sealNote(keys, lead.personId, note),
      actor: actorOf(caller),
    },
  ])
  const data = { purpose, channel, granted: true, consentId }
  await appendEvents(tx, [{ leadId, at: now, kind: 'consent', actor: actorOf(caller), data }])
  const { released } = waits
    ? await judgeAgain(tx, [lead], { setup, roster, actor: actorOf(caller), data: { consentId } })
    : { released: [] }
  await tell(tx, { topic: 'lead', ids: [leadId] })
  return { consentId, released: released.length > 0 }
}

const plain = { textVersion: null, textHash: null, importId: null }

function refuseStrange(
  purpose: string,
  { setup, orEverything }: { setup: Setup; orEverything: boolean },
): void {
  const known = setup.purposes.map(({ key }) => key)
  if (known.includes(purpose) || (orEverything && purpose === EVERYTHING)) return
  throw refuse('consent.purpose_unknown', { purpose, known: known.join('、') })
}

/** The sealing keys of persons, made anew for those who have none (any more). */
async function sealingKeys(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const held = await capturing.readKeys(tx, personIds)
  const fresh = new Map(
    personIds.filter((personId) => !held.has(personId)).map((personId) => [personId, newSealingKey()]),
  )
  await capturing.keepKeys(tx, fresh)
  return new Map([...held, ...fresh])
}

function sealNote(keys: ReadonlyMap<string, Buffer>, personId: string, note: string): Buffer | null {
  const key = keys.get(personId)
  return key && note !== '' ? seal(key, { note }) : null
}

/**
 * Takes consent back for a person named by a lead, a phone or an e-mail address: for everybody who is known by the same
 * exact keys, and for whoever arrives by them later, noted in the trail of each of their leads. Returns how many leads
 * there are. Refuses `consent.nobody_named`, `consent.purpose_unknown`, and a rep who names no lead of theirs.
 */
export async function withdraw(
  tx: Tx,
  caller: Caller,
  asked: Body<typeof withdrawConsent>,
): Promise<{ leads: number }> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const { purpose, channel, note } = asked
  refuseStrange(purpose, { setup, orEverything: true })
  const { personId, keys } = await named(tx, caller, { asked, setup })
  // Whoever is being captured by one of these keys right now is a lead, or waits until this is written.
  await matching.lockKeys(tx, keys)
  if (asked.leadId) await reachLead(tx, caller, { leadId: asked.leadId, now })
  const known = await consenting.knownAs(tx, { ref: '', personId, keys })
  const people = known.length > 0 ? known : [{ personId: uuidv7(), leadIds: [] as string[] }]
  const sealing = await sealingKeys(
    tx,
    people.map((person) => person.personId),
  )
  const actor = actorOf(caller)
  const by = asked.leadId ? 'lead' : asked.phone ? 'phone' : 'email'
  await consenting.record(
    tx,
    people.map((person) => ({
      ...plain,
      personId: person.personId,
      purpose,
      channel,
      at: now,
      recordedAt: now,
      actor,
      leadId: person.leadIds[0] ?? null,
      granted: false,
      firm: true,
      evidence: { door: caller.kind === 'user' ? 'hand' : 'api', named: by },
      sealed: sealNote(sealing, person.personId, note),
    })),
  )
  await consenting.keepNamed(tx, [{ personId: (people[0] as (typeof people)[number]).personId, keys }])
  const leadIds = people.flatMap((person) => person.leadIds)
  const data = { purpose, channel, granted: false }
  await appendEvents(
    tx,
    leadIds.map((leadId) => ({ leadId, at: now, kind: 'consent', actor, data })),
  )
  if (leadIds.length > 0) await tell(tx, { topic: 'lead', ids: leadIds })
  return { leads: leadIds.length }
}

interface Naming {
  readonly asked: Body<typeof withdrawConsent>
  readonly setup: Setup
}

/** Who is meant, by their exact keys. A rep may name a lead only: a phone that is known would tell whose customer it is. */
async function named(tx: Tx, caller: Caller, { asked, setup }: Naming) {
  const { leadId, phone, email } = asked
  if (leadId) {
    const [lead] = await readLeads(tx, [leadId])
    if (!lead) throw refuse('not_found')
    return { personId: lead.personId, keys: matchKeys(lead) }
  }
  if (caller.kind === 'user' && caller.roles.every((role) => role === 'rep'))
    throw refuse('auth.forbidden', { may: 'manager, marketer, admin' })
  const { values, spare } = clean({ phone, email }, setup.cleaning)
  const keys = matchKeys({
    phone: values.phone,
    email: values.email,
    otherPhones: spare.phones,
    otherEmails: spare.emails,
  })
  if (keys.length === 0) throw refuse('consent.nobody_named')
  return { personId: null, keys }
}

/**
 * Approves leads in quarantine by the compliance rules that want it and that the caller may approve by, and judges them
 * again. Refuses `compliance.nothing`, and `compliance.not_yours` where others are to approve.
 */
export async function approve(
  tx: Tx,
  caller: UserCaller,
  { leadIds, reason }: Body<typeof approveLeads>,
): Promise<LetGo & { approved: number }> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const roster = await rosterFor(tx, setup, leadIds)
  const held = (await seeLeads(tx, caller, { leadIds, now })).filter(
    ({ holderKind }) => holderKind === 'quarantine',
  )
  const bars = await barsOfHeld(tx, held, setup)
  const waiting = held.flatMap(({ leadId, sourceId }) =>
    (bars.get(leadId) ?? [])
      .filter(({ code }) => code === 'compliance.approval')
      .map(({ field = '' }) => {
        const ruleId = field.slice('compliance:'.length)
        return { leadId, ruleId, by: setup.comply(sourceId)?.approvers(ruleId) ?? [] }
      }),
  )
  if (waiting.length === 0) throw refuse('compliance.nothing')
  const theirs = waiting.filter(({ by }) => by.some((role) => caller.roles.some((mine) => mine === role)))
  if (theirs.length === 0)
    throw refuse('compliance.not_yours', { by: [...new Set(waiting.flatMap(({ by }) => by))].join('、') })
  await consenting.approve(tx, theirs, { by: caller.userId, now })
  const actor = actorOf(caller)
  const byLead = Map.groupBy(theirs, ({ leadId }) => leadId)
  await appendEvents(
    tx,
    [...byLead].map(([leadId, rules]) => ({
      leadId,
      at: now,
      kind: 'approved',
      actor,
      data: { rules: rules.map(({ ruleId }) => ruleId), reason },
    })),
  )
  const judged = await judgeAgain(tx, held, { setup, roster, actor, data: { approvedBy: caller.userId } })
  return { ...judged, approved: byLead.size }
}
