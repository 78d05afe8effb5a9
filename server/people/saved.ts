import { sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import { one, rows, type Tx } from '../db/db.ts'

/** A page's search parameters under a name. */
export interface SavedView {
  readonly viewId: string
  readonly name: string
  readonly shared: boolean
  readonly page: string
  readonly search: Readonly<Record<string, unknown>>
}

/** A member's saved views and those others share, one's own first. */
export async function listSaved(tx: Tx, userId: string): Promise<(SavedView & { mine: boolean })[]> {
  return rows(
    tx,
    sql<SavedView & { mine: boolean }>`
      select view_id, name, shared, user_id = ${userId} as mine, page, search from saved_view
      where org_id = ${tx.orgId} and (user_id = ${userId} or shared)
      order by mine desc, position, created_at, view_id`,
  )
}

/** Writes a view of the member's; a new one when its id is new. Refuses `not_found` for somebody else's. */
export async function keepSaved(tx: Tx, userId: string, view: SavedView): Promise<void> {
  const kept = await one(
    tx,
    sql`insert into saved_view as held (org_id, view_id, user_id, name, shared, page, search)
      values (${tx.orgId}, ${view.viewId}, ${userId}, ${view.name}, ${view.shared}, ${view.page},
              ${JSON.stringify(view.search)}::jsonb)
      on conflict (org_id, view_id) do update
        set name = excluded.name, shared = excluded.shared, page = excluded.page, search = excluded.search
        where held.user_id = excluded.user_id
      returning view_id`,
  )
  if (!kept) throw refuse('not_found')
}

/** Takes away a view of the member's. Refuses `not_found` when they have none of that id. */
export async function removeSaved(tx: Tx, userId: string, viewId: string): Promise<void> {
  const gone = await one(
    tx,
    sql`delete from saved_view
      where org_id = ${tx.orgId} and view_id = ${viewId} and user_id = ${userId} returning view_id`,
  )
  if (!gone) throw refuse('not_found')
}
