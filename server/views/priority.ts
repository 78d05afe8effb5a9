import { sql } from 'kysely'
import type { PriorityReportRow } from '../../contract/priority.ts'
import type { Lang } from '../../contract/shapes.ts'
import { one, rows, type Tx } from '../db/db.ts'
import type { Caller } from '../people/caller.ts'
import { type Scope, scopeOf, scopeWhere } from '../people/scope.ts'
import { writeCsv } from '../rooms/import/adapters/export.ts'

/** How many priority leads wait in the caller's scope, how many of them are overdue, and how many nobody has. */
export async function countPriority(
  tx: Tx,
  caller: Caller,
  now: Date,
): Promise<{ waiting: number; overdue: number; unheld: number }> {
  const scope = await scopeOf(tx, caller, now)
  const counted = await one(
    tx,
    sql<{ waiting: number; overdue: number; unheld: number }>`
      select count(*)::int as waiting, count(*) filter (where priority_due_at <= ${now})::int as overdue,
        count(*) filter (where holder_kind <> 'rep')::int as unheld
      from lead where lead.org_id = ${tx.orgId} and priority_due_at is not null and ${scopeWhere(scope)}`,
  )
  return counted ?? { waiting: 0, overdue: 0, unheld: 0 }
}

interface Asked {
  readonly weeks: number
  readonly now: Date
}

/** Priority leads by the week they began in and the team of whoever had them last: the caller's people, and what nobody had. */
export async function priorityReport(
  tx: Tx,
  caller: Caller,
  { weeks, now }: Asked,
): Promise<PriorityReportRow[]> {
  const scope = await scopeOf(tx, caller, now)
  const late = sql`coalesce(met_at, ended_at, ${now}) > due_at`
  const found = await rows(
    tx,
    sql<Omit<PriorityReportRow, 'team'> & { teamId: string | null; name: string | null }>`
      select to_char(date_trunc('week', since at time zone ${caller.zone}), 'YYYY-MM-DD') as week, team_id, team.name,
        count(*)::int as began,
        count(*) filter (where met_at <= due_at)::int as in_time,
        count(*) filter (where ${late})::int as late,
        count(*) filter (where ended_at is null and not ${late})::int as waiting,
        count(*) filter (where ended_at is not null and met_at is null and not ${late})::int as fell,
        (percentile_cont(0.5) within group (order by extract(epoch from met_at - since)))::int as median_seconds
      from priority left join lateral (
        select team.team_id, team.name from team_member seat
        join team on team.org_id = seat.org_id and team.team_id = seat.team_id and team.archived_at is null
        where seat.org_id = priority.org_id and seat.user_id = priority.user_id
        order by team.position, team.team_id limit 1) team on true
      where priority.org_id = ${tx.orgId} and ${ofTheirs(scope)}
        and since >= date_trunc('week', ${now}::timestamptz at time zone ${caller.zone}) at time zone ${caller.zone}
          - ${weeks - 1}::int * interval '7 days'
      group by 1, 2, 3 order by 1 desc, 3 nulls last, 2`,
  )
  return found.map(({ teamId, name, ...row }) => ({
    ...row,
    team: teamId === null ? null : { id: teamId, name: name ?? '' },
  }))
}

function ofTheirs({ everything, userIds, unheld }: Scope) {
  if (everything) return sql`true`
  return sql`(priority.user_id = any(${[...userIds]}::uuid[]) ${unheld ? sql`or priority.user_id is null` : sql``})`
}

const headings = {
  zh: '周（周一）,团队,重点线索,按时跟进,超时,等待中,已结束或不再重点,首次响应中位数（分钟）',
  en: 'Week (Monday),Team,Priority leads,In time,Late,Waiting,Closed or below,Median first response (minutes)',
}

/** The report as CSV, headed in the reader's language. */
export async function priorityCsv(
  tx: Tx,
  caller: Caller,
  { lang, ...asked }: Asked & { readonly lang: Lang },
): Promise<AsyncIterable<string>> {
  const report = await priorityReport(tx, caller, asked)
  const lines = report.map(({ week, team, medianSeconds, began, inTime, late, waiting, fell }) => [
    week,
    team?.name ?? (lang === 'zh' ? '无人负责' : 'Nobody'),
    ...[began, inTime, late, waiting, fell].map(String),
    medianSeconds === null ? '' : String(Math.round(medianSeconds / 60)),
  ])
  return writeCsv(headings[lang].split(','), [lines])
}
