import { sql } from 'kysely'
import { rowsAfresh, type Tx } from '../db/db.ts'
import { anyOf, type Asked } from './asked.ts'
import { heapsOf } from './heaps.ts'

/** Counted one by one up to here; beyond, nobody needs to know it exactly. */
const EXACT = 10_000

/** How many leads are asked for: exact up to 10,000; beyond, what the planner estimates from its statistics. */
export async function count(tx: Tx, asked: Asked): Promise<{ count: number; exact: boolean }> {
  const counted = await countUpTo(tx, asked, EXACT + 1)
  if (counted <= EXACT) return { count: counted, exact: true }
  return { count: Math.max(EXACT, await estimate(tx, asked)), exact: false }
}

async function countUpTo(tx: Tx, asked: Asked, most: number): Promise<number> {
  const [found] = await rowsAfresh(
    tx,
    sql<{
      count: number
    }>`select count(*) from (select from (${heapsOf(tx, asked, nothing)}) lead limit ${most}) counted`,
  )
  return found?.count ?? 0
}

const nothing = { columns: sql`1 as counted`, when: () => sql<boolean>`true`, fence: sql`` }

async function estimate(tx: Tx, { grounds, fits }: Asked): Promise<number> {
  const [explained] = await rowsAfresh(
    tx,
    sql<Record<string, readonly Explained[]>>`explain (format json)
      select from lead where lead.org_id = ${tx.orgId} and ${anyOf(grounds, fits)}`,
  )
  const [plan] = Object.values(explained ?? {})
  return plan?.[0]?.Plan['Plan Rows'] ?? 0
}

interface Explained {
  readonly Plan: { readonly 'Plan Rows': number }
}
