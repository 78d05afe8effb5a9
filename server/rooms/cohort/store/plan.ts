import { sql } from 'kysely'
import type { Cell, CohortBody, Shift } from '../../../../contract/cohort.ts'
import type { Condition } from '../../../../rules/condition.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { Put } from '../decide/edit.ts'
import type { Fill } from '../decide/seats.ts'

export interface CohortRow {
  readonly cohortId: string
  readonly name: string
  readonly intakeFrom: string
  readonly intakeTo: string
  readonly salesTo: string
  readonly belongs: Condition
  readonly fill: Fill
  readonly shifts: readonly Shift[]
}

export interface GroupRow {
  readonly groupId: string
  readonly cohortId: string
  readonly name: string
  readonly capacity: number
  readonly taken: number
  readonly servedBy: string | null
  readonly servedSince: Date | null
}

/** The cohorts that are not over, in the order they are asked in. */
export function cohortsIn(tx: Tx): Promise<CohortRow[]> {
  return rows(
    tx,
    sql<CohortRow>`select cohort_id, name, intake_from, intake_to, sales_to, belongs, fill, shifts
      from cohort where org_id = ${tx.orgId} and archived_at is null order by position, cohort_id`,
  )
}

/** The next place among cohorts. */
export async function nextPosition(tx: Tx): Promise<number> {
  const found = await one(
    tx,
    sql<{
      next: number
    }>`select coalesce(max(position), 0) + 1 as next from cohort where org_id = ${tx.orgId}`,
  )
  return found?.next ?? 1
}

/** The groups of these cohorts in the order they are filled. */
export function groupsIn(tx: Tx, cohortIds: readonly string[]): Promise<GroupRow[]> {
  return rows(
    tx,
    sql<GroupRow>`select group_id, cohort_id, name, capacity, taken, served_by, served_since from cohort_group
      where org_id = ${tx.orgId} and cohort_id = any(${cohortIds}::uuid[]) order by position, group_id`,
  )
}

/**
 * Locks groups in the order of their ids: who seats leads, edits a roster or follows one has them first, before any
 * load. Answers in the order they are filled.
 */
export async function lockGroups(tx: Tx, groupIds: readonly string[]): Promise<GroupRow[]> {
  const locked = await rows(
    tx,
    sql<
      GroupRow & { position: number }
    >`select group_id, cohort_id, name, capacity, taken, served_by, served_since,
        position from cohort_group
      where org_id = ${tx.orgId} and group_id = any(${groupIds}::uuid[]) order by group_id for update`,
  )
  return locked.toSorted((a, b) => a.position - b.position || (a.groupId < b.groupId ? -1 : 1))
}

