import { sql } from 'kysely'
import { one, rows, type Tx } from '../../../db/db.ts'
import { type Scope, scopeWhere, type Sight, sightSql } from '../../../people/scope.ts'

export interface ListedNotice {
  readonly noticeId: string
  readonly kind: string
  readonly leadId: string | null
  readonly name: string | null
  readonly company: string | null
  readonly sight: Sight
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Date
  readonly readAt: Date | null
}

/**
 * A member's notices, newest first; what the lead is called only where the scope still shows it. One about a lead that
 * was merged leads to the one that stands for it.
 */
export async function listNotices(
  tx: Tx,
  { userId, limit, scope }: { userId: string; limit: number; scope: Scope },
): Promise<ListedNotice[]> {
  return rows(
    tx,
    sql<ListedNotice>`select n.notice_id, n.kind, coalesce(seen.seen_id, n.lead_id) as lead_id, n.data, n.at, n.read_at,
        seen.name, seen.company, seen.sight
      from notice n
      left join lateral (
        select lead.lead_id as seen_id, lead.name, lead.company, ${sightSql(scope)} as sight from lead
        where lead.org_id = n.org_id and ${scopeWhere(scope)}
          and lead.lead_id in (n.lead_id, (select was.merged_into from lead was
            where was.org_id = n.org_id and was.lead_id = n.lead_id))
        order by lead.lead_id = n.lead_id limit 1
      ) seen on true
      where n.org_id = ${tx.orgId} and n.user_id = ${userId}
      order by n.notice_id desc limit ${limit}`,
  )
}

/** How many of a member's notices are unread; counted up to 1,000. */
export async function countUnread(tx: Tx, userId: string): Promise<number> {
  const counted = await one(
    tx,
    sql<{ unread: number }>`select count(*) as unread from (
        select from notice where org_id = ${tx.orgId} and user_id = ${userId} and read_at is null limit 1000
      ) as counted`,
  )
  return counted?.unread ?? 0
}
