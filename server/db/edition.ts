import { sql } from 'kysely'
import { one, type Tx } from './db.ts'

/** Organisations whose settings are kept in memory. */
const MOST = 500

interface Kept<T> {
  readonly edition: string
  readonly value: T
}

/**
 * Reads what triggers give an edition to (migration 0068 names the tables) once for each edition: until one of these tables
 * changes, the answer is the same value again, frozen, since many share it. A transaction that has changed one of them sees an edition
 * of its own, which nobody else ever sees if it is rolled back; so nothing old is ever answered, nor anything undone.
 */
export function onceAnEdition<T>(read: (tx: Tx) => Promise<T>): (tx: Tx) => Promise<T> {
  const kept = new Map<string, Kept<T>>()
  return async (tx) => {
    // Read first: what is newer than the edition it is kept under is at worst read again.
    const edition = await editionOf(tx)
    const held = kept.get(tx.orgId)
    if (held && held.edition === edition) return held.value
    const value = frozen(await read(tx))
    if (edition) {
      if (kept.size >= MOST) kept.clear()
      kept.set(tx.orgId, { edition, value })
    }
    return value
  }
}

async function editionOf(tx: Tx): Promise<string | undefined> {
  const held = await one(tx, sql<{ edition: string }>`select edition from edition where org_id = ${tx.orgId}`)
  return held?.edition
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
    return value
  Object.freeze(value)
  const parts = value instanceof Map ? [...value].flat() : Object.values(value)
  parts.forEach(frozen)
  return value
}
