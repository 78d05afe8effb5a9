import { sql } from 'kysely'
import type { Score } from '../../../contract/scoring/score.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { factsAndKnown, leadAndKnown } from '../../lead/known.ts'
import type { LeadState } from '../../lead/store.ts'

export interface Scored extends Omit<Score, 'card'> {
  readonly leadId: string
  /** The row's `held` as it was read without a lock: it is written only if nobody has written it since. */
  readonly held?: string
}

/** Scores as they are sent to be written: making that ready takes as long as scoring, and need not be waited for. */
export interface Ready {
  readonly leadIds: readonly string[]
  readonly json: string
}

export function ready(scored: readonly Scored[]): Ready {
  const asked = scored.map(({ leadId, score, grade, terms, changesAt, held }) => ({
    lead_id: leadId,
    score,
    grade,
    terms,
    changes_at: changesAt,
    held,
  }))
  return { leadIds: scored.map(({ leadId }) => leadId), json: JSON.stringify(asked) }
}

/**
 * Writes leads' scores with the terms that made them and the version of the policy they come from. Those that stand so
 * already are left alone, and those that were not locked and are no longer as they were read. Returns the ids of those written.
 */
export async function write(
  tx: Tx,
  { leadIds, json }: Ready,
  version: number | null,
): Promise<ReadonlySet<string>> {
  if (leadIds.length === 0) return new Set()
  const written = await rows(
    tx,
    sql<{ leadId: string }>`
      update lead set score = new.score, grade = new.grade, score_terms = new.terms, score_version = ${version},
        score_changes_at = new.changes_at
      from jsonb_to_recordset(${json}::jsonb)
          as new (lead_id uuid, score integer, grade text, terms jsonb, changes_at timestamptz, held xid)
      where lead.org_id = ${tx.orgId} and lead.lead_id = new.lead_id and lead.lead_id = any(${leadIds}::uuid[])
        and (new.held is null or lead.xmin = new.held)
        and (lead.score_version, lead.score, lead.grade, lead.score_changes_at, lead.score_terms)
          is distinct from (${version}::integer, new.score, new.grade, new.changes_at, new.terms)
      returning lead.lead_id`,
  )
  return new Set(written.map(({ leadId }) => leadId))
}

/** Locks leads whose score may be another by now, the longest due first; what others are at is left to them. */
export async function lockDue(tx: Tx, now: Date, most: number): Promise<LeadState[]> {
  return rows(
    tx,
    sql<LeadState>`select ${leadAndKnown.select} from ${leadAndKnown.from}
      where lead.org_id = ${tx.orgId} and score_changes_at <= ${now} and holder_kind <> 'closed'
      order by score_changes_at, lead_id limit ${most} for update of lead skip locked`,
  )
}

/** A lead as conditions ask of it, and what tells whether anybody has written its row since. */
export type Facts = LeadFacts & { readonly leadId: string; readonly held: string }

/** Reads the next leads in the order of their ids, without a lock. */
export async function readPage(tx: Tx, after: string | null, most: number): Promise<Facts[]> {
  const from = after ? sql`and lead_id > ${after}` : sql``
  return rows(
    tx,
    sql<Facts>`select ${factsAndKnown.select}, lead.xmin::text as held from ${factsAndKnown.from}
      where lead.org_id = ${tx.orgId} ${from} order by lead_id limit ${most}`,
  )
}

/** How far scoring every lead anew is. */
export interface Run {
  readonly version: number
  /** Of the ideal customer profile it judges by; 0 where there is none. */
  readonly profileVersion: number
  readonly after: string | null
  readonly done: number
  readonly total: number
  readonly beganAt: Date
  readonly endedAt: Date | null
}

export async function readRun(tx: Tx): Promise<Run | undefined> {
  return one(
    tx,
    sql<Run>`select version, profile_version, after, done, total, began_at, ended_at from score_run where org_id = ${tx.orgId}`,
  )
}

/** The run, locked: of two who are at it, one waits for the other's page. Undefined before the first. */
export async function lockRun(tx: Tx): Promise<Run | undefined> {
  return one(
    tx,
    sql<Run>`select version, profile_version, after, done, total, began_at, ended_at from score_run
      where org_id = ${tx.orgId} for update`,
  )
}

export type For = Pick<Run, 'version' | 'profileVersion'>

/** Begins it anew for the versions in force, at the first lead; a run for older ones is given up. */
export async function beginRun(
  tx: Tx,
  { version, profileVersion }: For,
  now: Date,
): Promise<Run | undefined> {
  return one(
    tx,
    sql<Run>`insert into score_run (org_id, version, profile_version, total, began_at)
      select ${tx.orgId}, ${version}, ${profileVersion}, count(*), ${now} from lead where org_id = ${tx.orgId}
      on conflict (org_id) do update set version = excluded.version,
        profile_version = excluded.profile_version, after = null, done = 0, total = excluded.total,
        began_at = excluded.began_at, ended_at = null
      where score_run.version < excluded.version or score_run.profile_version < excluded.profile_version
      returning version, profile_version, after, done, total, began_at, ended_at`,
  )
}

/** Moves the run on past a page of leads. */
export async function moveRun(tx: Tx, after: string | null, done: number): Promise<void> {
  await rows(tx, sql`update score_run set after = ${after}, done = done + ${done} where org_id = ${tx.orgId}`)
}

export async function endRun(tx: Tx, now: Date): Promise<void> {
  await rows(tx, sql`update score_run set ended_at = ${now} where org_id = ${tx.orgId}`)
}
