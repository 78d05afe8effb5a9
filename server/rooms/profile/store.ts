import { sql } from 'kysely'
import { rows, type Tx } from '../../db/db.ts'
import type { Standing } from './decide/standing.ts'

export interface Stood extends Standing {
  readonly leadId: string
}

interface As {
  /** Of the policy they come from; null where there is none. */
  readonly version: number | null
  readonly at: Date
}

/**
 * Writes how leads stand; those that stand so already are left alone. Returns the ids of those whose verdict, as it is told,
 * is another now.
 */
export async function write(tx: Tx, stood: readonly Stood[], { version, at }: As): Promise<string[]> {
  if (stood.length === 0) return []
  const asked = stood.map(({ leadId, verdict, kept, reasons, changesAt }) => ({
    lead_id: leadId,
    verdict,
    kept,
    reasons,
    changes_at: changesAt,
  }))
  const changed = await rows(
    tx,
    sql<{ leadId: string; same: boolean }>`
      with before as (
        select lead_id, profile_verdict from lead
        where org_id = ${tx.orgId} and lead_id = any(${stood.map(({ leadId }) => leadId)}::uuid[])
      )
      update lead set profile_verdict = new.verdict, profile_kept = new.kept, profile_reasons = new.reasons,
        profile_version = ${version}, profile_changes_at = new.changes_at
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
          as new (lead_id uuid, verdict text, kept boolean, reasons jsonb, changes_at timestamptz)
        join before on before.lead_id = new.lead_id
      where lead.org_id = ${tx.orgId} and lead.lead_id = before.lead_id
        and (lead.profile_verdict, lead.profile_kept, lead.profile_reasons, lead.profile_version, lead.profile_changes_at)
          is distinct from (new.verdict, new.kept, new.reasons, ${version}::integer, new.changes_at)
      returning lead.lead_id, before.profile_verdict is not distinct from new.verdict as same`,
  )
  await keepFirst(tx, stood, { version, at })
  return changed.flatMap(({ leadId, same }) => (same ? [] : [leadId]))
}

/** Keeps the first verdict a version gave each lead: what it is measured by stays as it was said before the outcome. */
export async function keepFirst(tx: Tx, stood: readonly Stood[], { version, at }: As): Promise<void> {
  const judged = stood.filter((one) => one.judged !== null)
  if (judged.length === 0 || version === null) return
  const asked = judged.map(({ leadId, judged: verdict, kept }) => ({ lead_id: leadId, verdict, kept }))
  await rows(
    tx,
    sql`insert into profile_judged (org_id, version, lead_id, verdict, kept, at)
      select ${tx.orgId}, ${version}::integer, lead_id, verdict, kept, ${at}
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as new (lead_id uuid, verdict text, kept boolean)
      on conflict do nothing`,
  )
}

/** Leads that stand where their verdict does not let them, or whose verdict time may have turned; unlocked, the oldest due first. */
export async function due(tx: Tx, now: Date, most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`
      (select lead_id from lead where org_id = ${tx.orgId}
        and ((holder_kind = 'aside' and profile_verdict is distinct from 'unfit')
          or (holder_kind in ('verification', 'waiting', 'pool') and profile_verdict = 'unfit'))
        order by lead_id limit ${most})
      union
      (select lead_id from lead where org_id = ${tx.orgId} and profile_changes_at <= ${now} and holder_kind <> 'closed'
        order by profile_changes_at, lead_id limit ${most})
      limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}

/** Notes from which rep leads were set aside, and by whom (null: the house). */
export async function noteFrom(
  tx: Tx,
  aside: readonly { readonly leadId: string; readonly from: string | null }[],
  by: string | null,
): Promise<void> {
  if (aside.length === 0) return
  const asked = aside.map(({ leadId, from }) => ({ lead_id: leadId, from_id: from }))
  await rows(
    tx,
    sql`update lead set aside_from = aside.from_id, aside_by = ${by}
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as aside (lead_id uuid, from_id uuid)
      where lead.org_id = ${tx.orgId} and lead.lead_id = aside.lead_id`,
  )
}

/** Nothing of why leads stood as they did is kept, and time turns them no more: who they were is erased. What each version said of them stays, to be counted. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update lead set profile_verdict = null, profile_kept = false, profile_reasons = null, profile_changes_at = null
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}
