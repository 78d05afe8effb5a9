import { sql } from 'kysely'
import type { Score } from '../../../contract/scoring/score.ts'
import type { Valued } from '../../../contract/value.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { factsAndKnown, leadAndKnown } from '../../lead/known.ts'
import type { Standing } from '../../lead/priority.ts'
import type { LeadState } from '../../lead/store.ts'

export interface Scored extends Omit<Score, 'card'> {
  readonly leadId: string
  readonly valued: Valued | null
  /** The row's `held` as it was read without a lock: it is written only if nobody has written it since. */
  readonly held?: string
}

/** The versions of the policies that scores and values come from; null where there is none. */
export interface Versions {
  readonly score: number | null
  readonly value: number | null
}

/** Scores as they are sent to be written: making that ready takes as long as scoring, and need not be waited for. */
export interface Ready {
  readonly leadIds: readonly string[]
  readonly json: string
}

export function ready(scored: readonly Scored[]): Ready {
  const asked = scored.map(({ leadId, score, grade, terms, changesAt, valued, held }) => ({
    lead_id: leadId,
    score,
    grade,
    terms,
    changes_at: changesAt,
    expected: valued?.total ?? null,
    valued,
    held,
  }))
  return { leadIds: scored.map(({ leadId }) => leadId), json: JSON.stringify(asked) }
}

/**
 * Writes leads' scores and values with what made them and the versions of the policies they come from, in one go: a lead has
 * many indexes. Those that stand so
 * already are left alone, and those that were not locked and are no longer as they were read. Returns the ids of those written.
 */
export async function write(
  tx: Tx,
  { leadIds, json }: Ready,
  { score: version, value }: Versions,
): Promise<ReadonlySet<string>> {
  if (leadIds.length === 0) return new Set()
  const written = await rows(
    tx,
    sql<{ leadId: string }>`
      update lead set score = new.score, grade = new.grade, score_terms = new.terms, score_version = ${version},
        score_changes_at = new.changes_at, expected_value = new.expected, value_terms = new.valued,
        value_version = case when new.expected is not null then ${value}::integer end
      from jsonb_to_recordset(${json}::jsonb)
          as new (lead_id uuid, score integer, grade text, terms jsonb, changes_at timestamptz, expected bigint,
            valued jsonb, held xid)
      where lead.org_id = ${tx.orgId} and lead.lead_id = new.lead_id and lead.lead_id = any(${leadIds}::uuid[])
        and (new.held is null or lead.xmin = new.held)
        and (lead.score_version, lead.score, lead.grade, lead.score_changes_at, lead.expected_value, lead.value_version,
            lead.score_terms, lead.value_terms)
          is distinct from (${version}::integer, new.score, new.grade, new.changes_at, new.expected,
            case when new.expected is not null then ${value}::integer end, new.terms, new.valued)
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
export type Facts = LeadFacts & Standing & { readonly held: string }

export interface Reading {
  readonly after: string | null
  readonly most: number
  /** Properties that scoring asks; undefined: all that conditions may ask. */
  readonly properties?: readonly string[] | undefined
}

/** Reads the next leads in the order of their ids, without a lock. */
export async function readPage(tx: Tx, { after, most, properties }: Reading): Promise<Facts[]> {
  const behind = after ? sql`and lead_id > ${after}` : sql``
  const standing = ['holderKind', 'holderId', 'lastFollowupAt', 'assignedAt']
  const { select, from } = factsAndKnown(properties && [...properties, ...standing])
  return rows(
    tx,
    sql<Facts>`select ${select}, lead.priority_since, lead.xmin::text as held from ${from}
      where lead.org_id = ${tx.orgId} ${behind} order by lead_id limit ${most}`,
  )
}

/** Open leads that are scored by another version, at most so many: looks at every lead. */
export async function behind(tx: Tx, version: number, most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from lead where org_id = ${tx.orgId} and holder_kind <> 'closed'
        and score_version is distinct from nullif(${version}::integer, 0)
      limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}

/** Whether somebody is at work who may have read older scorecards than those the run scores by. */
export async function olderAtWork(tx: Tx): Promise<boolean> {
  const asked = await one(
    tx,
    sql<{ older: boolean }>`select begun_before(seen_at) as older from score_run where org_id = ${tx.orgId}`,
  )
  return asked?.older ?? false
}

/** How far scoring every lead anew is. */
export interface Run {
  readonly version: number
  /** The number of the basis it values by. */
  readonly basis: number
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
    sql<Run>`select version, basis, profile_version, after, done, total, began_at, ended_at from score_run where org_id = ${tx.orgId}`,
  )
}

/** The run, locked: of two who are at it, one waits for the other's page. Undefined before the first. */
export async function lockRun(tx: Tx): Promise<Run | undefined> {
  return one(
    tx,
    sql<Run>`select version, basis, profile_version, after, done, total, began_at, ended_at from score_run
      where org_id = ${tx.orgId} for update`,
  )
}

export type For = Pick<Run, 'version' | 'basis' | 'profileVersion'>

/** The versions in force now. */
export async function inForce(tx: Tx): Promise<For> {
  const version = (kind: 'score' | 'profile') => sql`coalesce((select version from policy
    where policy.org_id = ${tx.orgId} and kind = ${kind} and scope = '' and valid_to = 'infinity'), 0)`
  const held = await one(
    tx,
    sql<For>`select ${version('score')} as version, ${version('profile')} as profile_version,
      coalesce((select number from value_basis where org_id = ${tx.orgId}), 0) as basis`,
  )
  return held!
}

/** Begins it anew for the versions in force, at the first lead; a run for older ones is given up. */
export async function beginRun(
  tx: Tx,
  { version, basis, profileVersion }: For,
  now: Date,
): Promise<Run | undefined> {
  return one(
    tx,
    sql<Run>`insert into score_run (org_id, version, basis, profile_version, total, began_at)
      select ${tx.orgId}, ${version}, ${basis}, ${profileVersion}, count(*), ${now} from lead where org_id = ${tx.orgId}
      on conflict (org_id) do update set version = excluded.version, basis = excluded.basis,
        profile_version = excluded.profile_version, after = null, done = 0, total = excluded.total,
        began_at = excluded.began_at, ended_at = null, seen_at = clock_timestamp()
      where score_run.version < excluded.version or score_run.basis < excluded.basis
        or score_run.profile_version < excluded.profile_version
      returning version, basis, profile_version, after, done, total, began_at, ended_at`,
  )
}

/** Moves the run on past a page of leads. */
export async function moveRun(tx: Tx, after: string | null, done: number): Promise<void> {
  await rows(tx, sql`update score_run set after = ${after}, done = done + ${done} where org_id = ${tx.orgId}`)
}

export async function endRun(tx: Tx, now: Date): Promise<void> {
  await rows(tx, sql`update score_run set ended_at = ${now} where org_id = ${tx.orgId}`)
}
