import { sql } from 'kysely'
import type { AssignPolicy } from '../../../../contract/assign.ts'
import {
  type AssignGate,
  noAssignGate,
  type RehearsalResult,
  type rehearsalStates,
} from '../../../../contract/rehearsal.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { recordVersion } from '../../../people/version.ts'

/** A rehearsal without its draft and its result. */
export interface RehearsalRow {
  readonly rehearsalId: string
  readonly state: (typeof rehearsalStates)[number]
  readonly hash: string
  readonly days: number
  readonly leads: number
  readonly dealt: number
  readonly createdBy: string
  readonly creator: string | null
  readonly createdAt: Date
  readonly finishedAt: Date | null
}
export interface HeldRehearsal extends RehearsalRow {
  readonly draft: AssignPolicy
  readonly result: RehearsalResult | null
}

export interface NewRehearsal extends Pick<RehearsalRow, 'rehearsalId' | 'hash' | 'days'> {
  readonly draft: AssignPolicy
  readonly by: string
  readonly at: Date
}

const row = sql`rehearsal_id, state, hash, days, leads, dealt, created_by, member.name as creator,
  rehearsal.created_at, finished_at`
const from = sql`rehearsal
  left join member on member.org_id = rehearsal.org_id and member.user_id = rehearsal.created_by`

/** Rehearsals that are kept. */
const KEPT = 20

/** Writes one that is to run and drops the oldest; false where one is running already. */
export async function addRehearsal(tx: Tx, wish: NewRehearsal): Promise<boolean> {
  const { rehearsalId, draft, hash, days, by, at } = wish
  const added = await rows(
    tx,
    sql`insert into rehearsal (org_id, rehearsal_id, state, draft, hash, days, created_by, created_at)
      values (${tx.orgId}, ${rehearsalId}, 'running', ${JSON.stringify(draft)}::jsonb, ${hash}, ${days}, ${by}, ${at})
      on conflict (org_id) where state = 'running' do nothing returning rehearsal_id`,
  )
  if (added.length === 0) return false
  await rows(
    tx,
    sql`delete from rehearsal where org_id = ${tx.orgId} and state <> 'running' and rehearsal_id in (
      select rehearsal_id from rehearsal where org_id = ${tx.orgId} order by rehearsal_id desc offset ${KEPT})`,
  )
  return true
}

/** The last twenty, newest first. */
export function readRehearsals(tx: Tx): Promise<RehearsalRow[]> {
  return rows(
    tx,
    sql<RehearsalRow>`select ${row} from ${from} where rehearsal.org_id = ${tx.orgId}
      order by rehearsal_id desc limit ${KEPT}`,
  )
}

export function readRehearsal(tx: Tx, rehearsalId: string): Promise<HeldRehearsal | undefined> {
  return one(
    tx,
    sql<HeldRehearsal>`select ${row}, draft, result from ${from}
      where rehearsal.org_id = ${tx.orgId} and rehearsal_id = ${rehearsalId}`,
  )
}

/** The one that runs. */
export function runningRehearsal(tx: Tx): Promise<RehearsalRow | undefined> {
  return one(
    tx,
    sql<RehearsalRow>`select ${row} from ${from} where rehearsal.org_id = ${tx.orgId} and state = 'running'`,
  )
}

/** When exactly these rules were last rehearsed to the end; undefined: never. */
export async function rehearsedAt(tx: Tx, hash: string): Promise<Date | undefined> {
  const found = await one(
    tx,
    sql<{ at: Date }>`select finished_at as at from rehearsal
      where org_id = ${tx.orgId} and hash = ${hash} and state = 'done' order by finished_at desc limit 1`,
  )
  return found?.at
}

interface Moved {
  readonly state: RehearsalRow['state']
  readonly leads?: number
  readonly dealt?: number
  readonly result?: RehearsalResult
  readonly at: Date
}

/** What a rehearsal comes to while it runs; false where it does not any more, and nothing is changed. */
export async function moveRehearsal(
  tx: Tx,
  rehearsalId: string,
  { state, leads, dealt, result, at }: Moved,
): Promise<boolean> {
  const moved = await one(
    tx,
    sql`update rehearsal set state = ${state}, leads = coalesce(${leads ?? null}::int, leads),
        dealt = coalesce(${dealt ?? null}::int, dealt), result = ${result ? JSON.stringify(result) : null}::jsonb,
        finished_at = case when ${state} <> 'running' then ${at}::timestamptz end
      where org_id = ${tx.orgId} and rehearsal_id = ${rehearsalId} and state = 'running' returning rehearsal_id`,
  )
  return moved !== undefined
}

/** What publishing assignment rules asks for first. */
export async function readAssignGate(tx: Tx): Promise<AssignGate> {
  const held = await one(
    tx,
    sql<{ asks: AssignGate }>`select asks from assign_gate where org_id = ${tx.orgId}`,
  )
  return held?.asks ?? noAssignGate
}

/** Changes it; how it stood at any moment can be read back. */
export async function keepAssignGate(
  tx: Tx,
  asks: AssignGate,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`insert into assign_gate (org_id, asks) values (${tx.orgId}, ${JSON.stringify(asks)}::jsonb)
      on conflict (org_id) do update set asks = excluded.asks`,
  )
  await recordVersion(tx, { subject: 'assign_gate', id: tx.orgId, body: asks, at, by })
}
