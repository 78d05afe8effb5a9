import type { LeadRow } from '../../contract/lead.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Tx } from '../db/db.ts'
import type { Caller } from '../people/caller.ts'
import { type ListQuery, readAsked } from './asked.ts'
import { count } from './count.ts'
import { find } from './find.ts'
import { readRows } from './rows.ts'
import { type Order, readCursor, type SortName, writeCursor } from './sorts.ts'

/** A list's address: what is asked for, in what order, and which page of it. */
export interface Listing extends ListQuery {
  readonly sort: SortName
  readonly order: Order
  readonly cursor?: string | undefined
  readonly limit: number
}

interface Reading<Query> {
  readonly query: Query
  readonly lang: Lang
  readonly now: Date
}

/** A page of leads in the caller's scope. Refuses `condition.invalid` and `cursor.invalid`. */
export async function listLeads(
  tx: Tx,
  caller: Caller,
  { query, ...at }: Reading<Listing>,
): Promise<{ items: LeadRow[]; next: string | null }> {
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, query)
  const asked = await readAsked(tx, caller, { query, ...at })
  const { leadIds, next } = await find(tx, asked, { ...query, after })
  return { items: await readRows(tx, leadIds, asked), next: next && writeCursor(query, next) }
}

/** How many leads a list has. */
export async function countLeads(
  tx: Tx,
  caller: Caller,
  reading: Reading<ListQuery>,
): Promise<{ count: number; exact: boolean }> {
  return count(tx, await readAsked(tx, caller, reading))
}
