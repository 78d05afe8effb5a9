import { sql } from 'kysely'
import type { Closing, FieldStatus, Stage } from '../../contract/lead.ts'
import type { Verdict } from '../../contract/profile.ts'
import type { Override } from '../../contract/scoring/override.ts'
import type { Fact } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { insertRows } from '../db/write.ts'
import type { Holder } from './hold.ts'
import { type KnownFacts, leadAndKnown } from './known.ts'

/** The facts a lead is known by, cleaned. `attrs` holds the custom ones by key. */
export interface LeadValues extends Readonly<Record<Fact, string | null>> {
  readonly attrs: Readonly<Record<string, unknown>>
}

/** A lead that is about to be written for the first time. */
export interface NewLead extends LeadValues {
  readonly leadId: string
  readonly personId: string
  readonly tags: readonly string[]
  readonly sourceId: string
  readonly externalId: string | null
  readonly door: string
  readonly touch: Readonly<Record<string, string>>
  readonly holder: Holder
  readonly poolId: string | null
  readonly protected: boolean
  readonly score: number
  readonly grade: string
  readonly scoreTerms: readonly unknown[]
  readonly scoreVersion: number | null
  readonly scoreChangesAt: Date | null
  readonly expectedValue: number | null
  readonly valueTerms: unknown
  readonly valueVersion: number | null
  readonly prioritySince: Date | null
  readonly priorityDueAt: Date | null
  readonly profileVerdict: Verdict | null
  readonly profileKept: boolean
  readonly profileReasons: unknown
  readonly profileVersion: number | null
  readonly profileChangesAt: Date | null
  readonly gateReasons: readonly unknown[] | null
  readonly duplicateOf: string | null
  /** The known customer it is of. */
  readonly customerId: string | null
  readonly arrivedAt: Date
  readonly assignedRule: string | null
  readonly dueAt: Date | null
  readonly remindAt: Date | null
  readonly wakeAt: Date | null
}

const columns = [
  'org_id',
  'lead_id',
  'person_id',
  'name',
  'company',
  'credit_code',
  'title',
  'phone',
  'email',
  'wechat',
  'region',
  'address',
  'need',
  'note',
  'attrs',
  'tags',
  'source_id',
  'external_id',
  'door',
  'touch',
  'holder_kind',
  'holder_id',
  'pool_id',
  'protected',
  'stage_at',
  'score',
  'grade',
  'score_terms',
  'score_version',
  'score_changes_at',
  'expected_value',
  'value_terms',
  'value_version',
  'priority_since',
  'priority_due_at',
  'first_score',
  'first_grade',
  'first_score_version',
  'profile_verdict',
  'profile_kept',
  'profile_reasons',
  'profile_version',
  'profile_changes_at',
  'gate_reasons',
  'duplicate_of',
  'customer_id',
  'arrived_at',
  'created_at',
  'updated_at',
  'assigned_at',
  'assigned_rule',
  'due_at',
  'remind_at',
  'wake_at',
  'stage',
  'version',
]

/** Writes new leads as they were decided at `now`. Their loads, trail and notices are `settle`'s. */
export async function insertLeads(tx: Tx, leads: readonly NewLead[], now: Date): Promise<void> {
  await insertRows(
    tx,
    'lead',
    columns,
    leads.map((lead) => [
      tx.orgId,
      lead.leadId,
      lead.personId,
      lead.name,
      lead.company,
      lead.creditCode,
      lead.title,
      lead.phone,
      lead.email,
      lead.wechat,
      lead.region,
      lead.address,
      lead.need,
      lead.note,
      lead.attrs,
      lead.tags,
      lead.sourceId,
      lead.externalId,
      lead.door,
      lead.touch,
      lead.holder.kind,
      lead.holder.id,
      lead.poolId,
      lead.protected,
      lead.arrivedAt,
      lead.score,
      lead.grade,
      lead.scoreTerms,
      lead.scoreVersion,
      lead.scoreChangesAt,
      lead.expectedValue,
      lead.valueTerms,
      lead.valueVersion,
      lead.prioritySince,
      lead.priorityDueAt,
      lead.score,
      lead.grade,
      lead.scoreVersion,
      lead.profileVerdict,
      lead.profileKept,
      lead.profileReasons,
      lead.profileVersion,
      lead.profileChangesAt,
      lead.gateReasons,
      lead.duplicateOf,
      lead.customerId,
      lead.arrivedAt,
      now,
      now,
      lead.holder.kind === 'rep' ? now : null,
      lead.assignedRule,
      lead.dueAt,
      lead.remindAt,
      lead.wakeAt,
      'new',
      1,
    ]),
  )
}

