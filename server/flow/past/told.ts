import { type RawBuilder, sql } from 'kysely'
import { rows, type Tx } from '../../db/db.ts'
import { changesOf, type PastEvent } from '../../lead/trail.ts'
import { readKeys } from '../../rooms/capture/store.ts'
import type { Happening } from '../../rooms/score/decide/past/life.ts'

export interface Told extends Happening {
  readonly leadId: string
}

interface Asked {
  readonly leads: readonly { readonly leadId: string; readonly personId: string }[]
  /** Only what changed a field, without anything else that was told of it. */
  readonly edits?: boolean
}

/** The trails of some leads, each in order; personal values are unsealed here and never kept. Of an erased person the open ones. */
export async function readTold(tx: Tx, { leads, edits = false }: Asked): Promise<Map<string, Told[]>> {
  const [data, only] = edits ? edited : whole
  const events = await rows(
    tx,
    sql<PastEvent>`select lead_id, event_id, at, kind, actor_kind, actor_id, ${data} as data, sealed
      from lead_event where org_id = ${tx.orgId} and lead_id = any(${leads.map(({ leadId }) => leadId)}::uuid[])
        and ${only}
      order by lead_id, event_id`,
  )
  const people = new Map(leads.map(({ leadId, personId }) => [leadId, personId]))
  const sealed = events.flatMap((event) => (event.sealed ? [people.get(event.leadId)!] : []))
  const keys = await readKeys(tx, [...new Set(sealed)])
  const told = events.map((event) => ({
    leadId: event.leadId,
    at: event.at,
    kind: event.kind,
    data: event.data,
    changes: changesOf(event, keys.get(people.get(event.leadId)!) ?? null),
  }))
  return Map.groupBy(told, ({ leadId }) => leadId)
}

const whole: readonly RawBuilder<unknown>[] = [sql`data`, sql`true`]
const edited: readonly RawBuilder<unknown>[] = [
  sql`jsonb_build_object('changes', coalesce(data -> 'changes', '[]'))`,
  sql`(jsonb_typeof(data -> 'changes') = 'array' or sealed is not null)`,
]
