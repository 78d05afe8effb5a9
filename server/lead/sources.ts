import { type RawBuilder, sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** What sources are called, by id, archived ones too. */
export async function sourceNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows(
    tx,
    sql<{ sourceId: string; name: string }>`select source_id, name from source
      where org_id = ${tx.orgId} and source_id = any(${[...new Set(ids)]}::uuid[])`,
  )
  return new Map(found.map(({ sourceId, name }) => [sourceId, name]))
}

/** The sources in use: by key and by name, so that callers may say either. */
export async function sourceIds(tx: Tx): Promise<Map<string, string>> {
  const found = await rows(
    tx,
    sql<{ sourceId: string; key: string; name: string }>`
      select source_id, key, name from source where org_id = ${tx.orgId} and archived_at is null order by created_at, key`,
  )
  return new Map([
    ...found.map((s) => [s.name, s.sourceId] as const),
    ...found.map((s) => [s.key, s.sourceId] as const),
  ])
}

/**
 * Each source's channel and licence as one JSON value, to be read beside other things; empty where no compliance policy
 * asks for them. Archived sources too: leads of theirs may still wait.
 */
export function licencesJson(tx: Tx): RawBuilder<unknown> {
  return sql`select coalesce(jsonb_agg(jsonb_build_object('sourceId', source_id, 'name', name, 'channel', channel,
      'licence', licence, 'licenceUntil', licence_until)), '[]')
    from source where org_id = ${tx.orgId} and exists (
      select from policy where org_id = ${tx.orgId} and kind = 'compliance' and valid_to = 'infinity')`
}