/** A lead as rooms read it before they change it. */
export interface LeadState extends LeadValues, KnownFacts {
  readonly leadId: string
  readonly personId: string
  readonly sourceId: string
  readonly door: string
  readonly externalId: string | null
  readonly tags: readonly string[]
  readonly phoneStatus: FieldStatus
  readonly emailStatus: FieldStatus
  readonly holderKind: Holder['kind']
  readonly holderId: string | null
  readonly poolId: string | null
  readonly closedAs: Closing | null
  readonly protected: boolean
  readonly stage: Stage
  readonly score: number
  readonly grade: string
  /** Minor units; null where no leads are valued. */
  readonly expectedValue: number | null
  readonly prioritySince: Date | null
  readonly priorityDueAt: Date | null
  /** A grade or score that somebody set by hand; it may be over by now. */
  readonly scoreOverride: Override | null
  /** How it stands beside the ideal customer; of one kept at random what it would be otherwise. */
  readonly profileVerdict: Verdict | null
  readonly profileKept: boolean
  /** The rep who had it when it was set aside, and who set it aside (null: the house). */
  readonly asideFrom: string | null
  readonly asideBy: string | null
  /** Of a lead in quarantine: why it is there. */
  readonly gateReasons: readonly unknown[] | null
  readonly arrivedAt: Date
  readonly assignedAt: Date | null
  readonly assignedRule: string | null
  readonly lastFollowupAt: Date | null
  readonly firstFollowupAt: Date | null
  readonly dueAt: Date | null
  readonly remindAt: Date | null
  /** Until then the roster of its group says who has it: it never falls back. */
  readonly rosterUntil: Date | null
  readonly touch: Readonly<Record<string, unknown>>
  readonly stageAt: Date
  readonly stageReason: string | null
  readonly nextStep: string | null
  readonly nextAt: Date | null
  readonly duplicateOf: string | null
  /** Who referred it, of those named. */
  readonly referrerId: string | null
  /** The lead this one was merged into; the last of a chain. Null of one that stands for itself. */
  readonly mergedInto: string | null
  readonly version: number
}

/** Leads by id with all their columns, locked for change, in the order of their ids (so that no two lockers cross). */
export async function lockLeads(tx: Tx, leadIds: readonly string[]): Promise<LeadState[]> {
  return rows(
    tx,
    sql<LeadState>`select ${leadAndKnown.select} from ${leadAndKnown.from}
      where lead.org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[]) order by lead_id for update of lead`,
  )
}

/** Leads by id with all their columns, unlocked. */
export async function readLeads(tx: Tx, leadIds: readonly string[]): Promise<LeadState[]> {
  return rows(
    tx,
    sql<LeadState>`select ${leadAndKnown.select} from ${leadAndKnown.from}
      where lead.org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[]) order by lead_id`,
  )
}

/**
 * Writes leads' facts after a merge or an edit; the version moves on. What was found out about a phone or an e-mail is
 * not true of another one.
 */
export async function writeValues(
  tx: Tx,
  leads: readonly (LeadValues & { leadId: string })[],
  now: Date,
): Promise<void> {
  if (leads.length === 0) return
  const asked = leads.map(
    ({
      leadId,
      name,
      company,
      creditCode,
      title,
      phone,
      email,
      wechat,
      region,
      address,
      need,
      note,
      attrs,
    }) => ({
      lead_id: leadId,
      name,
      company,
      credit_code: creditCode,
      title,
      phone,
      email,
      wechat,
      region,
      address,
      need,
      note,
      attrs,
    }),
  )
  await rows(
    tx,
    sql`update lead set name = new.name, company = new.company, credit_code = new.credit_code, title = new.title, phone = new.phone,
        email = new.email, wechat = new.wechat, region = new.region, address = new.address, need = new.need, note = new.note,
        attrs = new.attrs, updated_at = ${now}, version = lead.version + 1,
        phone_check = case when lead.phone is not distinct from new.phone then lead.phone_check end,
        email_check = case when lead.email is not distinct from new.email then lead.email_check end
      from jsonb_populate_recordset(null::lead, ${JSON.stringify(asked)}::jsonb) as new
      where lead.org_id = ${tx.orgId} and lead.lead_id = new.lead_id
        and lead.lead_id = any(${leads.map(({ leadId }) => leadId)}::uuid[])`,
  )
}

/** Points a lead at another open lead that is the same person; null: at none. */
export async function flagTwin(tx: Tx, leadId: string, twinId: string | null): Promise<void> {
  await rows(
    tx,
    sql`update lead set duplicate_of = ${twinId} where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}
