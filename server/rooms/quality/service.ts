import type { SourceGate } from '../../../contract/quality.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'
import { notify } from '../../lead/announce.ts'
import { staffOf } from '../../people/staff.ts'
import { recordVersion } from '../../people/version.ts'
import { type Fault, faultOf, isStale, recovered, weeksUpTo } from './decide.ts'
import * as store from './store.ts'

/** Who does it: a member, or the house by itself (null). */
interface Doing {
  readonly by: string | null
  readonly now: Date
}

/** Sets when a source is paused by itself, null for never. Refuses `not_found`. */
export async function setGate(
  tx: Tx,
  sourceId: string,
  { gate, by, now }: Doing & { gate: SourceGate | null },
): Promise<void> {
  const state = await reach(tx, sourceId)
  await keep(tx, { ...state, gate }, { by, now })
}

/** Pauses a source, by hand (`why` null) or for what is wrong with it; a source that is paused stays so as it was. */
export async function pause(
  tx: Tx,
  sourceId: string,
  { why, by, now }: Doing & { why: Fault | null },
): Promise<void> {
  const state = await reach(tx, sourceId)
  if (state.pausedAt) return
  // What comes from now on tells whether it has recovered.
  await keep(tx, { ...state, pausedAt: now, pausedBy: by, why, countsFrom: now }, { by, now })
  await tellStaff(tx, 'source.paused', { sourceId, by, now, ...(why ? { why } : {}) })
}

/**
 * Lets a source go on; what came before counts against it no more. With `letGo` what it kept back is judged again and
 * dealt, by a job.
 */
export async function resume(
  tx: Tx,
  sourceId: string,
  { letGo, by, now }: Doing & { letGo: boolean },
): Promise<void> {
  const state = await reach(tx, sourceId)
  if (!state.pausedAt) return
  await keep(tx, { ...state, pausedAt: null, pausedBy: null, why: null, countsFrom: now }, { by, now })
  if (letGo) await enqueue(tx, 'quarantine.release', { sourceId }, { key: `quarantine.release ${sourceId}` })
  await tellStaff(tx, 'source.resumed', { sourceId, by, now })
}

/** Looks at every source with a gate: pauses what is bad beyond doubt, lets go on what has recovered. Returns how many changed. */
export async function watch(tx: Tx, now: Date): Promise<number> {
  let changed = 0
  for (const sourceId of await store.watched(tx)) changed += Number(await look(tx, sourceId, now))
  return changed
}

async function look(tx: Tx, sourceId: string, now: Date): Promise<boolean> {
  const state = await store.lockState(tx, sourceId)
  if (!state?.gate) return false
  const counts = await store.countLast(tx, state, { window: state.gate.window, now })
  if (state.pausedAt) {
    // A source somebody paused by hand goes on by hand.
    const better = state.pausedBy === null && recovered(state.gate, counts)
    if (better) await resume(tx, sourceId, { letGo: true, by: null, now })
    return better
  }
  const why = faultOf(state.gate, counts)
  if (why) await pause(tx, sourceId, { why, by: null, now })
  return why !== null
}

async function reach(tx: Tx, sourceId: string): Promise<store.State> {
  const state = await store.lockState(tx, sourceId)
  if (!state) throw refuse('not_found')
  return state
}

async function keep(tx: Tx, state: store.State, { by, now }: Doing): Promise<void> {
  await store.keepState(tx, state)
  const { sourceId, gate, pausedAt, why } = state
  const body = { gate, pausedAt: pausedAt?.toISOString() ?? null, why }
  await recordVersion(tx, { subject: 'source_gate', id: sourceId, body, at: now, by })
  await tell(tx, { topic: 'policy', ids: [] })
}

const staff = ['manager', 'marketer', 'admin'] as const

async function tellStaff(
  tx: Tx,
  kind: string,
  { sourceId, by, now, why }: Doing & { sourceId: string; why?: Fault },
): Promise<void> {
  const source = await store.nameOf(tx, sourceId)
  const users = (await staffOf(tx, staff)).filter((userId) => userId !== by)
  await notify(
    tx,
    users.map((userId) => ({
      userId,
      kind,
      leadId: null,
      data: { sourceId, source, ...(why ? { why } : {}) },
    })),
    now,
  )
}

/** The weeks that are told of sources at all. */
export const MOST_WEEKS = 53

interface Telling {
  readonly zone: string
  readonly now: Date
  readonly many: number
  /** Milliseconds after which the rest is left to the next one who asks. */
  readonly budget: number
}

/** Tells the weeks anew that are out of date, the newest first, as far as the budget reaches. Returns how many. */
export async function tellStale(tx: Tx, { zone, now, many, budget }: Telling): Promise<number> {
  const weeks = weeksUpTo(now, zone, many)
  const told = await store.toldAt(
    tx,
    weeks.map(({ week }) => week),
  )
  const stale = weeks.filter(({ week }, back) => isStale(told.get(week), back, now))
  const begun = performance.now()
  let done = 0
  for (const week of stale) {
    await store.tellWeek(tx, week, now)
    done += 1
    if (performance.now() - begun > budget) break
  }
  return done
}
