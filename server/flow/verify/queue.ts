import type { ConfirmOutcome } from '../../../contract/confirm.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { moveLeads } from '../../lead/hold.ts'
import { type LeadState, lockLeads } from '../../lead/store.ts'
import { appendEvents } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import type { Roster } from '../../rooms/assign/decide/roster.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import * as cleaning from '../../rooms/clean/store.ts'
import { countedAs, nextTry, TURN } from '../../rooms/confirm/decide.ts'
import * as confirming from '../../rooms/confirm/store.ts'
import { endAll } from '../../rooms/followup/store.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { type Amending, amendReached } from '../amend.ts'
import { deal, judgeHeld } from '../quarantine.ts'
import { rosterFor } from '../roster.ts'
import { readSetup, type Setup } from '../setup.ts'
import { applyFindings, type Found, valueIn } from './apply.ts'

/** The sources whose leads a member may confirm: null is all of them, none is none. */
export async function sourcesOf(tx: Tx, { roles, userId }: UserCaller): Promise<string[] | null> {
  if (roles.some((role) => role !== 'rep')) return null
  const named = (await verifying.readSources(tx)).filter(({ verifiers }) => verifiers.includes(userId))
  return named.map(({ sourceId }) => sourceId)
}

async function allowed(tx: Tx, caller: UserCaller): Promise<string[] | null> {
  const sourceIds = await sourcesOf(tx, caller)
  if (sourceIds?.length === 0) throw refuse('confirm.not_named')
  return sourceIds
}

/**
 * The next lead for a member: the one they have, else the one that waited longest. It is theirs for a quarter of an hour.
 * `skip` goes back first. Undefined when none waits. Refuses `confirm.not_named`.
 */
export async function takeNext(
  tx: Tx,
  caller: UserCaller,
  { sourceId, skip, now }: { sourceId?: string | undefined; skip?: string | undefined; now: Date },
): Promise<string | undefined> {
  const mine = await allowed(tx, caller)
  const sourceIds = sourceId ? (mine ?? [sourceId]).filter((each) => each === sourceId) : mine
  const { userId } = caller
  if (skip) await confirming.giveBack(tx, { leadId: skip, userId, now })
  const until = new Date(now.getTime() + TURN)
  const taker = { userId, sourceIds, now, until }
  return (await confirming.keepTurn(tx, taker)) ?? confirming.takeNext(tx, { ...taker, skip: skip ?? null })
}

export interface Confirming extends Amending {
  readonly leadId: string
  readonly outcome: ConfirmOutcome
  /** The fields that the person confirmed. */
  readonly fields: readonly string[]
  readonly reason?: string | undefined
}

export interface Confirmed {
  readonly outcome: ConfirmOutcome
  readonly reasons: readonly Because[]
  readonly nextAt: Date | null
}

/**
 * Takes down what came of a lead of the queue. Confirmed and completed ones are judged by their gate and dealt out with
 * their true arrival, or kept in quarantine with what is missing; refused ones are closed; where nobody was reached it is
 * tried again, and closed in the end. Refuses what `confirm.lead` declares.
 */
export async function confirm(tx: Tx, caller: UserCaller, asked: Confirming): Promise<Confirmed> {
  const mine = await sourcesOf(tx, caller)
  if (mine?.length === 0) throw refuse('not_found')
  const setup = await readSetup(tx, new Date())
  const reaching = { setup, caller, leadId: asked.leadId, sourceIds: mine }
  if (asked.outcome === 'refused') return turnAway(tx, reaching, asked.reason)
  if (asked.outcome === 'unreachable') return tryLater(tx, reaching, asked.lang)
  return takeOn(tx, reaching, asked)
}

interface Reaching {
  readonly setup: Setup
  readonly caller: UserCaller
  readonly leadId: string
  readonly sourceIds: readonly string[] | null
}

/** Locks a lead that is the caller's turn. Refuses `confirm.not_yours`. */
async function reach(
  tx: Tx,
  { setup, caller, leadId, sourceIds }: Reaching,
): Promise<{ lead: LeadState; tries: number }> {
  const { now } = setup.moment
  const [lead] = await lockLeads(tx, [leadId])
  const turn = await confirming.lockTurn(tx, { leadId, userId: caller.userId, now })
  if (!lead || !turn || lead.holderKind !== 'verification') throw refuse('confirm.not_yours')
  if (sourceIds && !sourceIds.includes(lead.sourceId)) throw refuse('confirm.not_yours')
  return { lead, tries: turn.tries }
}

