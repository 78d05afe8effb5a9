import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import type { RuleRef } from '../policy/store.ts'
import { seal, unseal } from './seal.ts'

/** Who or what did it. `id` is the user, key, form or import; null for rules and the system. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'form' | 'import' | 'rule' | 'system'
  readonly id: string | null
}

export const system: Actor = { kind: 'system', id: null }

/** A change of one field, as the trail tells it. */
export interface Change {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

/** An entry of a lead's trail: data for a sentence, never the sentence. Personal values only in `sealed`. */
export interface LeadEvent {
  readonly leadId: string
  readonly at: Date
  readonly kind: string
  readonly actor: Actor
  readonly rule?: RuleRef | null
  readonly data: Readonly<Record<string, unknown>>
  readonly sealed?: Buffer | null
}

/** Fields that name a person: in append-only rows they stand sealed only. */
const personal: ReadonlySet<string> = new Set(['name', 'phone', 'email', 'wechat', 'address', 'need', 'note'])

export function isPersonal(field: string, personalCustom: ReadonlySet<string>): boolean {
  return personal.has(field) || personalCustom.has(field)
}

/** Splits changes into what may stand in the open and what is sealed with the person's key (null when erased). */
export function tellChanges(
  changes: readonly Change[],
  key: Buffer | null,
  personalCustom: ReadonlySet<string>,
): { open: Change[]; sealed: Buffer | null } {
  const open = changes.filter((change) => !isPersonal(change.field, personalCustom))
  const hidden = changes.filter((change) => isPersonal(change.field, personalCustom))
  return { open, sealed: key && hidden.length > 0 ? seal(key, { changes: hidden }) : null }
}

/** Adds to what an entry keeps sealed; null where there is no key to seal with. */
export function sealedToo(
  sealed: Buffer | null,
  key: Buffer | null,
  more: Readonly<Record<string, unknown>>,
): Buffer | null {
  return key ? seal(key, { ...(unseal(key, sealed) as object | null), ...more }) : null
}

const columns = [
  'org_id',
  'lead_id',
  'event_id',
  'at',
  'kind',
  'actor_kind',
  'actor_id',
  'rule',
  'data',
  'sealed',
]

/** Appends to the trail, in order. */
export async function appendEvents(tx: Tx, events: readonly LeadEvent[]): Promise<void> {
  await insertRows(
    tx,
    'lead_event',
    columns,
    events.map((event) => [
      tx.orgId,
      event.leadId,
      uuidv7(),
      event.at,
      event.kind,
      event.actor.kind,
      event.actor.id,
      event.rule ?? null,
      event.data,
      event.sealed ?? null,
    ]),
  )
}

/** An entry as it stands in the trail. */
export interface PastEvent {
  readonly leadId: string
  readonly eventId: string
  readonly at: Date
  readonly kind: string
  readonly actorKind: Actor['kind']
  readonly actorId: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly sealed: Buffer | null
}

/** The whole trails of some leads, each in order. */
export async function readTrails(tx: Tx, leadIds: readonly string[]): Promise<Map<string, PastEvent[]>> {
  const found = await rows(
    tx,
    sql<PastEvent>`select lead_id, event_id, at, kind, actor_kind, actor_id, data, sealed from lead_event
      where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[]) order by lead_id, event_id`,
  )
  return Map.groupBy(found, ({ leadId }) => leadId)
}

/** The changes an event tells, the sealed ones too; of an erased person only those in the open. */
export function changesOf({ data, sealed }: PastEvent, key: Buffer | null): Change[] {
  const open = (data['changes'] ?? []) as Change[]
  const hidden = (unseal(key, sealed) as { changes?: Change[] } | null)?.changes ?? []
  return [...open, ...hidden]
}
