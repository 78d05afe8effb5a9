import type { Tx } from '../../../db/db.ts'
import { deliverOutbox, notify, type Notice } from '../../../lead/announce.ts'
import { type Clock, readClock } from '../../../lead/deadlines.ts'
import { type Move, moveLeads } from '../../../lead/hold.ts'
import { lockLoads } from '../../../lead/load.ts'
import { type LeadState, lockLeads, readLeads } from '../../../lead/store.ts'
import { system } from '../../../lead/trail.ts'
import { dayAfter, HORIZON_DAYS, servingAt } from '../decide/serving.ts'
import { hourOf } from '../store.ts'
import { cellsIn, type CohortRow, cohortsIn, type GroupRow, noteServing } from './plan.ts'
import { heldIn } from './seated.ts'

/** Leads of a group that changed hands. */
export interface Moved {
  readonly groupId: string
  /** Null: from whoever else had them. */
  readonly fromId: string | null
  readonly toId: string
  readonly leads: number
}

export interface Following {
  /** The member who changed the roster; null: time did. */
  readonly by: string | null
  readonly now: Date
  /** What others than the former rep have of the group comes along too. */
  readonly gathers?: boolean
  /** Leads that have just been put into it, whoever had them, held or not. */
  readonly joining?: readonly string[]
}

interface Turn extends GroupRow {
  readonly to: string
  readonly cohort: CohortRow
}

/** A lead that is to go to whoever serves its group, with who had it when that was decided. */
interface Wanted {
  readonly leadId: string
  readonly holderId: string | null
  readonly isHeld: boolean
  readonly turn: Turn
}

const unheldKinds: ReadonlySet<string> = new Set(['pool', 'waiting'])

/**
 * Gives the leads of groups, which are locked, to whoever serves them at `now`: a group stays together, and one that
 * nobody serves stays with whoever has it. Leads that somebody gave away by hand stay there, unless they are gathered.
 * All in the caller's transaction; each rep is told once, whatever number of leads came or went.
 */
export async function follow(tx: Tx, groups: readonly GroupRow[], wish: Following): Promise<Moved[]> {
  const { now, joining = [], gathers = false } = wish
  const turns = await turnsOf(tx, groups, now)
  const changed = turns.filter(({ to, servedBy }) => gathers || joining.length > 0 || to !== servedBy)
  if (changed.length === 0) return []
  const held = await heldIn(
    tx,
    changed.map(({ groupId }) => groupId),
  )
  const turnOf = new Map(changed.map((turn) => [turn.groupId, turn]))
  const isWanted = ({ leadId, groupId, holderId }: (typeof held)[number]) => {
    const turn = turnOf.get(groupId)
    if (!turn || holderId === turn.to) return false
    return gathers || holderId === turn.servedBy || joining.includes(leadId)
  }
  const wanted = held.filter(isWanted).map(({ leadId, groupId, holderId }): Wanted => ({
    leadId,
    holderId,
    isHeld: true,
    turn: turnOf.get(groupId) as Turn,
  }))
  const [joined] = changed
  const unheld = (await readLeads(tx, joining)).filter(({ holderKind }) => unheldKinds.has(holderKind))
  if (joined)
    wanted.push(...unheld.map(({ leadId, holderId }) => ({ leadId, holderId, isHeld: false, turn: joined })))
  const moves = await give(tx, wanted, wish)
  await noteServing(
    tx,
    changed.filter(({ to, servedBy }) => to !== servedBy).map(({ groupId, to }) => ({ groupId, userId: to })),
    now,
  )
  return moves
}

async function turnsOf(tx: Tx, groups: readonly GroupRow[], now: Date): Promise<Turn[]> {
  const at = await hourOf(tx, now)
  const cohorts = new Map((await cohortsIn(tx)).map((each) => [each.cohortId, each]))
  const cells = Map.groupBy(
    await cellsIn(
      tx,
      groups.map(({ groupId }) => groupId),
      {
        from: at.day,
        to: dayAfter(at.day, HORIZON_DAYS),
      },
    ),
    ({ groupId }) => groupId,
  )
  return groups.flatMap((group): Turn[] => {
    const cohort = cohorts.get(group.cohortId)
    // What is sold no more stays where it is.
    if (!cohort || cohort.salesTo < at.day) return []
    const serving = servingAt(cells.get(group.groupId) ?? [], cohort.shifts, at)
    return serving ? [{ ...group, cohort, to: serving.userId }] : []
  })
}

async function give(tx: Tx, wanted: readonly Wanted[], { by, now }: Following): Promise<Moved[]> {
  if (wanted.length === 0) return []
  const clock = await readClock(tx, now)
  const seen = new Map(wanted.map((each) => [each.leadId, each]))
  // Loads before leads, always: see lead/load.ts.
  const reps = wanted.flatMap(({ isHeld, holderId }) => (isHeld && holderId ? [holderId] : []))
  await lockLoads(tx, [...new Set([...reps, ...wanted.map(({ turn }) => turn.to)])], clock.day)
  const leads = (await lockLeads(tx, [...seen.keys()])).filter(
    ({ leadId, holderId, closedAs, mergedInto }) =>
      !closedAs && !mergedInto && holderId === seen.get(leadId)?.holderId,
  )
  const turnOf = (leadId: string) => (seen.get(leadId) as Wanted).turn
  const moves = leads.map((lead) => moveOf(lead, turnOf(lead.leadId), clock))
  const actor = by ? { kind: 'user' as const, id: by } : system
  const moved = await moveLeads(tx, moves, { now, day: clock.day, actor, quiet: true })
  const gone = moves.filter(({ leadId }) => moved.has(leadId))
  await tellOnce(tx, gone, now)
  return tallied(gone, turnOf)
}

function moveOf(lead: LeadState, { to, groupId, cohort, name }: Turn, clock: Clock): Move {
  return {
    leadId: lead.leadId,
    from: { kind: lead.holderKind, id: lead.holderId },
    to: { kind: 'rep', id: to },
    kind: 'rostered',
    deadline: clock.deadline({ ...lead }, clock.now),
    data: { cohortId: cohort.cohortId, groupId, cohort: cohort.name, group: name },
  }
}

/** One notice a rep for what came, one for what went. */
async function tellOnce(tx: Tx, moves: readonly Move[], now: Date): Promise<void> {
  if (moves.length === 0) return
  const digest = (kind: string, whose: (move: Move) => string | null): Notice[] =>
    [...Map.groupBy(moves, whose)].flatMap(([userId, theirs]) =>
      userId
        ? [
            {
              userId,
              kind,
              leadId: null,
              data: {
                count: theirs.length,
                groups: new Set(theirs.map(({ data }) => data?.['groupId'])).size,
              },
            },
          ]
        : [],
    )
  await notify(
    tx,
    [
      ...digest('leads.rostered', ({ to }) => to.id),
      ...digest('leads.rosteredAway', ({ from }) => (from.kind === 'rep' ? from.id : null)),
    ],
    now,
  )
  await deliverOutbox(tx)
}

function tallied(moves: readonly Move[], turnOf: (leadId: string) => Turn): Moved[] {
  const tallies = new Map<string, Moved>()
  for (const { leadId, from, to } of moves) {
    const { groupId, servedBy } = turnOf(leadId)
    const fromId = from.id === servedBy ? servedBy : null
    const key = `${groupId} ${fromId}`
    tallies.set(key, { groupId, fromId, toId: to.id as string, leads: (tallies.get(key)?.leads ?? 0) + 1 })
  }
  return [...tallies.values()]
}
