import { sql } from 'kysely'
import type { Calendar, Shift } from '../../contract/working-time.ts'
import { rows, type Tx } from '../db/db.ts'
import { type Duty, duty, type OwnTime } from './onDuty.ts'
import { type Stretches, stretchesOf } from './workdays.ts'

export type { Duty } from './onDuty.ts'

/** What is known of a member's time, and whose calendar it is meant by. */
export interface MemberTime extends OwnTime {
  readonly zone: string
}

/** Whether somebody is on duty, and else why and when next. */
export const dutyIn = (time: MemberTime, now: Date): Duty => duty(time, now, time.zone)

/** Whether each of these members is on duty at `now`, and else why and when next; one statement. */
export async function dutyOf(tx: Tx, userIds: readonly string[], now: Date): Promise<Map<string, Duty>> {
  if (userIds.length === 0) return new Map()
  const times = await timesOf(tx, { userIds: [...new Set(userIds)], since: now })
  return new Map([...times].map(([userId, time]) => [userId, dutyIn(time, now)]))
}

interface Wanted {
  /** Null: all. */
  readonly userIds: readonly string[] | null
  /** Leave that is over by then is left out; a day ago unless told. */
  readonly since?: Date
}

interface Held {
  readonly userId: string
  readonly zone: string
  readonly calendar: Calendar | null
  readonly shift: Shift | null
  readonly absences: readonly { readonly fromAt: string; readonly toAt: string }[]
  readonly offline: { readonly fromAt: string; readonly toAt: string } | null
}

/** The time of members, by id: hours, leave, and when they are offline. Who has the same hours shares them. */
export async function timesOf(tx: Tx, { userIds, since }: Wanted): Promise<Map<string, MemberTime>> {
  const shared = new Map<string, Stretches>()
  const found = await rows(
    tx,
    sql<Held>`select member.user_id, org.time_zone as zone, work_calendar.body as calendar, work_shift.body as shift,
        case when work_offline.to_at > after.at
          then jsonb_build_object('fromAt', work_offline.from_at, 'toAt', work_offline.to_at) end as offline,
        coalesce((select jsonb_agg(jsonb_build_object('fromAt', from_at, 'toAt', absence.to_at)) from absence
          where absence.org_id = member.org_id and absence.user_id = member.user_id and absence.to_at > after.at), '[]') as absences
      from (select coalesce(${since ?? null}::timestamptz, now() - interval '1 day') as at) after
      join org on org.org_id = ${tx.orgId}
      join member on member.org_id = org.org_id and (${userIds}::uuid[] is null or member.user_id = any(${userIds}::uuid[]))
      left join work_calendar on work_calendar.org_id = member.org_id
      left join work_shift on work_shift.org_id = member.org_id and work_shift.user_id = member.user_id
      left join work_offline on work_offline.org_id = member.org_id and work_offline.user_id = member.user_id`,
  )
  return new Map(
    found.map(({ userId, zone, calendar, shift, absences, offline }): [string, MemberTime] => {
      const pattern = shift ? JSON.stringify(shift) : ''
      const stretches = shared.get(pattern) ?? stretchesOf(calendar, shift, zone)
      shared.set(pattern, stretches)
      return [userId, { zone, stretches, absences: absences.map(dated), offline: offline && dated(offline) }]
    }),
  )
}

const dated = ({ fromAt, toAt }: { fromAt: string; toAt: string }) => ({
  fromAt: new Date(fromAt),
  toAt: new Date(toAt),
})
