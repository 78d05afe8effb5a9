import { sql } from 'kysely'
import { rows, type Tx } from '../../db/db.ts'
import { addKeys, dropKeys } from '../../lead/keyring.ts'
import { matchKeys, searchKeys } from '../../lead/keys.ts'
import { knowLeads } from '../../lead/known.ts'
import { flagTwin, type LeadState, lockLeads, readLeads, writeValues } from '../../lead/store.ts'
import { type Actor, appendEvents, tellChanges } from '../../lead/trail.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { clean } from '../../rooms/clean/decide/clean.ts'
import type { Suggestion } from '../../rooms/clean/decide/suggest.ts'
import { recognise } from '../../rooms/customer/decide/recognise.ts'
import { type Asked, type Holders, remember } from '../../rooms/match/decide/match.ts'
import { becauseOf } from '../../rooms/match/decide/reasons.ts'
import * as matching from '../../rooms/match/store.ts'
import { type AskedQuestion, askWhose } from '../../rooms/match/store/questions.ts'
import { amended, differences } from '../amend.ts'
import { customerHolders, knownFacts, linkedCustomer } from '../customer-match.ts'
import { lookUpBy } from '../look.ts'
import { deal, judgeHeld } from '../quarantine.ts'
import { holdingsFor, questionOf, readApart, withoutApart } from '../question/ask.ts'
import { rescore } from '../rescore.ts'
import { dealing, rosterWith } from '../roster.ts'
import type { Setup } from '../setup.ts'
import { noteHeld, suggestionsFor } from './keep.ts'

/** A lead with the suggestion that is taken for it. */
export interface Taken {
  readonly lead: LeadState
  readonly suggestion: Suggestion
}

/** What taking it makes of a lead. */
export interface Outlook {
  readonly taken: Taken
  readonly after: LeadState
  /** What keeps it in quarantine: what its gate still misses, or that the person is held already, or a known customer. */
  readonly reasons: readonly Because[]
  /** The lead that is held of the same person. */
  readonly twinId: string | null
  /** Whether it is this customer’s is for a person to say. */
  readonly asks: readonly AskedQuestion[]
}

export interface Mending {
  readonly setup: Setup
  readonly actor: Actor
  /** The fix of many it is part of. */
  readonly fixId: string | null
  readonly quiet?: boolean
}

export interface Mended {
  readonly released: ReadonlySet<string>
  /** The reasons of those that stay. */
  readonly kept: ReadonlyMap<string, readonly Because[]>
  /** The versions of the leads that were mended, as they are now. */
  readonly versions: ReadonlyMap<string, number>
}

const none: Mended = { released: new Set(), kept: new Map(), versions: new Map() }

/** These quarantined leads, each with the one suggestion of a pattern; those that leave a choice, or none, are left out. */
export async function takenBy(
  tx: Tx,
  { pattern, leadIds, value }: { pattern: string; leadIds: readonly string[]; value?: string | undefined },
  setup: Setup,
): Promise<Taken[]> {
  const leads = (await readLeads(tx, leadIds)).filter(({ holderKind }) => holderKind === 'quarantine')
  const held = await judgeHeld(tx, leads, { setup })
  const told = await suggestionsFor(tx, held, setup)
  return leads.flatMap((lead) => {
    const fitting = (told.get(lead.leadId) ?? []).filter(
      (each) => each.pattern === pattern && (value === undefined || each.value === value),
    )
    return fitting.length === 1 ? [{ lead, suggestion: fitting[0]! }] : []
  })
}

/** A lead as it is once its suggestion is taken, and as matching compares it then. */
function mendedOf({ lead, suggestion }: Taken, setup: Setup): { after: LeadState; asked: Asked } {
  const cleaned = clean(suggestion.patch, setup.cleaning)
  const after = { ...lead, ...amended(lead, suggestion.patch, cleaned) }
  const keys = matchKeys({ ...after, externalId: null, otherPhones: cleaned.spare.phones })
  return { after, asked: { known: { ...after, keys: new Set(keys) }, externalKey: null } }
}

/** All that these leads are found by once they are mended, and that would find them. */
function keysToLock(taken: readonly Taken[], setup: Setup): string[] {
  return taken.flatMap((each) => {
    const { asked } = mendedOf(each, setup)
    return [...asked.known.keys, ...setup.marks(asked), ...setup.matching(each.lead.sourceId).probes(asked)]
  })
}

/**
 * What becomes of the leads, decided as if they arrived like this: whether the person is held open already by the
 * source's rules, and what the gate misses. Each is known to the ones after it.
 */
export async function foresee(tx: Tx, taken: readonly Taken[], setup: Setup): Promise<Outlook[]> {
  const mended = taken.map((each) => mendedOf(each, setup))
  const probesOf = (at: number) => setup.matching(taken[at]!.lead.sourceId).probes(mended[at]!.asked)
  const probes = taken.flatMap((_, at) => probesOf(at))
  const keys = mended.flatMap(({ asked }) => [...asked.known.keys])
  const { holders, customers } = await lookUpBy(tx, { probes, keys }, setup.fields)
  const judged = await judgeHeld(
    tx,
    mended.map(({ after }) => after),
    { setup },
  )
  const apart = await readApart(
    tx,
    taken.map(({ lead }) => lead.leadId),
  )
  return taken.map((each, at) => {
    const { lead } = each
    const { after, asked } = mended[at]!
    const { reasons } = judged[at]!
    const others: Holders = new Map(
      probesOf(at).map((probe) => [
        probe,
        withoutApart(holders.get(probe) ?? [], lead.leadId, apart).filter(
          ({ leadId, state }) => leadId !== lead.leadId && openStates.has(state),
        ),
      ]),
    )
    const found = setup.matching(lead.sourceId).match(asked, others)
    const known =
      lead.customerId === null
        ? (linkedCustomer(found) ??
          recognise([...asked.known.keys], holdingsFor(lead.leadId, customers, apart)))
        : null
    const { leadId, personId, arrivedAt } = lead
    const self = { leadId, personId, known: asked.known, arrivedAt, holder: null }
    remember(holders, setup.marks(asked), { ...self, state: 'kept', quarantined: true })
    return {
      taken: each,
      after: known ? { ...after, ...knownFacts(known) } : after,
      // A lead of its own that points at the other may go; merging two that are held is somebody's to say.
      reasons: found.verdict === 'link' ? reasons : [...reasons, ...becauseOf(found, setup.fields)],
      twinId: found.verdict === 'new' ? null : found.held.leadId,
      asks: questionOf({ ...lead, match: found }, setup),
    }
  })
}

