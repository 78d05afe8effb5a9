import { sql } from 'kysely'
import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import { rows, type Tx } from '../../db/db.ts'
import { readFields } from '../../lead/fields.ts'
import { changesOf, type PastEvent } from '../../lead/trail.ts'
import { readKeys } from '../../rooms/capture/store.ts'
import { atArrival, changedLate, type Edit } from '../../rooms/score/decide/learned/arrival.ts'
import { type Asked, askedOf } from '../../rooms/score/decide/learned/asked.ts'
import type { Kept } from '../../rooms/score/decide/learned/kept.ts'
import type { PastLead } from '../../rooms/score/store/history.ts'
import type { Row } from '../../rooms/score/worker.ts'

export interface Questions {
  readonly fields: Fields
  readonly asked: readonly Asked[]
  readonly unasked: Kept['unasked']
}

/** The customer's stage and spend move on with every purchase, this one too: what they were at arrival is not kept. */
const pastUnknown: ReadonlySet<string> = new Set(['customerStage', 'customerSpend'])
/** Fields whose bins would be somebody's very words. */
const named: ReadonlySet<string> = new Set(['choice', 'region'])

/** What the organisation's leads may be asked, and what not. */
export async function readQuestions(tx: Tx): Promise<Questions> {
  const custom = await readFields(tx)
  const fields = fieldsOf(custom.filter(({ archived }) => !archived))
  const asked = askedOf(fields)
  const why = ({ key, field }: Asked) =>
    pastUnknown.has(key)
      ? ('past_unknown' as const)
      : field.origin === 'custom' && field.personal && named.has(field.type)
        ? ('personal' as const)
        : null
  return {
    fields,
    asked: asked.filter((one) => why(one) === null),
    unasked: asked.flatMap((one) => {
      const reason = why(one)
      return reason ? [{ key: one.key, why: reason }] : []
    }),
  }
}

/** The leads as rows for learning, each as it was when it arrived. */
export async function rowsOf(tx: Tx, leads: readonly PastLead[], { asked }: Questions): Promise<Row[]> {
  const trails = await readPast(tx, leads)
  return leads.map((lead) => {
    const { edits, endedAt } = trails.get(lead.leadId) ?? { edits: [], endedAt: undefined }
    const was = atArrival(lead, edits)
    return {
      won: lead.stage === 'converted',
      cells: asked.map(({ read }) => read(was)),
      late: changedLate(asked, edits, endedAt ?? lead.stageAt),
    }
  })
}

interface Past {
  readonly edits: readonly Edit[]
  /** When it first came to an end: from then on its outcome was known. */
  readonly endedAt: Date | undefined
}

const ends: ReadonlySet<unknown> = new Set(['converted', 'lost', 'invalid'])

/** What was changed of each lead, in order; personal values are unsealed here and never kept. */
export async function readPast(tx: Tx, leads: readonly PastLead[]): Promise<Map<string, Past>> {
  const leadIds = leads.map(({ leadId }) => leadId)
  const events = await rows(
    tx,
    sql<PastEvent>`select lead_id, event_id, at, kind, actor_kind, actor_id,
        jsonb_build_object('changes', coalesce(data -> 'changes', '[]')) as data, sealed
      from lead_event where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[])
        and (jsonb_typeof(data -> 'changes') = 'array' or sealed is not null)
      order by lead_id, event_id`,
  )
  const people = new Map(leads.map(({ leadId, personId }) => [leadId, personId]))
  const sealed = events.flatMap((event) => (event.sealed ? [people.get(event.leadId)!] : []))
  const keys = await readKeys(tx, [...new Set(sealed)])
  return new Map(
    [...Map.groupBy(events, ({ leadId }) => leadId)].map(([leadId, told]) => [
      leadId,
      pastOf(told, keys.get(people.get(leadId)!) ?? null),
    ]),
  )
}

function pastOf(events: readonly PastEvent[], key: Buffer | null): Past {
  const changes = events.flatMap((event) =>
    changesOf(event, key).map((change) => ({ ...change, at: event.at })),
  )
  const ended = changes.find(({ field, after }) => field === 'stage' && ends.has(after))
  return { edits: changes, endedAt: ended?.at }
}
