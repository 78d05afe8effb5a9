import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** What was found out about a lead's phone or e-mail, or null where nothing counts any more. */
export interface FieldCheck {
  readonly leadId: string
  readonly field: 'phone' | 'email'
  readonly check: 'reachable' | 'confirmed' | 'stale' | 'bad' | null
}

/** Notes on the leads themselves what was found out, where lists and rules read it; the version stays. */
export async function noteChecks(tx: Tx, checks: readonly FieldCheck[], now: Date): Promise<void> {
  if (checks.length === 0) return
  const ids = [...new Set(checks.map(({ leadId }) => leadId))] // probed one by one, as in hold.ts
  const noted = checks.map(({ leadId, ...rest }) => ({ lead_id: leadId, ...rest }))
  await rows(
    tx,
    sql`with noted as (
        select lead_id,
          bool_or(field = 'phone') as has_phone, max(checked) filter (where field = 'phone') as phone,
          bool_or(field = 'email') as has_email, max(checked) filter (where field = 'email') as email
        from jsonb_to_recordset(${JSON.stringify(noted.map(({ check, ...rest }) => ({ ...rest, checked: check })))}::jsonb)
          as each (lead_id uuid, field text, checked text)
        group by lead_id
      )
      update lead set
        phone_check = case when noted.has_phone then noted.phone else lead.phone_check end,
        email_check = case when noted.has_email then noted.email else lead.email_check end,
        updated_at = ${now}
      from noted
      where lead.org_id = ${tx.orgId} and lead.lead_id = noted.lead_id and lead.lead_id = any(${ids}::uuid[])`,
  )
}
