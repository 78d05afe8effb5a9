import { sql } from 'kysely'
import type { Cell } from '../../../contract/cohort.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { type LeadFacts, matches } from '../../../rules/matches.ts'
import { one, type Tx } from '../../db/db.ts'
import { noDeadline } from '../../lead/clock.ts'
import { writeDeadlines } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import type { Pointed } from '../../lead/pointed.ts'
import { seater } from './decide/seats.ts'
import { dayAfter, HORIZON_DAYS, servingAt } from './decide/serving.ts'
import {
  type CohortRow,
  cellsIn,
  cohortsIn,
  type GroupRow,
  groupsIn,
  lockGroups,
  noteServing,
} from './store/plan.ts'
import { groupsOf, keepUntil, seat } from './store/seated.ts'

interface Asking {
  readonly leadId: string
  readonly facts: LeadFacts
}

interface PointedAt extends Pointed {
  readonly because: {
    readonly cohortId: string
    /** The group it is in, or is offered a seat of. */
    readonly groupId: string | null
    /** Why nobody is named: every group is full, or nobody has a shift within a week. */
    readonly why: 'groupsFull' | 'noShift' | null
  }
}

/**
 * Whom the rosters point at for leads, by id: of a lead that is in a group whoever serves that group, of another one
 * that a cohort takes in who serves the group it is offered a seat of. Who belongs to no cohort is absent. Locks the
 * groups it offers seats of until the transaction ends; `write` takes the seats of those that were dealt so.
 */
export async function pointedAt(
  tx: Tx,
  leads: readonly Asking[],
  { now, day }: { now: Date; day: string },
): Promise<Map<string, PointedAt>> {
  const cohorts = (await cohortsIn(tx)).filter(({ salesTo }) => salesTo >= day)
  if (cohorts.length === 0 || leads.length === 0) return new Map()
  const ids = leads.map(({ leadId }) => leadId)
  const [{ zone, hour }, groups, held, custom] = await Promise.all([
    hourOf(tx, now),
    groupsIn(
      tx,
      cohorts.map(({ cohortId }) => cohortId),
    ),
    groupsOf(tx, ids),
    readFields(tx),
  ])
  const taking = cohorts
    .filter(({ intakeFrom, intakeTo }) => intakeFrom <= day && day <= intakeTo)
    .map((cohort) => ({ cohort, fits: matches(cohort.belongs, fieldsOf(custom), { now, zone }) }))
  const byId = new Map(groups.map((group) => [group.groupId, group]))
  const placed = leads.flatMap(
    ({ leadId, facts }): { leadId: string; cohortId: string; groupId: string | null }[] => {
      const group = byId.get(held.get(leadId) ?? '')
      if (group) return [{ leadId, cohortId: group.cohortId, groupId: group.groupId }]
      // Who is in a group of a cohort that is over is of no cohort any more.
      const joined = held.has(leadId) ? undefined : taking.find(({ fits }) => fits(facts))?.cohort
      return joined ? [{ leadId, cohortId: joined.cohortId, groupId: null }] : []
    },
  )
  if (placed.length === 0) return new Map()
  const wanted = new Set(placed.map(({ cohortId }) => cohortId))
  const locked = await lockGroups(
    tx,
    groups.filter(({ cohortId }) => wanted.has(cohortId)).map(({ groupId }) => groupId),
  )
  const cells = await cellsIn(
    tx,
    locked.map(({ groupId }) => groupId),
    {
      from: day,
      to: dayAfter(day, HORIZON_DAYS),
    },
  )
  const points = pointer(cohorts, locked, { cells, at: { now, day, hour } })
  return new Map(placed.map(({ leadId, cohortId, groupId }) => [leadId, points(cohortId, groupId)]))
}

interface At {
  readonly now: Date
  readonly day: string
  readonly hour: string
}

function pointer(
  cohorts: readonly CohortRow[],
  groups: readonly GroupRow[],
  { cells, at }: { cells: readonly Cell[]; at: At },
): (cohortId: string, groupId: string | null) => PointedAt {
  const cellsOf = Map.groupBy(cells, ({ groupId }) => groupId)
  const shiftsOf = new Map(cohorts.map(({ cohortId, shifts }) => [cohortId, shifts]))
  const serves = new Map(
    groups.map((group) => {
      const { groupId, cohortId, servedBy, servedSince } = group
      // Whoever followed the roster later than this moment knows better who has the group.
      if (servedBy && servedSince && servedSince > at.now) return [groupId, servedBy]
      return [groupId, servingAt(cellsOf.get(groupId) ?? [], shiftsOf.get(cohortId) ?? [], at)?.userId]
    }),
  )
  const seats = new Map(
    cohorts.map(({ cohortId, fill }) => {
      const theirs = groups.filter((group) => group.cohortId === cohortId)
      const served = theirs.filter(({ groupId }) => serves.get(groupId))
      return [cohortId, { next: seater(served, fill), full: theirs.every(isFull) }]
    }),
  )
  return (cohortId, heldIn) => {
    const groupId = heldIn ?? seats.get(cohortId)?.next() ?? null
    const userId = groupId ? serves.get(groupId) : undefined
    if (userId) return { userIds: [userId], teamId: null, because: { cohortId, groupId, why: null } }
    // Nobody is on the roster of those that have a seat left; or all seats are gone, some of them in this very batch.
    const free = groups.some(
      (group) => group.cohortId === cohortId && !serves.get(group.groupId) && !isFull(group),
    )
    const why = heldIn || free ? 'noShift' : 'groupsFull'
    return { userIds: [], teamId: null, because: { cohortId, groupId, why } }
  }
}

const isFull = ({ taken, capacity }: GroupRow) => taken >= capacity

/** A lead that was dealt as a roster pointed. */
interface Placed {
  readonly leadId: string
  readonly groupId: string
  readonly userId: string
}

/**
 * Takes the seats of leads that were dealt as `pointedAt` said, in its transaction: they are in their groups from then
 * on, and fall back no more while their cohort is sold. Of one that has its seat nothing changes.
 */
export async function write(tx: Tx, placed: readonly Placed[], now: Date): Promise<void> {
  const seated = new Set((await seat(tx, placed, now)).map(({ leadId }) => leadId))
  const fresh = placed.filter(({ leadId }) => seated.has(leadId))
  if (fresh.length === 0) return
  const ids = fresh.map(({ leadId }) => leadId)
  await keepUntil(tx, ids)
  await writeDeadlines(
    tx,
    ids.map((leadId) => ({ leadId, ...noDeadline })),
  )
  const groups = await lockGroups(tx, [...new Set(fresh.map(({ groupId }) => groupId))])
  const first = new Map(fresh.map(({ groupId, userId }) => [groupId, userId]))
  await noteServing(
    tx,
    groups
      .filter(({ servedBy }) => servedBy === null)
      .map(({ groupId }) => ({ groupId, userId: first.get(groupId) as string })),
    now,
  )
}

/** The organisation's zone, and its day and time of day at a moment. */
export async function hourOf(tx: Tx, now: Date): Promise<{ zone: string; day: string; hour: string }> {
  const found = await one(
    tx,
    sql<{ zone: string; day: string; hour: string }>`select time_zone as zone,
        to_char(${now}::timestamptz at time zone time_zone, 'YYYY-MM-DD') as day,
        to_char(${now}::timestamptz at time zone time_zone, 'HH24:MI') as hour
      from org where org_id = ${tx.orgId}`,
  )
  return found ?? { zone: 'UTC', day: now.toISOString().slice(0, 10), hour: now.toISOString().slice(11, 16) }
}
