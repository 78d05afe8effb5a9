import type { AbilitySettings } from '../../../contract/ability.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { readFields } from '../../lead/fields.ts'
import type { UserCaller } from '../../people/caller.ts'
import { peopleOf } from '../../people/scope.ts'
import { recordVersion } from '../../people/version.ts'
import { type Estimate, nearest, type Place } from './decide/nearest.ts'
import { reckon } from './decide/reckon.ts'
import { segmentChoices, segmentIn } from './decide/segments.ts'
import { cellKey } from './decide/tally.ts'
import { type Standing, tierAfter } from './decide/tier.ts'
import * as store from './store.ts'
import { addAppeal, answerAppeal, type Appeal, type Verdict } from './store/appeals.ts'
import { countEvidence, gatherEvidence, sizeOfEvidence } from './store/evidence.ts'
import { abilitiesHeld } from './store/reading.ts'

export interface Reckoned {
  readonly reckonedAt: Date
  /** Leads whose outcome is some rep's. */
  readonly leads: number
  readonly reps: number
}

/** Reckons all abilities anew and moves reps from tier to tier. Of two at once one waits, and finds nothing to move. */
export async function refresh(tx: Tx, now: Date): Promise<Reckoned> {
  await store.lockRun(tx)
  const settings = await store.readSettings(tx)
  await gatherEvidence(tx, now)
  const counts = await countEvidence(tx, { ...settings, now })
  const colleagues = await store.readColleagues(tx, now)
  const { abilities, fit } = reckon(counts, colleagues)
  const { chances, ...rest } = fit
  const held = new Map((await store.readStandings(tx)).map((each) => [placeOf(each), each]))
  const placed = abilities.map((ability) => {
    const { base, low, high, weight } = ability
    const was: Standing = held.get(placeOf(ability)) ?? { tier: null, since: null }
    const tier = tierAfter(was, { low: low / base, high: high / base, weight, now }, settings)
    return { ...ability, from: was.tier, tier, since: tier === was.tier ? was.since : now }
  })
  const leads = await sizeOfEvidence(tx)
  await store.keepAbilities(tx, placed, chances)
  await store.noteMoves(
    tx,
    placed.filter(({ from, tier }) => from !== tier),
    now,
  )
  await store.keepRun(tx, { reckonedAt: now, leads, fit: rest })
  await tell(tx, { topic: 'ability', ids: [] })
  return { reckonedAt: now, leads, reps: colleagues.length }
}

const placeOf = ({ userId, channel, segment }: { userId: string; channel: string; segment: string }) =>
  `${userId} ${cellKey(channel, segment)}`

/** Sets by what abilities are reckoned, and reckons them. Refuses `ability.segment_unknown`. */
export async function setSettings(
  tx: Tx,
  body: AbilitySettings,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const choices = segmentChoices(await readFields(tx))
  if (!choices.some(({ value }) => value === body.segment))
    throw refuse('ability.segment_unknown', { field: body.segment })
  await store.keepSettings(tx, body, { by, at })
  await recordVersion(tx, { subject: 'ability', id: tx.orgId, body, at, by })
  await refresh(tx, at)
}

/** What members are thought to win of any lead. */
export interface Abilities {
  /** The place a lead of a channel is in. */
  readonly placeOf: (channel: string, lead: Readonly<Record<string, unknown>>) => Place
  /** Undefined of who was never reckoned. */
  readonly of: (userId: string, place: Place) => Estimate | undefined
}

/** What these members are thought to win of leads of whatever channel and segment, read once. */
export async function abilitiesAnywhere(tx: Tx, userIds: readonly string[]): Promise<Abilities> {
  const [{ fit }, { segment }, all] = await Promise.all([
    store.readRun(tx),
    store.readSettings(tx),
    abilitiesHeld(tx, userIds),
  ])
  const held = Map.groupBy(all, ({ userId }) => userId)
  const known = new Map<string, Estimate | undefined>()
  const found = (userId: string, place: Place) => fit && nearest(held.get(userId) ?? [], place, fit)
  return {
    placeOf: (channel, lead) => ({ channel, segment: segmentIn(segment, lead) }),
    of: (userId, place) => {
      const key = placeOf({ userId, ...place })
      if (!known.has(key)) known.set(key, found(userId, place) ?? undefined)
      return known.get(key)
    },
  }
}

/** Keeps that a lead should not count. Refuses `ability.not_counted` and `ability.appealed`. */
export async function appeal(tx: Tx, said: Appeal): Promise<void> {
  const kept = await addAppeal(tx, said)
  if (kept !== 'kept') throw refuse(`ability.${kept}`)
  await tell(tx, { topic: 'ability', ids: [] })
}

/** Answers what a rep has said; nobody answers their own. Refuses `not_found` for who is not one's own, and `ability.answered`. */
export async function answer(tx: Tx, caller: UserCaller, verdict: Verdict): Promise<void> {
  const people = await peopleOf(tx, caller, verdict.at)
  if (people && !people.includes(verdict.userId)) throw refuse('not_found')
  if (verdict.userId === caller.userId && !caller.roles.includes('admin')) throw refuse('not_found')
  if (!(await answerAppeal(tx, verdict))) throw refuse('ability.answered')
  await tell(tx, { topic: 'ability', ids: [] })
}
