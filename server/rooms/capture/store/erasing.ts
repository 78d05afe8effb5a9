import { sql } from 'kysely'
import type { Arriving } from '../../../../contract/capture.ts'
import type { NamedReferrer } from '../../../../contract/referral.ts'
import { rows, type Tx } from '../../../db/db.ts'
import { seal, unseal } from '../../../lead/seal.ts'

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

/**
 * Takes out of what arrived for leads, as it was journalled, whom it names as the referrer, where `isThem` says that it is
 * somebody who was erased. The journal of a person who was erased themselves cannot be read and stays. Returns the rows of
 * imports it came in.
 */
export async function forgetReferrers(
  tx: Tx,
  leadIds: readonly string[],
  isThem: (named: NamedReferrer | null | undefined) => boolean,
): Promise<Row[]> {
  if (leadIds.length === 0) return []
  const held = await rows(
    tx,
    sql<{ arrivalId: string; sealed: Buffer; sealingKey: Buffer } & (Row | { importId: null; rowNo: null })>`
      select arrival_id, sealed, sealing_key, import_id, row_no from arrival
      join person_key using (org_id, person_id)
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]) for update of arrival`,
  )
  const theirs = held.flatMap(({ sealed, sealingKey, ...arrival }) => {
    const raw = unseal(sealingKey, sealed) as Arriving
    if (!isThem(raw.referrer)) return []
    const { referrer: _, ...rest } = raw
    return [{ ...arrival, resealed: seal(sealingKey, rest).toString('hex') }]
  })
  const resealed = theirs.map(({ arrivalId, resealed: hex }) => ({ arrival_id: arrivalId, hex }))
  await rows(
    tx,
    sql`update arrival set sealed = decode(hex, 'hex')
      from jsonb_to_recordset(${JSON.stringify(resealed)}::jsonb) as held (arrival_id uuid, hex text)
      where arrival.org_id = ${tx.orgId} and arrival.arrival_id = held.arrival_id`,
  )
  return theirs.flatMap(({ importId, rowNo }) => (importId ? [{ importId, rowNo }] : []))
}
