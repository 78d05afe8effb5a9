import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'

/** Marks a member's notices as read: those named, else all. Returns the ids that were unread. */
export async function markRead(
  tx: Tx,
  userId: string,
  { noticeIds, at }: { noticeIds?: readonly string[] | undefined; at: Date },
): Promise<string[]> {
  const named = noticeIds ? sql`and notice_id = any(${noticeIds}::uuid[])` : sql``
  const read = await rows(
    tx,
    sql<{ noticeId: string }>`update notice set read_at = ${at}
      where org_id = ${tx.orgId} and user_id = ${userId} and read_at is null ${named} returning notice_id`,
  )
  return read.map(({ noticeId }) => noticeId)
}

/** Takes up to `most` notices that no job has sent on their ways yet: whoever commits has taken them. Returns their ids. */
export async function takeFresh(tx: Tx, most: number): Promise<string[]> {
  const taken = await rows(
    tx,
    sql<{ noticeId: string }>`update notice set fresh = false
      from (select user_id, notice_id from notice where org_id = ${tx.orgId} and fresh
            order by notice_id limit ${most} for update skip locked) as taken
      where notice.org_id = ${tx.orgId} and notice.user_id = taken.user_id and notice.notice_id = taken.notice_id
      returning notice.notice_id`,
  )
  return taken.map(({ noticeId }) => noticeId)
}

/** Removes up to `most` notices older than `before`; returns how many. */
export async function sweepNotices(tx: Tx, before: Date, most: number): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from notice where org_id = ${tx.orgId} and notice_id in (
        select notice_id from notice where org_id = ${tx.orgId} and notice_id < ${uuidv7(before.getTime())}
        order by notice_id limit ${most})
      returning 1 as gone`,
  )
  return gone.length
}
