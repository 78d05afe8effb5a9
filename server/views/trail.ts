import { sql } from 'kysely'
import type { LeadPage } from '../../contract/lead.ts'
import type { Label } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { familyOf } from '../lead/family.ts'
import { unseal } from '../lead/seal.ts'
import type { Change } from '../lead/trail.ts'
import { hideContacts } from '../people/mask.ts'
import type { Sight } from '../people/scope.ts'
import { said } from './rows.ts'

type TrailEntry = LeadPage['trail'][number]
type Activity = LeadPage['activities'][number]

interface Event {
  readonly eventId: string
  readonly at: Date
  readonly kind: string
  readonly actorKind: string
  readonly actorId: string | null
  readonly actorName: string | null
  readonly rule: TrailEntry['rule']
  readonly ruleName: string | null
  readonly data: Record<string, unknown> & { changes?: Change[] }
  readonly sealed: Buffer | null
  readonly leadId: string
  readonly sealingKey: Buffer | null
}

interface Lead {
  readonly leadId: string
  readonly sight: Sight
}

/**
 * What happened to a lead, in order, with the names of who did it and of the rule that said so. Changes of personal
 * fields, and what was noted of the lead as it arrived, are sealed: they are opened for who sees the lead in full, and gone
 * once the person is erased. What happened to leads that were merged into it is told too, each with the lead it happened to.
 */
export async function readTrail(tx: Tx, { leadId, sight }: Lead): Promise<TrailEntry[]> {
  const events = await rows(
    tx,
    sql<Event>`select e.event_id, e.at, e.kind, e.actor_kind, e.actor_id, e.rule, e.data, e.sealed, e.lead_id,
        (select sealing_key from person_key where person_key.org_id = kin.org_id and person_key.person_id = kin.person_id),
        coalesce(member.name, api_key.name, form.slug, import.file_name) as actor_name,
        (select coalesce(named.rule ->> 'name', named.rule ->> 'label')
          from jsonb_array_elements(coalesce(policy.body -> 'rules', policy.body -> 'terms')) as named (rule)
          where jsonb_typeof(named.rule) = 'object' and named.rule ->> 'id' = e.rule ->> 'id') as rule_name
      from lead kin
      join lead_event e on e.org_id = kin.org_id and e.lead_id = kin.lead_id
      left join member on member.org_id = e.org_id and member.user_id = e.actor_id and e.actor_kind = 'user'
      left join api_key on api_key.org_id = e.org_id and api_key.api_key_id = e.actor_id and e.actor_kind = 'key'
      left join form on form.org_id = e.org_id and form.form_id = e.actor_id and e.actor_kind = 'form'
      left join import on import.org_id = e.org_id and import.import_id = e.actor_id and e.actor_kind = 'import'
      left join policy on policy.org_id = e.org_id and policy.kind = e.rule ->> 'kind'
        and policy.scope = e.rule ->> 'scope' and policy.version = (e.rule ->> 'version')::int
      where kin.org_id = ${tx.orgId} and kin.lead_id in ${familyOf(tx, leadId)} order by e.at, e.event_id`,
  )
  return events.map((event) => entryOf(event, { sight, leadId }))
}

/** What an entry keeps sealed: what was changed, or what was noted of the lead as it arrived. */
interface Opened {
  readonly changes?: Change[]
  /** What somebody said in their own words. */
  readonly said?: string
  readonly notes?: readonly { readonly field: string; readonly message: Label }[]
}

function entryOf(event: Event, { sight, leadId }: { sight: Sight; leadId: string }): TrailEntry {
  const { changes = [], ...data } = event.data
  const key = sight === 'full' ? event.sealingKey : null
  const opened = unseal(key, event.sealed) as Opened | null
  const all = [...changes, ...(opened?.changes ?? [])]
  const notes = opened?.notes?.map(({ field, message }) => ({ field, message }))
  return {
    eventId: event.eventId,
    at: event.at,
    kind: event.kind,
    actor: { kind: event.actorKind, id: event.actorId, name: event.actorName },
    of: event.leadId === leadId ? null : event.leadId,
    rule: event.rule && { ...event.rule, name: event.ruleName },
    data:
      sight === 'full'
        ? { ...data, ...(notes && { notes }), ...(opened?.said && { said: opened.said }) }
        : (withoutContacts(data) as Record<string, unknown>),
    changes: all.map(({ field, before, after }) => ({
      field,
      before: sight === 'full' ? before : withoutContacts(before),
      after: sight === 'full' ? after : withoutContacts(after),
    })),
  }
}

/** Words that hold what somebody wrote: what was given for a phone, and the sentences that quote it. */
const quoting: ReadonlySet<string> = new Set(['given', 'message'])
/** What only looks like a number to call. */
const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^\d{4}-\d\d-\d\d(?:T|$)/

/** The data without what people typed of themselves; ids and moments stay. */
export function withoutContacts(value: unknown): unknown {
  if (typeof value === 'string') return id.test(value) ? value : hideContacts(value)
  if (Array.isArray(value)) return value.map(withoutContacts)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const kept = Object.entries(value).filter(([name]) => !quoting.has(name))
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutContacts(inner)]))
}

/** The follow-ups of a lead, newest first. */
export async function readActivities(tx: Tx, { leadId, sight }: Lead): Promise<Activity[]> {
  const found = await rows(
    tx,
    sql<Omit<Activity, 'by'> & { byUser: string; byName: string }>`
      select activity.activity_id, activity.kind, activity.outcome, activity.note, activity.at, activity.next_step,
        activity.next_at, activity.by_user, coalesce(member.name, '') as by_name
      from activity
      left join member on member.org_id = activity.org_id and member.user_id = activity.by_user
      where activity.org_id = ${tx.orgId} and activity.lead_id = ${leadId} order by activity.at desc, activity_id desc`,
  )
  return found.map(({ byUser, byName, ...activity }) => ({
    ...activity,
    by: { id: byUser, name: byName },
    note: said(activity.note, sight),
    nextStep: said(activity.nextStep, sight),
  }))
}