async function takeOn(tx: Tx, reaching: Reaching, asked: Confirming): Promise<Confirmed> {
  const { setup, caller } = reaching
  let roster: Roster | undefined
  const { lead, changes } = await amendReached(tx, asked, {
    setup,
    userId: caller.userId,
    reach: async () => {
      // Loads and turns are locked before leads, always: see lead/load.ts.
      roster = await rosterFor(tx, setup, [reaching.leadId])
      return (await reach(tx, reaching)).lead
    },
  })
  const outcome = countedAs(asked.outcome, changes.length > 0)
  if (!outcome) throw refuse('confirm.nothing_added')
  const actor = { kind: 'user', id: caller.userId } as const
  const found = foundOf(lead, asked.fields)
  const [marked] = await applyFindings(tx, found, { setup, actor })
  const now = marked ?? lead
  const [judged] = await judgeHeld(tx, [now], { setup })
  const reasons = judged?.reasons ?? []
  const data = { confirmedBy: caller.userId, outcome }
  if (reasons.length === 0) await deal(tx, [{ lead: now, data }], { setup, roster, actor })
  else await sendBack(tx, now, { ...reaching, reasons, data })
  await done(tx, reaching, { lead, outcome })
  return { outcome, reasons, nextAt: null }
}

/** What a person confirmed, of the fields that have something in them. */
function foundOf(lead: LeadState, fields: readonly string[]): Found[] {
  return [...new Set(fields)].flatMap((field) => {
    const value = valueIn(lead, field)
    if (value === null) return []
    const by = { source: 'person', provider: null, cost: 0, currency: 'CNY' } as const
    return [{ leadId: lead.leadId, field, value, finding: 'confirmed' as const, reason: null, ...by }]
  })
}

async function sendBack(
  tx: Tx,
  { leadId }: LeadState,
  {
    setup,
    caller,
    reasons,
    data,
  }: Reaching & { reasons: readonly Because[]; data: Readonly<Record<string, unknown>> },
): Promise<void> {
  const move = {
    leadId,
    from: { kind: 'verification', id: null },
    to: { kind: 'quarantine', id: null },
    kind: 'quarantined',
    data: { ...data, why: { reasons } },
  } as const
  await moveLeads(tx, [move], occasionOf(setup, caller))
  await cleaning.noteReasons(tx, [{ leadId, reasons }])
}

async function turnAway(tx: Tx, reaching: Reaching, reason: string | undefined): Promise<Confirmed> {
  if (!reason) throw refuse('confirm.reason_needed')
  const { lead } = await reach(tx, reaching)
  await close(tx, reaching, reason)
  await done(tx, reaching, { lead, outcome: 'refused' })
  return { outcome: 'refused', reasons: [], nextAt: null }
}

async function tryLater(tx: Tx, reaching: Reaching, lang: Lang): Promise<Confirmed> {
  const { setup, caller, leadId } = reaching
  const { now } = setup.moment
  const { lead, tries } = await reach(tx, reaching)
  const nextAt = nextTry({ tries, ...setup.verification(lead.sourceId) }, now)
  if (nextAt) {
    await confirming.putOff(tx, leadId, { now, nextAt })
    const data = { tries: tries + 1, nextAt }
    const actor = { kind: 'user', id: caller.userId } as const
    await appendEvents(tx, [{ leadId, at: now, kind: 'unreached', actor, data }])
    await tell(tx, { topic: 'lead', ids: [leadId] })
    await keep(tx, reaching, { lead, outcome: 'unreachable' })
    return { outcome: 'unreachable', reasons: [], nextAt }
  }
  await close(tx, reaching, givenUp[lang](tries + 1))
  await done(tx, reaching, { lead, outcome: 'unreachable' })
  return { outcome: 'unreachable', reasons: [], nextAt: null }
}

const givenUp: Readonly<Record<Lang, (tries: number) => string>> = {
  zh: (tries) => `核实时 ${tries} 次未接通`,
  en: (tries) => `Not reached in ${tries} tries while it was verified`,
}

async function close(tx: Tx, { setup, caller, leadId }: Reaching, reason: string): Promise<void> {
  const move = {
    leadId,
    from: { kind: 'verification', id: null },
    to: { kind: 'closed', id: null },
    closedAs: 'invalid',
    kind: 'closed',
    data: { as: 'invalid', reason },
  } as const
  await moveLeads(tx, [move], occasionOf(setup, caller))
  await endAll(tx, [leadId], { stage: 'invalid', reason, now: setup.moment.now })
}

function occasionOf({ moment, day }: Setup, { userId }: UserCaller) {
  return { now: moment.now, day, actor: { kind: 'user', id: userId } } as const
}

interface Came {
  readonly lead: LeadState
  readonly outcome: ConfirmOutcome
}

async function done(tx: Tx, reaching: Reaching, came: Came): Promise<void> {
  await keep(tx, reaching, came)
  await confirming.endTurn(tx, reaching.leadId)
}

async function keep(tx: Tx, { setup, caller, leadId }: Reaching, { lead, outcome }: Came): Promise<void> {
  const { day, moment } = setup
  const row = { leadId, sourceId: lead.sourceId, userId: caller.userId, outcome, day, at: moment.now }
  await confirming.keepOutcome(tx, row)
}
