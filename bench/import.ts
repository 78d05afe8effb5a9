import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { plainCard } from '../contract/scorecard.ts'
import { readConfig } from '../server/config.ts'
import { type Db, inTransaction } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { insertRows } from '../server/db/write.ts'
import { beginOrg } from '../server/flow/begin.ts'
import { checkImport } from '../server/flow/import/check.ts'
import { runImport } from '../server/flow/import/run.ts'
import { keepHeapSmall } from '../server/heap.ts'
import { createOrg } from '../server/people/org.ts'
import { publish } from '../server/policy/store.ts'
import { openSheet } from '../server/rooms/import/adapters/sheet.ts'
import { proposeMapping } from '../server/rooms/import/decide/mapping.ts'
import { addImport, changeImport, lockImport } from '../server/rooms/import/store.ts'
import { writeMessy } from './messy.ts'
import type { Bench, Result } from './report.ts'
import { withDatabase, withNewDir } from './stage.ts'

/** What an import writes for good; its staged rows are measured apart. */
const written = ['person_key', 'lead', 'lead_key', 'lead_tag', 'lead_event', 'arrival'] as const
const REPS = 24

/** A messy CSV through every room, against raw COPY of the rows it results in into the same indexed tables. */
export const bench: Bench = {
  summary: 'a messy CSV: every row’s fate told, then through every room',
  size: 1_000_000,
  run: (size, note) => withDatabase((db) => withNewDir((folder) => measure({ db, folder, size, note }))),
}

interface Stage {
  readonly db: Db
  readonly folder: string
  readonly size: number
  readonly note: (text: string) => void
}

async function measure(stage: Stage): Promise<Result[]> {
  const { db, size, note } = stage
  keepHeapSmall()
  const memory = watchMemory()
  const job = await upload(stage, await begin(db))
  const house = { db, config: { ...readConfig({}), dataDir: stage.folder } }
  const nobody = () => undefined
  const run = { ...job, signal: new AbortController().signal, failed: nobody, decided: nobody }
  const preview = await seconds(() => checkImport(house, run))
  note(`preview: ${(size / preview).toFixed(0)} rows/s`)
  await inTransaction(db, job.orgId, (tx) => changeImport(tx, job.importId, { state: 'running' }))
  const took = await seconds(() => runImport(house, run))
  const megabytes = memory()
  const rate = size / took
  note(`import: ${rate.toFixed(0)} rows/s; at most ${megabytes.toFixed(0)} MB`)
  const held = await inTransaction(db, job.orgId, (tx) => lockImport(tx, job.importId))
  note(JSON.stringify({ forecast: held?.forecast, counts: held?.counts }))
  let raw = 0
  for (const table of written) raw += await rawCopy(stage, table)
  const rawPreview = await rawCopy(stage, 'import_row')
  note(`raw COPY: ${raw.toFixed(1)} s, of the staged rows ${rawPreview.toFixed(1)} s`)
  const timed = (name: string, value: number, limit: number) => ({
    name,
    value,
    limit,
    unit: 's',
    ratio: value / limit,
  })
  return [
    {
      ...timed('import', took, raw),
      goal: `≤ 1.5 × (first light 3) and ≥ 8,000 leads/s: ${rate.toFixed(0)}`,
      ok: took / raw <= 3,
    },
    { ...timed('preview', preview, rawPreview), goal: 'measured apart', ok: true },
    {
      name: 'import memory',
      value: megabytes,
      unit: 'MB',
      limit: null,
      ratio: null,
      goal: '< 500, the bench itself included',
      ok: megabytes < 500,
    },
  ]
}

