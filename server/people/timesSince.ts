import { sql } from 'kysely'
import type { Calendar, Shift } from '../../contract/working-time.ts'
import { rows, type Tx } from '../db/db.ts'
import type { Subject } from './version.ts'

interface Kept<Body> {
  readonly userId: string
  readonly from: Date
  readonly to: Date
  readonly body: Body
}
type Stretch = Omit<Kept<unknown>, 'body'>

export interface TimesSince {
  readonly calendar: readonly Kept<Calendar>[]
  readonly shifts: readonly Kept<Shift>[]
  readonly absences: readonly Stretch[]
  readonly offline: readonly Stretch[]
}

/**
 * The organisation's hours, everybody's shifts, leave and times offline since a moment, each for as long as it held: as the
 * versions tell. Leave is as it stands today: what was taken back or moved since is not in it.
 */
export async function timesSince(tx: Tx, since: Date): Promise<TimesSince> {
  const [calendar, shifts, offline, absences] = await Promise.all([
    keptSince<Calendar>(tx, 'calendar', since),
    keptSince<Shift>(tx, 'shift', since),
    keptSince<{ fromAt: string; toAt: string }>(tx, 'offline', since),
    rows(
      tx,
      sql<Stretch>`select user_id, from_at as "from", to_at as "to" from absence
        where org_id = ${tx.orgId} and to_at > ${since}`,
    ),
  ])
  const clicked = offline.map(({ userId, from, to, body: { fromAt, toAt } }) => ({
    userId,
    from: new Date(Math.max(+from, Date.parse(fromAt))),
    to: new Date(Math.min(+to, Date.parse(toAt))),
  }))
  return { calendar, shifts, absences, offline: clicked.filter(({ from, to }) => from < to) }
}

function keptSince<Body>(tx: Tx, subject: Subject, since: Date): Promise<Kept<Body>[]> {
  return rows(
    tx,
    // Beyond what a date can be there is no end.
    sql<
      Kept<Body>
    >`select subject_id as user_id, valid_from as "from", least(valid_to, '9999-01-01') as "to", body from version
      where org_id = ${tx.orgId} and subject = ${subject} and valid_to > ${since} and body is not null
      order by subject_id, valid_from`,
  )
}
