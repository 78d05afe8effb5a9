import type { LeadFacts } from '../../rules/matches.ts'
import type { Tx } from '../db/db.ts'
import { type Holder, type Move, moveLeads } from '../lead/hold.ts'
import { seeLeads } from '../lead/reach.ts'
import type { LeadState } from '../lead/store.ts'
import type { Actor } from '../lead/trail.ts'
import type { UserCaller } from '../people/caller.ts'
import { wakeAt } from '../rooms/assign/decide/assigner.ts'
import type { Roster } from '../rooms/assign/decide/roster.ts'
import type { Because } from '../rooms/capture/decide.ts'
import { judge } from '../rooms/clean/decide/gate.ts'
import * as cleaning from '../rooms/clean/store.ts'
import * as confirming from '../rooms/confirm/store.ts'
import { endAll } from '../rooms/followup/store.ts'
import * as probing from '../rooms/probe/store.ts'
import { isUnfit, type Standing } from '../rooms/profile/decide/standing.ts'
import { pausedReason } from '../rooms/quality/decide.ts'
import { checksOf, confirmsFirst } from '../rooms/verify/decide/source.ts'
import { barsOfHeld } from './comply.ts'
import { type Dealt, dealTo, giveAgain, whyOf, withoutCustomer } from './customer-match.ts'
import { noteHeld } from './held/keep.ts'
import { asideBy } from './profile/aside.ts'
import { standAnew } from './profile/stand.ts'
import { byRules, type Dealing as Asking, type DealtLead, dealing, moveDealt, rosterFor } from './roster.ts'
import { readSetup, type Setup } from './setup.ts'

export interface LetGo {
  readonly released: string[]
  readonly kept: { leadId: string; reasons: readonly Because[] }[]
}

/**
 * Judges quarantined leads again by their source's gate and gives those that pass to a holder, as if they had arrived
 * complete; their true arrival stays. `anyway` lets them go incomplete as they are, never against compliance.
 */
export async function letGo(
  tx: Tx,
  caller: UserCaller,
  { leadIds, anyway }: { leadIds: readonly string[]; anyway: boolean },
): Promise<LetGo> {
  const setup = await readSetup(tx, new Date())
  const roster = await rosterFor(tx, setup, leadIds)
  const held = (await seeLeads(tx, caller, { leadIds, now: setup.moment.now })).filter(
    ({ holderKind }) => holderKind === 'quarantine',
  )
  const judged = await judgeHeld(tx, held, { setup, anyway })
  const passing = judged.filter(({ reasons }) => reasons.length === 0)
  const moved = await deal(
    tx,
    passing.map(({ lead }) => ({ lead, data: { letGoBy: caller.userId, anyway } })),
    { setup, roster, actor: { kind: 'user', id: caller.userId } },
  )
  const kept = judged.filter(({ lead }) => !moved.has(lead.leadId))
  await noteHeld(tx, kept, setup)
  return { released: [...moved], kept: kept.map(({ lead: { leadId }, reasons }) => ({ leadId, reasons })) }
}

interface Passing {
  readonly lead: LeadState
  /** What the trail tells beside why it came to whom. */
  readonly data: Readonly<Record<string, unknown>>
  /** Who had it before, and gets it again if they may. */
  readonly former?: string | null
  /** Who is not to get it, whatever the rules say. */
  readonly without?: ReadonlySet<string>
}

interface Dealing {
  readonly setup: Setup
  /** Undefined where there is no assignment policy. Its loads and turns are locked, before the leads. */
  readonly roster: Roster | undefined
  readonly actor: Actor
  readonly quiet?: boolean
}

/**
 * Gives leads that nobody works (kept back, or over) to whoever the rules say, as if they had just arrived complete; their
 * true arrival stays. What a person must confirm first goes there instead, what the ideal customer profile rules out is set
 * aside. Returns the ids of those that had not gone elsewhere meanwhile.
 */
export async function deal(
  tx: Tx,
  passing: readonly Passing[],
  { setup, roster, actor, quiet = false }: Dealing,
): Promise<Set<string>> {
  const { now } = setup.moment
  const confirmed = await confirming.confirmedBefore(
    tx,
    passing.filter(({ lead }) => mustBeConfirmed(lead, setup)).map(({ lead }) => lead.leadId),
  )
  const standings = await standAnew(
    tx,
    passing.map(({ lead }) => lead),
    setup,
  )
  const dealt: DealtLead[] = []
  const moves = passing.map(({ data, ...going }): Move => {
    const { lead } = going
    const known = { standing: standings.get(lead.leadId), confirmed: confirmed.has(lead.leadId) }
    const from = { kind: lead.holderKind, id: lead.holderId }
    const { to, asking, assignment } = destine(going, known, { setup, roster })
    if (to.kind === 'aside') return { leadId: lead.leadId, from, to, ...asideBy(known.standing, setup, data) }
    if (!asking) return { leadId: lead.leadId, from, to, kind: 'verifying', data }
    dealt.push({ ...asking, personId: lead.personId, dealt: assignment })
    const toHolder = assignment?.customer?.because === null
    return {
      leadId: lead.leadId,
      from,
      to,
      kind: data['back'] ? 'cameBack' : 'assigned',
      wakeAt: wakeAt(assignment, now),
      rule: toHolder ? null : setup.ref('assign', assignment?.ruleId ?? null),
      ...(to.kind === 'rep' ? { deadline: setup.clock(heldBy(asking.facts, to, now), now) } : {}),
      data: { ...data, why: whyOf(assignment) },
    }
  })
  const moved = await moveDealt(tx, { moves, dealt }, { setup, roster, actor, quiet })
  const out = new Set(moves.filter(({ to }) => to.kind !== 'aside').map(({ leadId }) => leadId))
  const left = passing.filter(
    ({ lead }) =>
      (lead.holderKind === 'quarantine' || lead.holderKind === 'aside') &&
      moved.has(lead.leadId) &&
      out.has(lead.leadId),
  )
  const due = left.flatMap(({ lead }) =>
    checksOf(setup.verification(lead.sourceId), lead).map((field) => ({ leadId: lead.leadId, field })),
  )
  await probing.askDue(tx, due, { by: null, at: now })
  await cleaning.noteReasons(
    tx,
    passing.flatMap(({ lead: { leadId, gateReasons } }) =>
      gateReasons && moved.has(leadId) ? [{ leadId, reasons: null }] : [],
    ),
  )
  return moved
}

