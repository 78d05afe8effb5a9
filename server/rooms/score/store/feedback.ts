import { type RawBuilder, sql } from 'kysely'
import type { Direction, FeedbackReason } from '../../../../contract/score-feedback.ts'
import type { Term } from '../../../../contract/scoring/score.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { uuidv7 } from '../../../db/id.ts'

/** What somebody says of a score. */
export interface Saying {
  readonly direction: Direction
  readonly reason: FeedbackReason
  readonly misled: readonly string[]
  readonly note: string | null
}

/** The score it is said of. */
export interface SaidOf {
  readonly leadId: string
  readonly byUser: string
  readonly score: number
  readonly grade: string
  readonly terms: readonly Term[]
  readonly version: number
  readonly now: Date
}

export interface HeldRemark extends Saying {
  readonly feedbackId: string
  readonly leadId: string
  readonly byUser: string
  readonly byName: string
  readonly score: number
  readonly grade: string
  readonly version: number
  readonly saidAt: Date
  readonly answeredVersion: number | null
}

const open = sql`withdrawn_at is null and answered_version is null`

const columns = sql`f.feedback_id, f.lead_id, f.by_user, coalesce(member.name, '') as by_name, f.direction, f.reason, f.misled,
  f.note, f.score, f.grade, f.said_version as version, f.said_at, f.answered_version`
const withNames = sql`score_feedback f
  left join member on member.org_id = f.org_id and member.user_id = f.by_user`

/** Keeps a remark, or changes the open one its sayer has: that keeps its first moment, and tells of the score as it is now. */
export async function say(tx: Tx, saying: Saying, of: SaidOf): Promise<string> {
  const { direction, reason, misled, note } = saying
  const kept = await one(
    tx,
    sql<{ feedbackId: string }>`
      insert into score_feedback (org_id, feedback_id, lead_id, by_user, direction, reason, misled, note, score, grade, terms,
        said_version, said_at, changed_at)
      values (${tx.orgId}, ${uuidv7(of.now.getTime())}, ${of.leadId}, ${of.byUser}, ${direction}, ${reason}, ${[...misled]}::text[],
        ${note}, ${of.score}, ${of.grade}, ${JSON.stringify(of.terms)}::jsonb, ${of.version}, ${of.now}, ${of.now})
      on conflict (org_id, lead_id, by_user) where ${open} do update set direction = excluded.direction,
        reason = excluded.reason, misled = excluded.misled, note = excluded.note, score = excluded.score,
        grade = excluded.grade, terms = excluded.terms, said_version = excluded.said_version, changed_at = excluded.changed_at
      returning feedback_id`,
  )
  return kept!.feedbackId
}

/** Withdraws somebody's open remark; undefined where there is none. */
export async function withdraw(
  tx: Tx,
  { leadId, byUser, now }: Pick<SaidOf, 'leadId' | 'byUser' | 'now'>,
): Promise<string | undefined> {
  const gone = await one(
    tx,
    sql<{ feedbackId: string }>`update score_feedback set withdrawn_at = ${now}, changed_at = ${now}
      where org_id = ${tx.orgId} and lead_id = ${leadId} and by_user = ${byUser} and ${open} returning feedback_id`,
  )
  return gone?.feedbackId
}

/** What was said of some leads and not withdrawn, the newest first. */
export async function remarksOf(tx: Tx, leadIds: RawBuilder<unknown>): Promise<HeldRemark[]> {
  return rows(
    tx,
    sql<HeldRemark>`select ${columns} from ${withNames}
      where f.org_id = ${tx.orgId} and f.lead_id in ${leadIds} and f.withdrawn_at is null
      order by f.said_at desc, f.feedback_id desc limit 50`,
  )
}

/** The newest open remarks, with what they are of. */
export async function openRemarks(tx: Tx, most: number): Promise<Pick<HeldRemark, 'leadId' | 'direction'>[]> {
  return rows(
    tx,
    sql<Pick<HeldRemark, 'leadId' | 'direction'>>`
      select lead_id, direction from score_feedback where org_id = ${tx.orgId} and ${open}
      order by said_at desc, feedback_id desc limit ${most}`,
  )
}

/** Open remarks that were said before a version was published are answered by it. */
export async function answer(tx: Tx, version: number): Promise<void> {
  await rows(
    tx,
    sql`update score_feedback set answered_version = ${version}
      where org_id = ${tx.orgId} and ${open} and said_version < ${version}`,
  )
}

/** Takes those remarks a version answers whose sayers were not told yet: how many of each, whoever commits has told them. */
export async function takeUntold(
  tx: Tx,
  version: number,
  now: Date,
): Promise<{ userId: string; remarks: number }[]> {
  return rows(
    tx,
    sql<{ userId: string; remarks: number }>`
      with told as (
        update score_feedback set told_at = ${now}
        where org_id = ${tx.orgId} and answered_version = ${version} and told_at is null and withdrawn_at is null
        returning by_user
      )
      select by_user as user_id, count(*)::int as remarks from told group by by_user order by by_user`,
  )
}

/** How many remarks a version answers. */
export async function countAnswered(tx: Tx, version: number): Promise<number> {
  const counted = await one(
    tx,
    sql<{ remarks: number }>`select count(*)::int as remarks from score_feedback
      where org_id = ${tx.orgId} and answered_version = ${version} and withdrawn_at is null`,
  )
  return counted?.remarks ?? 0
}

/** Forgets what was written of leads: the words, not that something was said. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  const ids = sql`any(${[...leadIds]}::uuid[])`
  await rows(tx, sql`update score_feedback set note = null where org_id = ${tx.orgId} and lead_id = ${ids}`)
  await rows(tx, sql`update score_override set note = null where org_id = ${tx.orgId} and lead_id = ${ids}`)
}
