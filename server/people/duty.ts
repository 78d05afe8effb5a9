import { sql } from 'kysely'
import type { Calendar, Shift } from '../../contract/working-time.ts'
import { rows, type Tx } from '../db/db.ts'
import { type Duty, duty } from './onDuty.ts'
import { type Stretches, stretchesOf } from './workdays.ts'

export type { Duty } from './onDuty.ts'

interface Time {
  readonly userId: string
  readonly timeZone: string
  readonly calendar: Calendar | null
  readonly shift: Shift | null
  readonly absences: readonly { readonly fromAt: string; readonly toAt: string }[]
  readonly offline: { readonly fromAt: string; readonly toAt: string } | null
}

/** Whether each of these members is on duty at `now`, and else why and when next; one statement. */
export async function dutyOf(tx: Tx, userIds: readonly string[], now: Date): Promise<Map<string, Duty>> {
  if (userIds.length === 0) return new Map()
  const shared = new Map<string, Stretches>()
  const found = await readTimes(tx, userIds, now)
  return new Map(
    found.map(({ userId, timeZone: zone, calendar, shift, absences, offline }): [string, Duty] => {
      const pattern = shift ? JSON.stringify(shift) : ''
      const stretches = shared.get(pattern) ?? stretchesOf(calendar, shift, zone)
      shared.set(pattern, stretches)
      const time = { stretches, absences: absences.map(dated), offline: offline && dated(offline) }
      return [userId, duty(time, now, zone)]
    }),
  )
}

const dated = ({ fromAt, toAt }: { fromAt: string; toAt: string }) => ({
  fromAt: new Date(fromAt),
  toAt: new Date(toAt),
})

async function readTimes(tx: Tx, userIds: readonly string[], now: Date): Promise<Time[]> {
  return rows(
    tx,
    sql<Time>`select member.user_id, org.time_zone, work_calendar.body as calendar, work_shift.body as shift,
        case when work_offline.to_at > ${now}
          then jsonb_build_object('fromAt', work_offline.from_at, 'toAt', work_offline.to_at) end as offline,
        coalesce((select jsonb_agg(jsonb_build_object('fromAt', from_at, 'toAt', absence.to_at)) from absence
          where absence.org_id = member.org_id and absence.user_id = member.user_id and absence.to_at > ${now}), '[]') as absences
      from unnest(${[...new Set(userIds)]}::uuid[]) as asked (user_id)
      join member on member.org_id = ${tx.orgId} and member.user_id = asked.user_id
      join org on org.org_id = member.org_id
      left join work_calendar on work_calendar.org_id = member.org_id
      left join work_shift on work_shift.org_id = member.org_id and work_shift.user_id = member.user_id
      left join work_offline on work_offline.org_id = member.org_id and work_offline.user_id = member.user_id`,
  )
}