interface Destined {
  readonly to: Holder
  /** What was asked of the rules; absent where they were not asked. */
  readonly asking?: Asking
  readonly assignment?: Dealt | null | undefined
}

/** Where a lead goes that `deal` takes, and why; counted into the roster, and nothing is written. */
export function destine(
  { lead: held, former, without }: Omit<Passing, 'data'>,
  { standing, confirmed }: { readonly standing: Standing | undefined; readonly confirmed: boolean },
  { setup, roster }: Pick<Dealing, 'setup' | 'roster'>,
): Destined {
  const lead = { ...held, profileVerdict: standing?.verdict ?? held.profileVerdict }
  if (isUnfit(standing)) return { to: { kind: 'aside', id: null } }
  if (mustBeConfirmed(lead, setup) && !confirmed) return { to: { kind: 'verification', id: null } }
  const asking = { ...dealing(lead), ...(without ? { barred: without } : {}) }
  const rules = () => roster && byRules(asking, roster, setup)
  const assignment = roster
    ? (giveAgain(former, roster) ??
      (without?.has(lead.customerHolder ?? '') ? withoutCustomer(rules()) : dealTo(lead, roster, rules)))
    : undefined
  return { to: assignment?.to ?? { kind: 'waiting', id: null }, asking, assignment }
}

/** Whether a lead that leaves quarantine, or was set aside before anybody had it, still has to be confirmed by a person. */
function mustBeConfirmed({ holderKind, asideFrom, sourceId, door }: LeadState, setup: Setup): boolean {
  const waited = holderKind === 'quarantine' || (holderKind === 'aside' && asideFrom === null)
  return waited && confirmsFirst(setup.verification(sourceId), door)
}

/** The lead as its row will be: what recycling asks of it is asked of who has it then. */
function heldBy(lead: LeadFacts, { kind, id }: Holder, now: Date): LeadFacts {
  return { ...lead, holderKind: kind, holderId: id, assignedAt: now }
}

/** A lead with what keeps it from being routed; nothing when it may go. */
export interface JudgedLead {
  readonly lead: LeadState
  readonly reasons: readonly Because[]
}

/**
 * What keeps each of these leads from being routed: what its gate misses, a person who is to be asked whether it is
 * somebody held, a source that is paused, and what must hold before it is routed. `anyway` lets go what is only
 * incomplete; compliance bars it all the same.
 */
export async function judgeHeld(
  tx: Tx,
  leads: readonly LeadState[],
  { setup, anyway = false }: { readonly setup: Setup; readonly anyway?: boolean },
): Promise<JudgedLead[]> {
  const bars = await barsOfHeld(tx, leads, setup)
  return leads.map((lead) => ({
    lead,
    reasons: [...(anyway ? [] : missingOf(lead, setup)), ...(bars.get(lead.leadId) ?? [])],
  }))
}

/** What the gate of a held lead's source still misses of it, whoever is to be asked, and a paused source. */
export function missingOf(lead: LeadState, setup: Setup): readonly Because[] {
  const attrs = lead.attrs as Parameters<typeof judge>[0]['values']['attrs']
  const judged = { values: { ...lead, attrs }, problems: [], dead: deadFields(lead) }
  const { reasons } = judge(judged, setup.gate(lead.sourceId), { ...lead })
  // Whether it is somebody held is for a person to say: no fact that is filled in settles it.
  const asked = ((lead.gateReasons ?? []) as Because[]).filter(({ code }) => code === 'match.ask')
  return [...reasons, ...asked, ...(setup.paused.has(lead.sourceId) ? [pausedReason] : [])]
}

function deadFields({ phoneStatus, emailStatus }: LeadState): Set<string> {
  const bad = { phone: phoneStatus === 'bad', email: emailStatus === 'bad' }
  return new Set(Object.entries(bad).flatMap(([field, is]) => (is ? [field] : [])))
}

/** Closes quarantined leads as invalid, with a reason. Returns how many. */
export async function dismiss(
  tx: Tx,
  caller: UserCaller,
  { leadIds, reason }: { leadIds: readonly string[]; reason: string },
): Promise<number> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const held = (await seeLeads(tx, caller, { leadIds, now })).filter(
    ({ holderKind }) => holderKind === 'quarantine',
  )
  const moves = held.map(({ leadId }): Move => ({
    leadId,
    from: { kind: 'quarantine', id: null },
    to: { kind: 'closed', id: null },
    closedAs: 'invalid',
    kind: 'closed',
    data: { as: 'invalid', reason },
  }))
  const moved = await moveLeads(tx, moves, {
    now,
    day: setup.day,
    actor: { kind: 'user', id: caller.userId },
  })
  await endAll(tx, [...moved], { stage: 'invalid', reason, now })
  return moved.size
}
