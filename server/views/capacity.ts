import { sql } from 'kysely'
import type { z } from 'zod'
import { listCapacity } from '../../contract/working-time.ts'
import { dayOf } from '../../rules/days.ts'
import { inTransaction, one, rows, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import type { UserCaller } from '../people/caller.ts'
import { dutyOf } from '../people/duty.ts'
import { peopleOf } from '../people/scope.ts'

export function routes({ db }: House): Route[] {
  return [
    route(listCapacity, ({ caller }) =>
      inTransaction(db, caller.orgId, (tx) => capacity(tx, caller, new Date())),
    ),
  ]
}

type Capacity = z.output<typeof listCapacity.reply>
type Line = Omit<Capacity['items'][number], 'off' | 'next'>

/** Each rep the caller answers for, with what they hold and got and may, and whether they are on duty; by name. */
async function capacity(tx: Tx, caller: UserCaller, now: Date): Promise<Capacity> {
  const people = await peopleOf(tx, caller, now)
  const lines = await linesOf(tx, { people, now, day: dayOf(now, caller.zone) })
  const duties = await dutyOf(
    tx,
    lines.map(({ userId }) => userId),
    now,
  )
  const waiting = await one(
    tx,
    sql<{
      count: number
    }>`select count(*)::int from lead where org_id = ${tx.orgId} and holder_kind = 'waiting' and merged_into is null`,
  )
  return {
    items: lines
      .map((line) => ({ ...line, ...(duties.get(line.userId) ?? { off: null, next: null }) }))
      .toSorted((a, b) => byName.compare(a.name, b.name)),
    waiting: waiting?.count ?? 0,
  }
}

const byName = new Intl.Collator('zh-Hans-CN')

interface Asked {
  readonly people: readonly string[] | null
  readonly now: Date
  readonly day: string
}

function linesOf(tx: Tx, { people, now, day }: Asked): Promise<Line[]> {
  return rows(
    tx,
    sql<Line>`select member.user_id, member.name, member.holding_max, member.daily_max, member.weekly_max, member.traits,
        coalesce(member.tier, (select tier from rep_ability where rep_ability.org_id = member.org_id
          and rep_ability.user_id = member.user_id and channel = '*' and segment = '*')) as tier,
        work_shift.body as shift,
        case when work_offline.user_id is not null
          then jsonb_build_object('fromAt', work_offline.from_at, 'toAt', work_offline.to_at) end as offline,
        coalesce((select max(absence.to_at) from absence where absence.org_id = member.org_id
          and absence.user_id = member.user_id and from_at <= ${now} and absence.to_at > ${now}), work_offline.to_at) as until,
        coalesce(holding, 0) as holding,
        case when load.day >= ${day} then given_today else 0 end as given_today,
        case when load.day >= date_trunc('week', ${day}::timestamp)::date then given_week else 0 end as given_this_week
      from member
      left join rep_load load on load.org_id = member.org_id and load.user_id = member.user_id
      left join work_shift on work_shift.org_id = member.org_id and work_shift.user_id = member.user_id
      left join work_offline on work_offline.org_id = member.org_id and work_offline.user_id = member.user_id
        and work_offline.to_at > ${now}
      where member.org_id = ${tx.orgId} and status = 'active' and 'rep' = any(roles)
        and (${people === null} or member.user_id = any(${people ?? []}::uuid[]))`,
  ).then((found) =>
    found.map((line) => ({
      ...line,
      offline: line.offline && {
        fromAt: new Date(line.offline.fromAt),
        toAt: new Date(line.offline.toAt),
      },
    })),
  )
}