/** The roster of groups on these days. */
export function cellsIn(
  tx: Tx,
  groupIds: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<Cell[]> {
  return rows(
    tx,
    sql<Cell>`select group_id, day, shift, user_id, instead_of from cohort_shift
      where org_id = ${tx.orgId} and group_id = any(${groupIds}::uuid[]) and day between ${from} and ${to}
      order by group_id, day, shift`,
  )
}

/** Writes cells as they are to be; those of nobody go. */
export async function putCells(tx: Tx, puts: readonly Put[]): Promise<void> {
  if (puts.length === 0) return
  const asked = JSON.stringify(
    puts.map(({ groupId, day, shift, userId, insteadOf }) => ({
      group_id: groupId,
      day,
      shift,
      user_id: userId,
      instead_of: insteadOf,
    })),
  )
  await rows(
    tx,
    sql`with asked as (
        select * from jsonb_to_recordset(${asked}::jsonb) as asked (
          group_id uuid, day date, shift smallint, user_id uuid, instead_of uuid)
      ), emptied as (
        delete from cohort_shift using asked where cohort_shift.org_id = ${tx.orgId}
          and cohort_shift.group_id = asked.group_id and cohort_shift.day = asked.day
          and cohort_shift.shift = asked.shift and asked.user_id is null
      )
      insert into cohort_shift (org_id, group_id, day, shift, user_id, instead_of)
      select ${tx.orgId}, group_id, day, shift, user_id, instead_of from asked where user_id is not null
      on conflict (org_id, group_id, day, shift) do update
        set user_id = excluded.user_id, instead_of = excluded.instead_of`,
  )
}

/** Writes a cohort as it is to be; a new one goes to the end. */
export async function keepCohort(
  tx: Tx,
  cohortId: string,
  { body, at }: { body: CohortBody; at: Date },
): Promise<void> {
  const { name, intakeFrom, intakeTo, salesTo, belongs, fill, shifts } = body
  const position = await nextPosition(tx)
  await rows(
    tx,
    sql`insert into cohort (org_id, cohort_id, name, intake_from, intake_to, sales_to, belongs, fill, shifts, position,
        created_at)
      values (${tx.orgId}, ${cohortId}, ${name}, ${intakeFrom}, ${intakeTo}, ${salesTo},
        ${JSON.stringify(belongs)}::jsonb, ${fill}, ${JSON.stringify(shifts)}::jsonb, ${position}, ${at})
      on conflict (org_id, cohort_id) do update set name = excluded.name, intake_from = excluded.intake_from,
        intake_to = excluded.intake_to, sales_to = excluded.sales_to, belongs = excluded.belongs,
        fill = excluded.fill, shifts = excluded.shifts, ended_at = null`,
  )
  // A shift that is no more leaves no cells behind that would count again with the next one.
  await rows(
    tx,
    sql`delete from cohort_shift using cohort_group g
      where cohort_shift.org_id = ${tx.orgId} and g.org_id = ${tx.orgId} and g.group_id = cohort_shift.group_id
        and g.cohort_id = ${cohortId} and cohort_shift.shift >= ${shifts.length}`,
  )
}

/** Writes the groups of a cohort in their order; those left out go, with their roster. */
export async function keepGroups(
  tx: Tx,
  cohortId: string,
  groups: readonly { groupId: string; name: string; capacity: number }[],
): Promise<void> {
  const ids = groups.map(({ groupId }) => groupId)
  const gone = await rows(
    tx,
    sql<{ groupId: string }>`delete from cohort_group
      where org_id = ${tx.orgId} and cohort_id = ${cohortId} and not group_id = any(${ids}::uuid[]) returning group_id`,
  )
  await rows(
    tx,
    sql`delete from cohort_shift where org_id = ${tx.orgId}
      and group_id = any(${gone.map(({ groupId }) => groupId)}::uuid[])`,
  )
  const asked = JSON.stringify(
    groups.map(({ groupId, name, capacity }, position) => ({ group_id: groupId, name, capacity, position })),
  )
  await rows(
    tx,
    sql`insert into cohort_group (org_id, group_id, cohort_id, name, capacity, position)
      select ${tx.orgId}, group_id, ${cohortId}, name, capacity, position
      from jsonb_to_recordset(${asked}::jsonb) as asked (group_id uuid, name text, capacity int, position int)
      order by group_id
      on conflict (org_id, group_id) do update
        set name = excluded.name, capacity = excluded.capacity, position = excluded.position`,
  )
}

/** Takes a cohort out of use; false where there is none in use. */
export async function archive(tx: Tx, cohortId: string, at: Date): Promise<boolean> {
  const archived = await one(
    tx,
    sql`update cohort set archived_at = ${at}
      where org_id = ${tx.orgId} and cohort_id = ${cohortId} and archived_at is null returning cohort_id`,
  )
  return archived !== undefined
}

/** Ends what was sold up to yesterday; answers how many cohorts ended. */
export async function endSold(tx: Tx, { now, day }: { now: Date; day: string }): Promise<number> {
  const ended = await rows(
    tx,
    sql`update cohort set ended_at = ${now}
      where org_id = ${tx.orgId} and sales_to < ${day} and ended_at is null and archived_at is null returning 1`,
  )
  return ended.length
}

/** Notes who serves groups from now on. */
export async function noteServing(
  tx: Tx,
  served: readonly { groupId: string; userId: string }[],
  at: Date,
): Promise<void> {
  if (served.length === 0) return
  const asked = JSON.stringify(served.map(({ groupId, userId }) => ({ group_id: groupId, user_id: userId })))
  await rows(
    tx,
    sql`update cohort_group set served_by = asked.user_id, served_since = ${at}
      from jsonb_to_recordset(${asked}::jsonb) as asked (group_id uuid, user_id uuid)
      where cohort_group.org_id = ${tx.orgId} and cohort_group.group_id = asked.group_id`,
  )
}

/** Which of these are reps in office. */
export async function repsAmong(tx: Tx, userIds: readonly string[]): Promise<Set<string>> {
  const found = await rows(
    tx,
    sql<{ userId: string }>`select user_id from member where org_id = ${tx.orgId}
      and user_id = any(${userIds}::uuid[]) and status = 'active' and 'rep' = any(roles)`,
  )
  return new Set(found.map(({ userId }) => userId))
}

/** How many cohorts are not put away. */
export async function countCohorts(tx: Tx): Promise<number> {
  const found = await one(
    tx,
    sql<{
      count: number
    }>`select count(*)::int as count from cohort where org_id = ${tx.orgId} and archived_at is null`,
  )
  return found?.count ?? 0
}
