import { sql } from 'kysely'
import type { QualityLine } from '../../contract/quality.ts'
import { rows, type Tx } from '../db/db.ts'
import { weeksUpTo } from '../rooms/quality/decide.ts'

interface Asked {
  readonly weeks: number
  readonly source?: string | undefined
  readonly by: 'week' | 'batch'
  readonly zone: string
  readonly now: Date
}

interface Read {
  readonly week: string
  readonly sourceId: string
  readonly batchKind: QualityLine['batch']['kind'] | 'all'
  readonly batchId: string
  readonly arrivals: number
  readonly judged: number
  readonly complete: number
  readonly duplicate: number
  readonly leads: number
  readonly valid: number
  readonly checked: number
  readonly reached: number
  readonly qualified: number
  readonly converted: number
  readonly medianHours: number | null
}

/**
 * How good each source is, by week of the organisation's zone and, where asked for, by the way its leads came in: from
 * what was told of each week beforehand (rooms/quality). Complete is a share of what the gate judged, duplicate of all
 * that came, reachable of the leads of which anything was found out, the others of the leads that were made; qualified and converted are so today, so young weeks have few yet.
 */
export async function readQuality(
  tx: Tx,
  { weeks, source, by, zone, now }: Asked,
): Promise<{ weeks: string[]; toldAt: Date | null; items: QualityLine[] }> {
  const asked = weeksUpTo(now, zone, weeks).map(({ week }) => week)
  const found = await rows(
    tx,
    sql<Read>`select to_char(week, 'YYYY-MM-DD') as week, source_id, batch_kind, batch_id, arrivals, judged, complete,
        duplicate, leads, valid, checked, reached, qualified, converted, median_hours
      from quality_week
      where org_id = ${tx.orgId} and week = any(${asked}::date[]) and (batch_kind = 'all') = ${by === 'week'}
        and (${source ?? null}::uuid is null or source_id = ${source ?? null})
      order by week desc, arrivals desc, source_id, batch_kind, batch_id`,
  )
  const [told] = await rows(
    tx,
    sql<{
      at: Date | null
    }>`select min(told_at) as at from quality_told where org_id = ${tx.orgId} and week = any(${asked}::date[])`,
  )
  const names = await namesOf(tx, found)
  return {
    weeks: asked.toReversed(),
    toldAt: told?.at ?? null,
    items: found.map((line) => lineOf(line, names)),
  }
}

function lineOf(read: Read, names: ReadonlyMap<string, string>): QualityLine {
  const { sourceId, week, arrivals, leads, batchKind, batchId, medianHours } = read
  const name = names.get(batchId) ?? null
  return {
    sourceId,
    sourceName: names.get(sourceId) ?? '',
    batch: { kind: batchKind === 'all' ? 'other' : batchKind, id: batchId === nil ? null : batchId, name },
    week,
    arrivals,
    leads,
    complete: share(read.complete, read.judged),
    valid: share(read.valid, leads),
    duplicate: share(read.duplicate, arrivals),
    reachable: share(read.reached, read.checked),
    qualified: share(read.qualified, leads),
    converted: share(read.converted, leads),
    medianHoursToFollowup: medianHours === null ? null : Math.round(medianHours * 100) / 100,
  }
}

const nil = '00000000-0000-0000-0000-000000000000'

/** Rounded to a hundredth of a percent; null of nothing. */
const share = (many: number, of: number): number | null =>
  of === 0 ? null : Math.round((many / of) * 10_000) / 10_000

/** What sources, imports, forms and keys are called, by id. */
async function namesOf(tx: Tx, lines: readonly Read[]): Promise<Map<string, string>> {
  const ids = [...new Set(lines.flatMap(({ sourceId, batchId }) => [sourceId, batchId]))]
  const found = await rows(
    tx,
    sql<{ id: string; name: string }>`
      select source_id as id, name from source where org_id = ${tx.orgId} and source_id = any(${ids}::uuid[])
      union all
      select import_id, file_name from import where org_id = ${tx.orgId} and import_id = any(${ids}::uuid[])
      union all
      select form_id, coalesce(nullif(body ->> 'title', ''), slug) from form
      where org_id = ${tx.orgId} and form_id = any(${ids}::uuid[])
      union all
      select api_key_id, name from api_key where org_id = ${tx.orgId} and api_key_id = any(${ids}::uuid[])`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}
