import { sql } from 'kysely'
import type { HolderKind, LeadRow } from '../../contract/lead.ts'
import type { Fields } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { hideContacts, maskContacts } from '../people/mask.ts'
import { type Scope, type Sight, sightSql } from '../people/scope.ts'
import { measures, standingShown, type Stands } from './profile.ts'
import { shows } from './sight.ts'

interface Read extends Omit<LeadRow, 'masked' | 'holder' | 'custom' | 'profile'>, Stands {
  readonly attrs: Record<string, unknown>
  readonly holderKind: HolderKind
  readonly holderId: string | null
  readonly holderName: string | null
  readonly sight: Sight
}

/** What a lead shows of the customer it is known to be, as JSON. */
const customerOf = sql`(
  select jsonb_build_object('customerId', customer.customer_id, 'company', company,
    'lifecycleStage', lifecycle_stage, 'lastPurchaseOn', last_purchase_on, 'spend', spend, 'currency', currency,
    'holder', case when holder_id is not null then jsonb_build_object('id', holder_id, 'name', (
      select name from member where member.org_id = customer.org_id and member.user_id = customer.holder_id)) end)
  from customer where customer.org_id = lead.org_id and customer.customer_id = lead.customer_id)`

/** What a lead that waits is waiting for, as JSON: told by what put it there. */
const waitsOf = sql`case when lead.holder_kind = 'waiting' then (
  select jsonb_build_object(
    'rule', (select named.rule ->> 'name' from policy, jsonb_array_elements(policy.body -> 'rules') as named (rule)
      where policy.org_id = e.org_id and policy.kind = e.rule ->> 'kind' and policy.scope = e.rule ->> 'scope'
        and policy.version = (e.rule ->> 'version')::int and named.rule ->> 'id' = e.rule ->> 'id'),
    'because', (select coalesce(jsonb_agg(because order by often desc, because), '[]') from (
      select rep ->> 'because' as because, count(*) as often
      from jsonb_array_elements(e.data -> 'why' -> 'without') rep group by 1) as counted))
  from lead_event e
  where e.org_id = lead.org_id and e.lead_id = lead.lead_id and e.data -> 'to' ->> 'kind' = 'waiting'
  order by e.at desc, e.event_id desc limit 1) end`

/** The lines of these leads in their order, each masked to what the reader may see of it. All must be in the scope. */
export async function readRows(
  tx: Tx,
  leadIds: readonly string[],
  { scope, fields }: { scope: Scope; fields: Fields },
): Promise<LeadRow[]> {
  if (leadIds.length === 0) return []
  const found = await rows(
    tx,
    sql<Read>`select lead.lead_id, lead.name, lead.company, lead.credit_code, lead.title, lead.phone, lead.email, lead.wechat, lead.region,
        lead.address, lead.need, lead.tags, lead.source_id, coalesce(source.name, '') as source_name, lead.door, lead.stage, lead.score,
        lead.grade, lead.score_terms, lead.expected_value, lead.value_terms as value, lead.priority_due_at,
        case when lead.priority_due_at is not null then lead.priority_since end as priority_since, lead.arrived_at, lead.assigned_at, lead.first_followup_at, lead.last_followup_at,
        lead.next_step, lead.next_at, lead.due_at, lead.wake_at, ${waitsOf} as waits, lead.updated_at, lead.version, lead.attrs, lead.holder_kind,
        case when lead.holder_kind = 'quarantine' then lead.gate_reasons end as lacks,
        lead.profile_verdict, lead.profile_kept, lead.profile_reasons, lead.profile_version,
        lead.holder_id, coalesce(member.name, pool.name) as holder_name, ${sightSql(scope)} as sight, ${customerOf} as customer
      from unnest(${[...leadIds]}::uuid[]) with ordinality as listed (lead_id, place)
      join lead on lead.org_id = ${tx.orgId} and lead.lead_id = listed.lead_id
      left join source on source.org_id = lead.org_id and source.source_id = lead.source_id
      left join member on member.org_id = lead.org_id and member.user_id = lead.holder_id and lead.holder_kind = 'rep'
      left join pool on pool.org_id = lead.org_id and pool.pool_id = lead.holder_id and lead.holder_kind = 'pool'
      order by listed.place`,
  )
  return found.map((row) => rowOf(row, { fields, measures: measures(scope) }))
}

interface Reader {
  readonly fields: Fields
  readonly measures: boolean
}

function rowOf(found: Read, { fields, measures: told }: Reader): LeadRow {
  const { attrs, holderKind, holderId, holderName, sight, ...stands } = found
  const { profileVerdict: _v, profileKept: _k, profileReasons: _r, profileVersion: _p, ...read } = stands
  const row = maskContacts(read, sight)
  return {
    ...row,
    masked: sight !== 'full',
    nextStep: said(row.nextStep, sight),
    holder: { kind: holderKind, id: holderId, name: holderName },
    custom: maskCustom(attrs, sight, fields),
    profile: standingShown(found, told),
  }
}

/** What somebody typed into free text, without numbers and addresses where they are not to be seen. */
export function said<T extends string | null>(text: T, sight: Sight): T {
  return (text && sight !== 'full' ? hideContacts(text) : text) as T
}

/** Custom values by key; of personal ones only that there is something. */
export function maskCustom(
  attrs: Readonly<Record<string, unknown>>,
  sight: Sight,
  fields: Fields,
): Record<string, unknown> {
  const masked = Object.entries(attrs).map(([key, value]): [string, unknown] => {
    const field = fields.get(`custom.${key}`)
    if (field && !shows(sight, field)) return [key, value === null || value === '' ? value : '***']
    return [key, typeof value === 'string' ? said(value, sight) : value]
  })
  return Object.fromEntries<unknown>(masked)
}