const openStates: ReadonlySet<string> = new Set(['rep', 'pool', 'kept', 'customer'])

/**
 * Takes suggestions: the leads are cleaned, matched, scored and judged, and those that pass are given to a holder; their
 * true arrival stays. Leads that somebody changed since they were read are left alone.
 */
export async function mend(tx: Tx, read: readonly Taken[], mending: Mending): Promise<Mended> {
  const { setup, actor, quiet = false } = mending
  if (read.length === 0) return none
  // Keys before loads before leads, as everywhere.
  await matching.lockKeys(tx, keysToLock(read, setup))
  const ids = read.map(({ lead }) => lead.leadId)
  const foreseen = await foresee(tx, read, setup)
  const after = foreseen.map((each) => each.after)
  const roster = await rosterWith(tx, setup, { also: customerHolders(after), leads: after.map(dealing) })
  const locked = new Map((await lockLeads(tx, ids)).map((each) => [each.leadId, each]))
  const taken = read.filter(({ lead }) => locked.get(lead.leadId)?.version === lead.version)
  const outlooks = await foresee(tx, taken, setup)
  await writeMended(tx, outlooks, mending)
  const scored = await Promise.all(outlooks.map(({ after }) => rescore(tx, after, setup)))
  const leads = new Map(scored.map(({ lead }) => [lead.leadId, lead]))
  const passing = outlooks.filter(({ reasons }) => reasons.length === 0)
  const data = { letGoBy: actor.id, anyway: false, ...(mending.fixId ? { fixId: mending.fixId } : {}) }
  const released = await deal(
    tx,
    passing.map(({ after }) => ({ lead: leads.get(after.leadId) as LeadState, data })),
    { setup, roster, actor, quiet },
  )
  const kept = outlooks.filter(({ after }) => !released.has(after.leadId))
  await noteHeld(
    tx,
    kept.map(({ after, reasons }) => ({ lead: leads.get(after.leadId) as LeadState, reasons })),
    setup,
  )
  return {
    released,
    kept: new Map(kept.map(({ after, reasons }) => [after.leadId, reasons])),
    versions: await versionsOf(tx, [...leads.keys()]),
  }
}

async function writeMended(tx: Tx, outlooks: readonly Outlook[], mending: Mending): Promise<void> {
  const { setup, actor, fixId } = mending
  const { now } = setup.moment
  await writeValues(
    tx,
    outlooks.map(({ after }) => after),
    now,
  )
  await knowLeads(tx, outlooks.flatMap(newlyKnown))
  await askWhose(
    tx,
    outlooks.flatMap(({ asks }) => asks),
    now,
  )
  const keys = outlooks.map(({ taken, after }) => keysOf(taken, after, setup))
  await dropKeys(
    tx,
    keys.map(({ leadId, gone }) => ({ leadId, keys: gone })),
  )
  await addKeys(
    tx,
    keys.map(({ leadId, held }) => ({ leadId, keys: held })),
  )
  await Promise.all(
    outlooks.flatMap(({ after, twinId }) => (twinId ? [flagTwin(tx, after.leadId, twinId)] : [])),
  )
  const sealing = await capturing.readKeys(tx, [...new Set(outlooks.map(({ after }) => after.personId))])
  await appendEvents(
    tx,
    outlooks.map(({ taken: { lead, suggestion }, after, twinId }) => {
      const changes = differences(lead, after)
      const { open, sealed } = tellChanges(changes, sealing.get(lead.personId) ?? null, setup.personalCustom)
      const { pattern, confidence } = suggestion
      const suggested = { pattern, confidence, ...(fixId ? { fixId } : {}), ...(twinId ? { twinId } : {}) }
      return {
        leadId: lead.leadId,
        at: now,
        kind: 'edited',
        actor,
        data: { changes: open, suggested },
        sealed,
      }
    }),
  )
}

/** Whose customer a mended lead has turned out to be. */
function newlyKnown({ taken: { lead }, after }: Outlook): { leadId: string; customerId: string }[] {
  return after.customerId !== null && lead.customerId === null
    ? [{ leadId: lead.leadId, customerId: after.customerId }]
    : []
}

function keysOf({ lead, suggestion }: Taken, after: LeadState, setup: Setup) {
  const { spare } = clean(suggestion.patch, setup.cleaning)
  const held = new Set([...matchKeys({ ...after, otherPhones: spare.phones }), ...searchKeys(after)])
  const gone = [...matchKeys({ ...lead, externalId: null }), ...searchKeys(lead)].filter(
    (key) => !held.has(key),
  )
  return { leadId: lead.leadId, held: [...held], gone }
}

async function versionsOf(tx: Tx, leadIds: readonly string[]): Promise<Map<string, number>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; version: number }>`select lead_id, version from lead
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
  return new Map(found.map(({ leadId, version }) => [leadId, version]))
}
