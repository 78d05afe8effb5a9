import { sql } from 'kysely'
import type { BoardCohort } from '../../../../contract/cohort.ts'
import { rows, type Tx } from '../../../db/db.ts'
import { dayAfter, HORIZON_DAYS, servingAt } from '../decide/serving.ts'
import { hourOf } from '../store.ts'
import { cellsIn, cohortsIn, type GroupRow, groupsIn } from './plan.ts'
import { elsewhereIn } from './seated.ts'

export interface Person {
  readonly userId: string
  readonly name: string
  /** A rep in office: whom a roster may name. */
  readonly rep: boolean
}

/** The roster board from a day on (today unless given), with who serves each group now. */
export async function readBoard(
  tx: Tx,
  { from, days, now }: { from?: string | undefined; days: number; now: Date },
) {
  const at = await hourOf(tx, now)
  const first = from ?? at.day
  const last = dayAfter(first, days - 1)
  const cohorts = await cohortsIn(tx)
  const ids = cohorts.map(({ cohortId }) => cohortId)
  const groups = await groupsIn(tx, ids)
  const groupIds = groups.map(({ groupId }) => groupId)
  const [shown, ahead, elsewhere, away] = await Promise.all([
    cellsIn(tx, groupIds, { from: first, to: last }),
    cellsIn(tx, groupIds, { from: at.day, to: dayAfter(at.day, HORIZON_DAYS) }),
    elsewhereIn(tx, ids),
    awayIn(tx, { from: first, to: last, zone: at.zone }),
  ])
  const named = [...shown, ...ahead].flatMap(({ userId, insteadOf }) => [
    userId,
    ...(insteadOf ? [insteadOf] : []),
  ])
  const people = await peopleOf(tx, [...new Set(named)])
  const cellsOf = Map.groupBy(shown, ({ groupId }) => groupId)
  const aheadOf = Map.groupBy(ahead, ({ groupId }) => groupId)
  const shownGroup = (
    { groupId, name, capacity, taken }: GroupRow,
    { shifts }: Pick<BoardCohort, 'shifts'>,
  ) => ({
    groupId,
    name,
    capacity,
    taken,
    elsewhere: elsewhere.get(groupId) ?? 0,
    serving: servingAt(aheadOf.get(groupId) ?? [], shifts, at),
    cells: (cellsOf.get(groupId) ?? []).map(({ groupId: _, ...cell }) => cell),
  })
  return {
    from: first,
    today: at.day,
    cohorts: cohorts.map((cohort) => ({
      ...cohort,
      shifts: [...cohort.shifts],
      groups: groups
        .filter(({ cohortId }) => cohortId === cohort.cohortId)
        .map((group) => shownGroup(group, { shifts: [...cohort.shifts] })),
    })),
    people,
    away,
  }
}

function peopleOf(tx: Tx, also: readonly string[]): Promise<Person[]> {
  return rows(
    tx,
    sql<Person>`select user_id, name, status = 'active' and 'rep' = any(roles) as rep from member
      where org_id = ${tx.orgId} and ((status = 'active' and 'rep' = any(roles)) or user_id = any(${[...also]}::uuid[]))
      order by name, user_id`,
  )
}

function awayIn(tx: Tx, { from, to, zone }: { from: string; to: string; zone: string }) {
  return rows(
    tx,
    sql<{ userId: string; from: string; to: string }>`
      select user_id, to_char(from_at at time zone ${zone}, 'YYYY-MM-DD') as from,
        to_char((to_at - interval '1 second') at time zone ${zone}, 'YYYY-MM-DD') as to
      from absence where org_id = ${tx.orgId} and from_at < (${to}::date + 1)::timestamp at time zone ${zone}
        and to_at > ${from}::date::timestamp at time zone ${zone} order by from_at, user_id`,
  )
}