/** An organisation with reps who take turns, and a scorecard. */
async function begin(db: Db): Promise<{ orgId: string; sourceId: string }> {
  const begun: { poolId: string; sourceId: string }[] = []
  const onNewOrg = [
    async (tx: Parameters<typeof beginOrg>[0]) => {
      const { poolId, sources } = await beginOrg(tx)
      begun.push({ poolId, sourceId: sources.get('import') ?? '' })
    },
  ]
  const orgId = await createOrg({ db, onNewOrg }, { name: 'Bench', slug: 'bench' })
  const { poolId, sourceId } = begun[0]!
  const [teamId, at] = [uuidv7(), new Date()]
  const users = Array.from({ length: REPS }, () => uuidv7())
  await inTransaction(db, orgId, async (tx) => {
    await insertRows(
      tx,
      'team',
      ['org_id', 'team_id', 'name', 'position', 'created_at'],
      [[orgId, teamId, 'Reps', 0, at]],
    )
    const columns = ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at']
    await insertRows(
      tx,
      'member',
      columns,
      users.map((id, i) => [orgId, id, `Rep ${i}`, ['rep'], 'active', {}, at]),
    )
    await insertRows(
      tx,
      'team_member',
      ['org_id', 'team_id', 'user_id', 'leads'],
      users.map((id) => [orgId, teamId, id, false]),
    )
    const rule = { id: 'turn', name: 'In turn', when: { all: [] }, active: true }
    const assign = {
      rules: [{ ...rule, who: { teamIds: [teamId] }, strategy: { kind: 'roundRobin' as const } }],
      fallbackPoolId: poolId,
    }
    const next = { scope: '', over: 1, note: null, by: null, at }
    await publish(tx, { ...next, kind: 'assign', body: assign })
    await publish(tx, { ...next, kind: 'score', body: scorecard })
  })
  return { orgId, sourceId }
}

const scorecard = plainCard(
  ['总监', '经理', '总裁'].map((value, i) => ({
    id: `t${i}`,
    label: value,
    when: { field: 'title', op: 'contains' as const, value },
    points: 10,
  })),
  [{ grade: 'A', from: 10 }],
)

/** The file in its place with the mapping that is proposed for it, about to be checked. */
async function upload({ db, folder, size }: Stage, { orgId, sourceId }: { orgId: string; sourceId: string }) {
  const importId = uuidv7()
  const file = path.join(folder, 'imports', importId)
  await mkdir(path.dirname(file))
  await writeMessy(file, size)
  const sheet = await openSheet(file)
  sheet.close()
  const { columns } = sheet.understood
  const mapping = proposeMapping(sheet.understood, [])
  const understood = { kind: 'csv', columns, options: {} }
  const added = { importId, sourceId, fileName: 'messy.csv', fileHash: Buffer.alloc(32), createdBy: uuidv7() }
  const byteSize = (await stat(file)).size
  await inTransaction(db, orgId, async (tx) => {
    await addImport(tx, { ...added, kind: 'leads', byteSize, understood, mapping })
    await changeImport(tx, importId, { state: 'checking' })
  })
  return { orgId, importId }
}

/** Seconds that COPY alone takes for a table's rows, in their order, into a table with the same indexes. */
async function rawCopy(
  { db, folder }: Stage,
  table: (typeof written)[number] | 'import_row',
): Promise<number> {
  const file = path.join(folder, table)
  const client = await db.ownerPool.connect()
  try {
    await pipeline(client.query(copyTo(`copy ${table} to stdout`)), createWriteStream(file))
    await client.query(`create table raw_${table} (like ${table} including all)`)
    await client.query('checkpoint')
    return await seconds(() =>
      pipeline(createReadStream(file), client.query(copyFrom(`copy raw_${table} from stdin`))),
    )
  } finally {
    client.release()
    await rm(file, { force: true })
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

/** Watches the memory of this process; what comes back tells the most it was, in MB. */
function watchMemory(): () => number {
  let most = 0
  const look = () => (most = Math.max(most, process.memoryUsage.rss()))
  const timer = setInterval(look, 100)
  return () => {
    clearInterval(timer)
    look()
    return most / 1e6
  }
}
