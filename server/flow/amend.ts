import { sql } from 'kysely'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { editLead } from '../../contract/lead.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { facts } from '../../rules/fields.ts'
import type { HeldState } from '../../rules/matching.ts'
import { one, type Tx } from '../db/db.ts'
import { tell } from '../jobs/tell.ts'
import { replaceFast } from '../lead/fast.ts'
import { addKeys, dropKeys } from '../lead/keyring.ts'
import { matchKeys, searchKeys } from '../lead/keys.ts'
import { knowLeads } from '../lead/known.ts'
import { reachLead } from '../lead/reach.ts'
import { type LeadState, type LeadValues, flagTwin, writeValues } from '../lead/store.ts'
import { appendEvents, type Change, sealedToo, tellChanges } from '../lead/trail.ts'
import type { UserCaller } from '../people/caller.ts'
import { readable } from '../rooms/capture/decide.ts'
import * as capturing from '../rooms/capture/store.ts'
import { clean, type Cleaned } from '../rooms/clean/decide/clean.ts'
import { notesOf } from '../rooms/clean/decide/suggest-noted.ts'
import { type Holdings, recognise } from '../rooms/customer/decide/recognise.ts'
import type { Held, Holders, Match } from '../rooms/match/decide/match.ts'
import * as matched from '../rooms/match/store.ts'
import { type AskedQuestion, askWhose } from '../rooms/match/store/questions.ts'
import { restated } from '../rooms/verify/decide/status.ts'
import { barEdited } from './consent/edited.ts'
import { knownFacts, metCustomer } from './customer-match.ts'
import { noteHeld } from './held/keep.ts'
import { lookUpBy } from './look.ts'
import { type JudgedLead, judgeHeld } from './quarantine.ts'
import { holdingsFor, questionOf, readApart, withoutApart } from './question/ask.ts'
import { rescore } from './rescore.ts'
import { readSetup, type Setup } from './setup.ts'
import { tellMet } from './tried.ts'

type Patch = Omit<BodyOf<typeof editLead>, 'version'>

/**
 * Changes facts of a held lead by hand, through the rooms an arrival goes through: cleaned (what cannot be read is
 * refused with its reasons), matched (a person held elsewhere is flagged), scored again, judged by compliance. Refuses `lead.closed`, and
 * `version.stale` when somebody changed it since it was read.
 */
export async function amend(
  tx: Tx,
  caller: UserCaller,
  asked: { leadId: string } & Amending,
): Promise<{ leadId: string; version: number }> {
  const setup = await readSetup(tx, new Date())
  const { before, lead, changes } = await amendReached(tx, asked, {
    setup,
    userId: caller.userId,
    reach: () => reachLead(tx, caller, { leadId: asked.leadId, now: setup.moment.now }),
  })
  if (changes.length > 0) {
    const actor = { kind: 'user', id: caller.userId } as const
    await barEdited(tx, { before, after: lead }, { setup, actor })
  }
  return { leadId: lead.leadId, version: (await versionOf(tx, lead.leadId)) ?? lead.version }
}

export interface Amending {
  readonly version: number
  readonly patch: Patch
  readonly lang: Lang
}

export interface Reaching {
  readonly setup: Setup
  readonly userId: string
  /** Locks the lead for whoever may change it; called once the keys that the edit brings are locked. */
  readonly reach: () => Promise<LeadState>
}

/** The same for somebody who reaches the lead in another way; with the lead as it is then, and what changed. */
export async function amendReached(
  tx: Tx,
  asked: Amending,
  { setup, userId, reach }: Reaching,
): Promise<{ before: LeadState; lead: LeadState; changes: readonly Change[] }> {
  const { custom, ...named } = asked.patch
  const { fields } = setup.cleaning
  const cleaned = clean({ ...named, ...(custom ? { custom } : {}) }, { fields, at: setup.moment })
  const brought = matchKeys({ ...cleaned.values, otherPhones: cleaned.spare.phones })
  // Keys are locked before leads, as by an arrival that is linked to this very lead.
  await matched.lockKeys(tx, brought)
  const before = await reach()
  if (before.closedAs) throw refuse('lead.closed', { as: before.closedAs })
  if (before.version !== asked.version) throw refuse('version.stale')
  refuseUnread(cleaned, asked.lang)
  const after = amended(before, asked.patch, cleaned)
  const changes = differences(before, after)
  if (changes.length === 0) return { before, lead: before, changes }
  await writeValues(tx, [{ ...after, leadId: before.leadId }], setup.moment.now)
  const { match, customers } = await meetOthers(tx, before, { after, brought, setup })
  await rekey(tx, before, { after, brought })
  if (isTwin(match)) await flagTwin(tx, before.leadId, match.held.leadId)
  await replaceFast(tx, [{ leadId: before.leadId, attrs: after.attrs }], setup.fields)
  const known = before.customerId === null ? (metCustomer(match) ?? recognise(brought, customers)) : null
  if (known) await knowLeads(tx, [{ leadId: before.leadId, customerId: known.customerId }])
  // Whose it is already need not be asked.
  const asks = questionOf({ ...before, match }, setup).filter(
    ({ customerId }) => customerId !== before.customerId,
  )
  await askWhose(tx, asks, setup.moment.now)
  if (known && match.verdict === 'alert') await tellMet(tx, { ...known, by: userId, now: setup.moment.now })
  const now = { ...before, ...(known && knownFacts(known)), ...after, ...restated(before, after) }
  const { lead, change } = await rescore(tx, now, setup)
  const key = (await capturing.readKeys(tx, [before.personId])).get(before.personId) ?? null
  const { open, sealed } = tellChanges([...changes, ...change], key, setup.personalCustom)
  const notes = notesOf({ notes: cleaned.notes, values: after as Cleaned['values'] }).filter((note) =>
    changes.some(({ field }) => field === note.field),
  )
  await appendEvents(tx, [
    {
      leadId: before.leadId,
      at: setup.moment.now,
      kind: 'edited',
      actor: { kind: 'user', id: userId },
      data: { changes: open, ...(known ? { customerId: known.customerId } : {}) },
      sealed: notes.length > 0 ? sealedToo(sealed, key, { notes }) : sealed,
    },
  ])
  // After the entry: what is suggested goes by the notes it keeps.
  if (lead.holderKind === 'quarantine') {
    const judged = await judgeHeld(tx, [lead], { setup })
    await noteHeld(
      tx,
      judged.map((each) => alsoAsked(each, asks)),
      setup,
    )
  }
  await tell(tx, { topic: 'lead', ids: [before.leadId] })
  const version = (await versionOf(tx, before.leadId)) ?? before.version
  return { before, lead: { ...lead, version }, changes }
}

