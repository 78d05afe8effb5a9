import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import { type Db, inTransaction, rows } from '../server/db/db.ts'
import { startPreview } from '../server/flow/preview/begin.ts'
import { runPreview } from '../server/flow/preview/run.ts'
import { publish } from '../server/policy/store.ts'
import { readPreview } from '../server/rooms/score/store/previews.ts'
import type { Bench, Result } from './report.ts'
import { policyOf } from './score.ts'
import { seed } from './seed.ts'
import { withDatabase } from './stage.ts'

/** A draft of 50 criteria run on history beside another 50: open leads, and past ones as they arrived. */
export const bench: Bench = {
  summary: 'a draft of 50 criteria run on history beside what is in force',
  size: 100_000,
  run: async (size, note) => withDatabase((db) => previewing(db, size, note)),
}

/** Of the leads that are seeded, one in three has an outcome. */
const decide = sql`update lead set holder_kind = 'closed', holder_id = null, amount = 100, currency = 'CNY',
  stage = case when score % 3 = 0 then 'converted' else 'lost' end,
  closed_as = case when score % 3 = 0 then 'converted' else 'lost' end where holder_kind <> 'closed' and hashtext(lead_id::text) % 3 = 0`

async function previewing(db: Db, size: number, note: (text: string) => void): Promise<Result[]> {
  const { orgId, adminId } = await seed(db, { size })
  const previewId = await inTransaction(db, orgId, async (tx) => {
    await rows(tx, decide)
    const common = { kind: 'score' as const, scope: '', over: 1, note: null, by: null, at: new Date() }
    await publish(tx, { ...common, body: policyOf(1) })
    const wish = { draft: policyOf(3), version: undefined, against: undefined, days: 730, field: undefined }
    return startPreview(tx, { ...wish, by: adminId, now: new Date() })
  })
  await db.ownerPool.query('vacuum (analyze) lead')
  note('seeded')
  const held = monitorEventLoopDelay({ resolution: 5 })
  held.enable()
  const begun = performance.now()
  await runPreview({ db }, { orgId, id: previewId, signal: new AbortController().signal })
  const seconds = (performance.now() - begun) / 1000
  held.disable()
  const done = await inTransaction(db, orgId, (tx) => readPreview(tx, previewId))
  const { open, past } = done!.result!
  note(`${open.leads} open leads, ${past.leads} arrivals, ${past.won + past.lost} with an outcome`)
  const plain = (name: string, value: number, unit: string): Result => ({
    name,
    value,
    unit,
    limit: null,
    ratio: null,
    goal: '',
    ok: true,
  })
  const block = held.percentile(99) / 1e6
  return [
    plain('preview whole', seconds, 's'),
    plain('preview rate', (open.leads + past.leads) / seconds, 'leads/s'),
    { ...plain('preview holds the server up, p99', block, 'ms'), goal: '≤ 20 ms', ok: block <= 20 },
  ]
}
