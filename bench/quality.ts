import { inTransaction } from '../server/db/db.ts'
import { tellStale } from '../server/rooms/quality/service.ts'
import { readQuality } from '../server/views/quality.ts'
import { type Bench, percentile, type Result } from './report.ts'
import { seed } from './seed.ts'
import { withDatabase } from './stage.ts'

const RUNS = 9
const zone = 'Asia/Shanghai'

/** How good sources are, read from the journal and the leads as they are: the weeks of the page, and a whole year. */
export const bench: Bench = {
  summary: 'quality of sources by week and by batch',
  size: 1_000_000,
  run: (size, note) =>
    withDatabase(async (db) => {
      const { orgId } = await seed(db, { size })
      note('seeded; an arrival for each lead and a quarter of them again')
      await db.ownerPool.query(arrivals, [orgId])
      await db.ownerPool.query('vacuum (analyze) arrival')
      const now = new Date()
      const tell = (many: number, at: Date, budget: number) =>
        inTransaction(db, orgId, (tx) => tellStale(tx, { zone, now: at, many, budget }))
      const results: Result[] = []
      const add = (name: string, value: number, limit: number) => {
        note(`${name}: ${Math.round(value)} ms`)
        const ok = value <= limit
        results.push({ name, value, unit: 'ms', limit, ratio: value / limit, goal: `≤ ${limit} ms`, ok })
      }
      add('quality all weeks told for the first time', await timed(() => tell(53, now, Infinity)), 120_000)
      for (const by of ['week', 'batch'] as const) {
        const took: number[] = []
        for (let run = 1; run <= RUNS; run++) {
          // Each a minute later, so that the week that runs is told anew for its reader.
          const at = new Date(now.getTime() + run * 61_000)
          const read = async () => {
            await tell(53, at, 500)
            await inTransaction(db, orgId, (tx) => readQuality(tx, { weeks: 53, by, zone, now: at }))
          }
          took.push(await timed(read))
        }
        add(`quality 53 weeks by ${by} p95`, percentile(took, 95), 2000)
      }
      return results
    }),
}

/** The journal of the seeded leads as it would be; one in five came by one of a hundred imports. */
const arrivals = `
  insert into arrival (org_id, arrival_id, door, source_id, person_id, sealed, actor_kind, actor_id, received_at,
    decided_at, status, lead_id, reasons, import_id, row_no)
  select org_id, case when again = 1 then lead_id else overlay(lead_id::text placing left(md5(lead_id::text), 12) from 25 for 12)::uuid end,
    door, source_id, person_id, decode(repeat(md5(lead_id::text), 20), 'hex'), case door when 'api' then 'key' when 'form' then 'form' else 'import' end,
    md5(source_id::text || door)::uuid, arrived_at, arrived_at,
    case when again > 1 then 'merged' when holder_kind = 'quarantine' then 'quarantined' else 'created' end, lead_id,
    case when again > 1 then '[{"code":"match.same_phone","field":"phone"}]'::jsonb
         when holder_kind = 'quarantine' then '[{"code":"gate.missing","field":"title"}]'::jsonb else '[]'::jsonb end,
    case when door = 'import' then md5(source_id::text || extract(week from arrived_at))::uuid end,
    case when door = 'import' then 1 end
  from lead, generate_series(1, 2) again
  where org_id = $1 and (again = 1 or abs(hashtext(lead_id::text)) % 4 = 0)`

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