async function versionOf(tx: Tx, leadId: string): Promise<number | undefined> {
  const held = await one(
    tx,
    sql<{ version: number }>`select version from lead where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
  return held?.version
}

function refuseUnread({ problems }: Cleaned, lang: Lang): void {
  if (problems.length === 0) return
  const reasons = readable(problems, lang)
  const what = reasons.map(({ message }) => message).join(lang === 'zh' ? '；' : '; ')
  throw refuse('lead.value_invalid', { what }, { reasons })
}

/** The lead's facts after a patch whose values were cleaned. */
export function amended(before: LeadState, patch: Patch, cleaned: Cleaned): LeadValues {
  const given = Object.fromEntries(
    facts.filter((field) => patch[field] !== undefined).map((field) => [field, cleaned.values[field]]),
  )
  // A number written into the name cell is kept where the lead has none
  if (!before.phone && cleaned.values.phone) given['phone'] = cleaned.values.phone
  const attrs: Record<string, unknown> = { ...before.attrs }
  for (const key of Object.keys(patch.custom ?? {})) {
    const value = cleaned.values.attrs[key]
    if (value === undefined) delete attrs[key]
    else attrs[key] = value
  }
  const held = Object.fromEntries(facts.map((field) => [field, before[field]])) as Omit<LeadValues, 'attrs'>
  return { ...held, ...given, attrs }
}

/** What an amendment changes, field by field. */
export function differences(before: LeadValues, after: LeadValues): Change[] {
  const named = facts
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, before: before[field], after: after[field] }))
  const keys = new Set([...Object.keys(before.attrs), ...Object.keys(after.attrs)])
  const custom = [...keys]
    .filter((key) => JSON.stringify(before.attrs[key]) !== JSON.stringify(after.attrs[key]))
    .map((key) => ({
      field: `custom.${key}`,
      before: before.attrs[key] ?? null,
      after: after.attrs[key] ?? null,
    }))
  return [...named, ...custom]
}

interface Amended {
  readonly after: LeadValues
  /** The exact keys that the edit brings. */
  readonly brought: readonly string[]
}

/** The keys of what the lead says now. */
async function rekey(tx: Tx, before: LeadState, { after, brought }: Amended): Promise<void> {
  const { leadId } = before
  const held = new Set([...brought, ...matchKeys(after), ...searchKeys(after)])
  const gone = [...matchKeys({ ...before, externalId: null }), ...searchKeys(before)].filter(
    (key) => !held.has(key),
  )
  await dropKeys(tx, [{ leadId, keys: gone }])
  await addKeys(tx, [{ leadId, keys: [...held] }])
}

/**
 * Another open lead, or a known customer, that the rules take this one for, as it is now: an edit may not make a hidden
 * duplicate.
 */
async function meetOthers(
  tx: Tx,
  { leadId, sourceId }: LeadState,
  { after, brought, setup }: Amended & { readonly setup: Setup },
): Promise<{ match: Match; customers: Holdings }> {
  const matching = setup.matching(sourceId)
  const asked = { known: { ...after, keys: new Set([...brought, ...matchKeys(after)]) }, externalKey: null }
  const sought = { probes: matching.probes(asked), keys: brought }
  const { holders, customers } = await lookUpBy(tx, sought, setup.fields)
  const apart = await readApart(tx, [leadId])
  const others: Holders = new Map(
    [...holders].map(([probe, held]) => [
      probe,
      withoutApart(held, leadId, apart).filter((each) => each.leadId !== leadId && isOpen(each)),
    ]),
  )
  return { match: matching.match(asked, others), customers: holdingsFor(leadId, customers, apart) }
}

type Found = Exclude<Match, { verdict: 'new' }>

const isTwin = (match: Match): match is Found => match.verdict !== 'new' && match.held.leadId !== null

/** What keeps an amended lead in quarantine; also that somebody is to be asked whether it is a customer's. */
function alsoAsked(judged: JudgedLead, asks: readonly AskedQuestion[]): JudgedLead {
  if (judged.reasons.some(({ code }) => code === 'match.ask')) return judged
  return { ...judged, reasons: [...judged.reasons, ...asks.map(({ reason }) => reason)] }
}

const open: ReadonlySet<HeldState> = new Set(['rep', 'pool', 'kept', 'customer'])

/** Known customers too: they are never over. */
const isOpen = ({ state }: Held) => open.has(state)
