import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

/** Where an arrival stood in an import. */
export interface Row {
  readonly importId: string
  readonly rowNo: number
}

/**
 * Erases persons: their keys go, and with them all that is sealed; what the journal and remembered answers say of their
 * leads in the open goes too. Returns the rows of imports they came in.
 */
export async function erasePersons(
  tx: Tx,
  { personIds, leadIds }: { personIds: readonly string[]; leadIds: readonly string[] },
): Promise<Row[]> {
  const theirs = await rows(
    tx,
    sql<{ personId: string; importId: string | null; rowNo: number | null }>`
      update arrival set external_id = null, touch = '{}', reasons = (
          select coalesce(jsonb_agg(jsonb_build_object('code', each -> 'code')), '[]') from jsonb_array_elements(reasons) each)
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])
      returning person_id, import_id, row_no`,
  )
  const persons = [...new Set([...personIds, ...theirs.map(({ personId }) => personId)])]
  await rows(
    tx,
    sql`delete from person_key where org_id = ${tx.orgId} and person_id = any(${persons}::uuid[])`,
  )
  // A retry is answered still, but not in words that quote.
  await rows(
    tx,
    sql`update idempotency set reply = (
        select jsonb_agg(case when each ->> 'leadId' = any(${[...leadIds]}::text[])
          then (each - 'suggestions') || '{"reasons": []}' else each end order by place)
        from jsonb_array_elements(reply) with ordinality as told (each, place))
      where org_id = ${tx.orgId} and jsonb_typeof(reply) = 'array' and exists (
        select from jsonb_array_elements(reply) each where each ->> 'leadId' = any(${[...leadIds]}::text[]))`,
  )
  return theirs.flatMap(({ importId, rowNo }) => (importId && rowNo !== null ? [{ importId, rowNo }] : []))
}
