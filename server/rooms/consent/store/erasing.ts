import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

interface Forgotten {
  readonly keys: readonly string[]
  readonly personIds: readonly string[]
}

/**
 * Forgets by which keys persons took consent back, and who is one with them. Returns everybody this was of: those named,
 * and whoever took it back under one of the keys. Their rows of the ledger stay, sealed.
 */
export async function forgetKeys(tx: Tx, { keys, personIds }: Forgotten): Promise<string[]> {
  const gone = await rows(
    tx,
    sql<{ personId: string }>`delete from consent_key
      where org_id = ${tx.orgId} and (person_id = any(${[...personIds]}::uuid[]) or key = any(${[...keys]}::text[]))
      returning person_id`,
  )
  const all = [...new Set([...personIds, ...gone.map(({ personId }) => personId)])]
  await rows(
    tx,
    sql`delete from consent_same where org_id = ${tx.orgId}
      and (person_id = any(${all}::uuid[]) or other_id = any(${all}::uuid[]))`,
  )
  // Others may still be found by a key of theirs that was not named.
  await rows(tx, sql`delete from consent_key where org_id = ${tx.orgId} and person_id = any(${all}::uuid[])`)
  return all
}
