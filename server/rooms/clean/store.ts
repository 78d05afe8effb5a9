import { sql } from 'kysely'
import type { Fix } from '../../../contract/quarantine.ts'
import { one, rows, type Tx } from '../../db/db.ts'

/** Notes what the gate still misses of quarantined leads; null once it misses nothing. */
export async function noteReasons(
  tx: Tx,
  leads: readonly { leadId: string; reasons: readonly unknown[] | null }[],
): Promise<void> {
  if (leads.length === 0) return
  const ids = leads.map(({ leadId }) => leadId) // probed one by one, as in lead/hold.ts
  const noted = leads.map(({ leadId, reasons }) => ({ lead_id: leadId, gate_reasons: reasons }))
  await rows(
    tx,
    sql`update lead set gate_reasons = noted.gate_reasons
      from jsonb_populate_recordset(null::lead, ${JSON.stringify(noted)}::jsonb) as noted
      where lead.org_id = ${tx.orgId} and lead.lead_id = noted.lead_id and lead.lead_id = any(${ids}::uuid[])`,
  )
}

/** A suggestion taken for many. */
export interface FixRow extends Omit<Fix, 'by' | 'message'> {
  readonly byUser: string
  readonly sourceId: string | null
  /** The last lead done, in the order of their ids; null: none yet. */
  readonly after: string | null
}

const columns = sql.raw(
  'fix_id, pattern, source_id, state, total, fixed, released, kept, failed, undone, by_user, created_at, finished_at, after',
)

/** Begins a fix of many. */
export async function beginFix(
  tx: Tx,
  fix: Pick<FixRow, 'fixId' | 'pattern' | 'sourceId' | 'total' | 'byUser' | 'createdAt'>,
): Promise<void> {
  await rows(
    tx,
    sql`insert into quarantine_fix (org_id, fix_id, pattern, source_id, state, total, by_user, created_at)
      values (${tx.orgId}, ${fix.fixId}, ${fix.pattern}, ${fix.sourceId}, 'running', ${fix.total}, ${fix.byUser}, ${fix.createdAt})`,
  )
}

/** A fix as it stands; undefined when there is none. */
export async function readFix(tx: Tx, fixId: string): Promise<FixRow | undefined> {
  return one(
    tx,
    sql<FixRow>`select ${columns} from quarantine_fix where org_id = ${tx.orgId} and fix_id = ${fixId}`,
  )
}

/** The same, locked: whoever goes on with it is alone. */
export async function lockFix(tx: Tx, fixId: string): Promise<FixRow | undefined> {
  return one(
    tx,
    sql<FixRow>`select ${columns} from quarantine_fix
      where org_id = ${tx.orgId} and fix_id = ${fixId} for update`,
  )
}

/** The last fixes, the newest first. */
export async function listFixes(tx: Tx, most: number): Promise<FixRow[]> {
  return rows(
    tx,
    sql<FixRow>`select ${columns} from quarantine_fix
      where org_id = ${tx.orgId} order by created_at desc, fix_id limit ${most}`,
  )
}

/** Ids and states of the fixes somebody should be at. */
export async function activeFixes(tx: Tx): Promise<Pick<FixRow, 'fixId' | 'state'>[]> {
  return rows(
    tx,
    sql<Pick<FixRow, 'fixId' | 'state'>>`select fix_id, state from quarantine_fix
      where org_id = ${tx.orgId} and state in ('running', 'undoing')`,
  )
}

/** Writes how far a fix is. */
export async function moveFix(
  tx: Tx,
  fix: Pick<
    FixRow,
    'fixId' | 'state' | 'fixed' | 'released' | 'kept' | 'failed' | 'undone' | 'finishedAt' | 'after'
  >,
): Promise<void> {
  await rows(
    tx,
    sql`update quarantine_fix set state = ${fix.state}, fixed = ${fix.fixed}, released = ${fix.released},
        kept = ${fix.kept}, failed = ${fix.failed}, undone = ${fix.undone}, finished_at = ${fix.finishedAt},
        after = ${fix.after}
      where org_id = ${tx.orgId} and fix_id = ${fix.fixId}`,
  )
}

/** Notes the leads a fix has changed, with the versions it left them at. */
export async function noteFixed(tx: Tx, fixId: string, versions: ReadonlyMap<string, number>): Promise<void> {
  if (versions.size === 0) return
  const asked = [...versions].map(([leadId, version]) => ({ lead_id: leadId, version }))
  await rows(
    tx,
    sql`insert into quarantine_fixed (org_id, fix_id, lead_id, version)
      select ${tx.orgId}, ${fixId}, lead_id, version
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (lead_id uuid, version integer)`,
  )
}

/** Takes a page of what a fix has changed off its list, to be undone: leads with the versions it left them at. */
export async function takeFixed(tx: Tx, fixId: string, most: number): Promise<Map<string, number>> {
  const taken = await rows(
    tx,
    sql<{ leadId: string; version: number }>`delete from quarantine_fixed
      where org_id = ${tx.orgId} and fix_id = ${fixId} and lead_id in (
        select lead_id from quarantine_fixed where org_id = ${tx.orgId} and fix_id = ${fixId}
        order by lead_id limit ${most})
      returning lead_id, version`,
  )
  return new Map(taken.map(({ leadId, version }) => [leadId, version]))
}
