import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** What can be read back as it stood at any past moment, because decisions looked at it. */
export type Subject =
  | 'org'
  | 'member'
  | 'team'
  | 'absence'
  | 'pool'
  | 'field'
  | 'source'
  | 'source_gate'
  | 'score_gate'
  | 'assign_gate'
  | 'roster'
  | 'form'
  | 'ability'
  | 'calendar'
  | 'shift'
  | 'offline'
  | 'cohort'
  | 'cohort_group'

export interface Change {
  readonly subject: Subject
  readonly id: string
  /** How it stands from now on; null: it exists no more. */
  readonly body: Readonly<Record<string, unknown>> | null
  readonly at: Date
  /** The member who changed it, null for the house itself. */
  readonly by: string | null
}

/**
 * Notes how something stands from `at` on: closes its former version and opens the next, unless nothing
 * differs. A moment before the former began (a clock set back) counts as that moment: versions never overlap.
 */
export async function recordVersion(tx: Tx, { subject, id, body, at, by }: Change): Promise<void> {
  const next = body === null ? null : JSON.stringify(body)
  await rows(
    tx,
    sql`
      with held as (
        select valid_from, body from version
        where org_id = ${tx.orgId} and subject = ${subject} and subject_id = ${id} and valid_to = 'infinity'
        for update
      ),
      next as (
        select greatest(${at}::timestamptz, (select valid_from from held)) as at, ${next}::jsonb as body
        where not exists (select from held where body is not distinct from ${next}::jsonb)
      ),
      closed as (
        update version set valid_to = next.at from next
        where org_id = ${tx.orgId} and subject = ${subject} and subject_id = ${id}
          and valid_to = 'infinity' and valid_from < next.at
      )
      insert into version (org_id, subject, subject_id, valid_from, body, changed_by)
      select ${tx.orgId}, ${subject}, ${id}, next.at, next.body, ${by} from next
      on conflict (org_id, subject, subject_id, valid_from)
        do update set body = excluded.body, changed_by = excluded.changed_by`,
  )
}

/** How everything of a kind stood at a moment, by id; what did not exist then is absent. */
export async function versionsAt<Body>(tx: Tx, subject: Subject, at: Date): Promise<Map<string, Body>> {
  const found = await rows(
    tx,
    sql<{ subjectId: string; body: Body }>`select subject_id, body from version
      where org_id = ${tx.orgId} and subject = ${subject}
        and valid_from <= ${at} and valid_to > ${at} and body is not null`,
  )
  return new Map(found.map(({ subjectId, body }) => [subjectId, body]))
}
