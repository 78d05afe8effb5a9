import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/db.ts'

/**
 * What a value of a field is remembered by where the value itself is not kept: 16 bytes of SHA-256 over the
 * organisation, the field and the value, so that nothing is told across them.
 */
export function hashOf(tx: Tx, field: RawBuilder<unknown>, value: RawBuilder<unknown>): RawBuilder<Buffer> {
  return sql`substr(sha256(convert_to(${tx.orgId}::text || ' ' || ${field} || ' ' || ${value}, 'UTF8')), 1, 16)`
}
