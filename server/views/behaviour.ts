import { sql } from 'kysely'
import { leadBehaviour } from '../../contract/behaviour.ts'
import { refuse } from '../../contract/refusals.ts'
import { inTransaction, one, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import type { Caller } from '../people/caller.ts'
import { scopeOf, scopeWhere } from '../people/scope.ts'
import { latestOf, type Past } from '../rooms/behaviour/store/events.ts'

/** A lead's behaviour for its page. */
export function routes({ db }: House): Route[] {
  return [
    route(leadBehaviour, ({ caller, params: { leadId }, query }) =>
      inTransaction(db, caller.orgId, (tx) => readBehaviour(tx, caller, { leadId, ...query })),
    ),
  ]
}

interface Asked {
  readonly leadId: string
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A page of what a lead did, newest first. Refuses `not_found` outside the caller's scope, as if there were none. */
async function readBehaviour(
  tx: Tx,
  caller: Caller,
  { leadId, cursor, limit }: Asked,
): Promise<{ items: Past[]; next: string | null }> {
  const scope = await scopeOf(tx, caller, new Date())
  const seen = await one(
    tx,
    sql`select from lead where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  if (!seen) throw refuse('not_found')
  const after = cursor && /^\d{4}-[\d:.TZ-]{10,30} [0-9a-f-]{36}$/.test(cursor) ? cursor : null
  const found = await latestOf(tx, leadId, { after, most: limit + 1 })
  const items = found.slice(0, limit)
  return { items, next: found.length > limit ? (items.at(-1)?.place ?? null) : null }
}
