import { sql } from 'kysely'
import { rows, type Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { reachLeads } from '../../lead/reach.ts'
import { appendEvents, system } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as store from './store.ts'

export interface Retagging {
  readonly leadIds: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
  readonly expiresAt?: Date | null | undefined
}

/** Adds and takes tags by hand on the leads the caller works; returns how many leads changed. */
export async function retag(tx: Tx, caller: UserCaller, wish: Retagging): Promise<number> {
  const now = new Date()
  const leads = await reachLeads(tx, caller, { leadIds: wish.leadIds, now })
  const add = wish.add.filter((tag) => !wish.remove.includes(tag))
  const changed = leads.flatMap((lead) => {
    const tags = [...new Set([...lead.tags, ...add])].filter((tag) => !wish.remove.includes(tag))
    const same = tags.length === lead.tags.length && tags.every((tag) => lead.tags.includes(tag))
    // A new moment to lapse at is a change too, though the tags stay.
    const kept = same && (add.length === 0 || wish.expiresAt === undefined)
    return kept ? [] : [{ leadId: lead.leadId, before: lead.tags, tags }]
  })
  await store.give(tx, changed, {
    add,
    remove: wish.remove,
    expiresAt: wish.expiresAt ?? null,
    by: caller.userId,
    now,
  })
  await appendEvents(
    tx,
    changed.map(({ leadId, before, tags }) => ({
      leadId,
      at: now,
      kind: 'tagged',
      actor: { kind: 'user', id: caller.userId },
      data: { changes: [{ field: 'tags', before, after: tags }] },
    })),
  )
  if (changed.length > 0) await tell(tx, { topic: 'lead', ids: changed.map(({ leadId }) => leadId) })
  return changed.length
}

/** Takes back tags that have lapsed; returns on how many leads. */
export async function lapse(tx: Tx, now: Date): Promise<number> {
  const lapsed = await store.lapse(tx, now)
  await appendEvents(
    tx,
    lapsed.map(({ leadId, before, tags }) => ({
      leadId,
      at: now,
      kind: 'tagged',
      actor: system,
      data: { lapsed: true, changes: [{ field: 'tags', before, after: tags }] },
    })),
  )
  if (lapsed.length > 0) await tell(tx, { topic: 'lead', ids: lapsed.map(({ leadId }) => leadId) })
  return lapsed.length
}

/** Tags in use, commonest first, for completion. */
export async function known(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      tag: string
    }>`select tag from lead_tag where org_id = ${tx.orgId} group by tag order by count(*) desc, tag limit 200`,
  )
  return found.map(({ tag }) => tag)
}
