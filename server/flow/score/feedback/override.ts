import type { BodyOf } from '../../../../contract/endpoint.ts'
import { refuse } from '../../../../contract/refusals.ts'
import type { setOverride } from '../../../../contract/score-feedback.ts'
import { type Override, overrideOf } from '../../../../contract/scoring/override.ts'
import type { Tally } from '../../../../contract/scoring/tally.ts'
import type { Tx } from '../../../db/db.ts'
import { uuidv7 } from '../../../db/id.ts'
import { reachLead } from '../../../lead/reach.ts'
import type { LeadState } from '../../../lead/store.ts'
import type { UserCaller } from '../../../people/caller.ts'
import { scopeOf } from '../../../people/scope.ts'
import { readTallies } from '../../../rooms/behaviour/store/tallies.ts'
import { mayOverride, type Obstacle, whereTo } from '../../../rooms/score/decide/overriding.ts'
import * as store from '../../../rooms/score/store/overrides.ts'
import { rescore } from '../../rescore.ts'
import { readSetup, type Setup } from '../../setup.ts'
import { noteSaid } from './remark.ts'

type Wish = Required<Omit<BodyOf<typeof setOverride>, 'until'>> & { readonly until: Date | null }

/**
 * Sets a lead's grade or score by hand: a term of its score from now on, everywhere. The lead is dealt to nobody else by it.
 * Refuses `override.stale` where another was set or taken back since the caller looked, and what `guard` and `whereTo` say.
 */
export async function override(
  tx: Tx,
  caller: UserCaller,
  { leadId, to, reason, note, until, was }: Wish & { readonly leadId: string },
): Promise<{ overrideId: string; score: number; grade: string }> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const lead = await reachOpen(tx, caller, { leadId, setup, was })
  if (until !== null && until <= now) throw refuse('override.over')
  const did = await readTallies<Tally>(tx, [leadId])
  const tally = did.get(leadId)?.tally
  const own = setup.score({ ...lead, scoreOverride: null }, tally)
  const cards = setup.policy('score')?.body.cards ?? []
  const obstacle = whereTo(
    to,
    cards.find(({ id }) => id === own.card),
  )
  if (obstacle) throw refuse(obstacle.code, obstacle.params)
  const overrideId = uuidv7(now.getTime())
  const set: Override = {
    id: overrideId,
    to,
    reason,
    by: caller.name,
    at: now.toISOString(),
    until: until?.toISOString() ?? null,
  }
  const { score, grade } = own
  const version = setup.policy('score')?.version ?? 0
  await store.set(tx, set, { leadId, byUser: caller.userId, note, score, grade, version, now })
  const { lead: after } = await rescore(tx, { ...lead, scoreOverride: set }, setup)
  const reached = { score: after.score, grade: after.grade }
  // `to` is the new holder in every entry of the trail
  const data = { overrideId, put: to, reason, until: set.until, before: { score, grade }, after: reached }
  await noteSaid(tx, lead, { at: now, by: caller.userId, kind: 'score_overridden', data, note })
  return { overrideId, ...reached }
}

/** Takes back what was set by hand; returns the score the card gives. Refuses `override.stale`, and what `guard` says. */
export async function takeBack(
  tx: Tx,
  caller: UserCaller,
  { leadId, overrideId }: { readonly leadId: string; readonly overrideId: string },
): Promise<{ score: number; grade: string }> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const lead = await reachOpen(tx, caller, { leadId, setup, was: overrideId })
  await store.end(tx, { leadId, byUser: caller.userId, now })
  const back = await rescore(tx, { ...lead, scoreOverride: null }, setup)
  const { score, grade } = back.lead
  const data = { overrideId, before: { score: lead.score, grade: lead.grade }, after: { score, grade } }
  await noteSaid(tx, lead, { at: now, by: caller.userId, kind: 'score_override_undone', data, note: null })
  return { score, grade }
}

interface Reaching {
  readonly leadId: string
  readonly setup: Setup
  /** The override the caller saw. */
  readonly was: string | null
}

/** Locks an open lead whose grade the caller may set, with the very override they saw. */
async function reachOpen(tx: Tx, caller: UserCaller, { leadId, setup, was }: Reaching): Promise<LeadState> {
  const { now } = setup.moment
  const lead = await reachLead(tx, caller, { leadId, now })
  if (lead.closedAs) throw refuse('lead.closed', { as: lead.closedAs })
  const barred = await guard(tx, caller, lead, now)
  if (barred) throw refuse(barred.code, barred.params)
  const held = overrideOf({ ...lead }, now)
  if ((held?.id ?? null) !== was) throw refuse('override.stale', { by: held?.by ?? '—' })
  return lead
}

/** Why a caller may not set the grade of a lead they see in full; null: they may. */
export async function guard(
  tx: Tx,
  caller: UserCaller,
  { holderKind, holderId }: Pick<LeadState, 'holderKind' | 'holderId'>,
  now: Date,
): Promise<Obstacle | null> {
  const { userIds } = await scopeOf(tx, caller, now)
  const holds = holderKind === 'rep' && userIds.includes(holderId ?? '')
  return mayOverride({ roles: caller.roles, holds }, await store.readOverriders(tx))
}
