import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { begunOrg, importDesk } from '../../../test/imports.ts'
import { inTransaction, one, rows } from '../../db/db.ts'
import { retryUndecided } from '../retry.ts'

const { db, org, connection } = await testDb()
const desk = await importDesk(db)

const people = (count: number) =>
  [
    '姓名,公司,职位,手机',
    ...Array.from({ length: count }, (_, n) => `张明,仁科互动,采购总监,138${String(10_000_000 + n)}`),
  ].join('\n')

async function staged(count: number) {
  const { orgId } = await begunOrg(db, org)
  desk.sit(orgId)
  const { importId } = await desk.upload(people(count))
  await desk.check(importId)
  await desk.ok('POST', `/${importId}/run`)
  return { orgId, importId }
}

interface Tally {
  arrivals: number
  rows: number
  leads: number
  phones: number
}

/** What has become of the rows: how many arrivals, of how many rows, are how many leads of how many people. */
const tally = (orgId: string, importId: string) =>
  inTransaction(db, orgId, (tx) =>
    one(
      tx,
      sql<Tally>`select count(*)::int as arrivals, count(distinct arrival.row_no)::int as rows,
          count(distinct lead.lead_id)::int as leads, count(distinct lead.phone)::int as phones
        from arrival left join lead on lead.org_id = arrival.org_id and lead.lead_id = arrival.lead_id
        where arrival.org_id = ${orgId} and arrival.import_id = ${importId}`,
    ),
  )

const all = (count: number): Tally => ({ arrivals: count, rows: count, leads: count, phones: count })

/** Runs an import in a process of its own, to be killed. */
function runElsewhere(orgId: string, importId: string) {
  const code = `
    import { openDb } from './server/db/db.ts'
    import { runImport } from './server/flow/import/run.ts'
    const db = openDb(${JSON.stringify(connection)})
    const nobody = () => undefined
    await runImport({ db }, { orgId: '${orgId}', importId: '${importId}',
      signal: new AbortController().signal, failed: nobody, decided: nobody })`
  const root = join(import.meta.dirname, '../../..')
  const flags = ['--input-type=module-typescript', '--eval', code]
  const child = spawn(process.execPath, flags, { cwd: root, stdio: 'inherit' })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

test('an import whose process was killed goes on where it stood: every row exactly once', async () => {
  const count = 5_000
  const { orgId, importId } = await staged(count)
  const child = runElsewhere(orgId, importId)
  const rowsDone = () => desk.read(importId).then((job) => job.rowsDone)
  await vi.waitFor(async () => expect(await rowsDone()).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 10,
  })
  child.kill('SIGKILL')
  const killedAt = (await tally(orgId, importId))!.arrivals
  expect(killedAt).toBeLessThan(count)
  await desk.work('import.run', importId)
  expect(await desk.read(importId)).toMatchObject({
    state: 'done',
    rowsDone: count,
    counts: { created: count },
  })
  expect(await tally(orgId, importId)).toEqual(all(count))
}, 60_000)

test('two that run one import at once leave every row exactly once', async () => {
  const { orgId, importId } = await staged(3_000)
  await Promise.all([desk.work('import.run', importId), desk.work('import.run', importId)])
  // Even without the lock that keeps them apart, the slower one gives way.
  const other = await staged(3_000)
  const { runImport } = await import('./run.ts')
  const nobody = () => undefined
  const run = { ...other, signal: new AbortController().signal, failed: nobody, decided: nobody }
  const ends = await Promise.allSettled([runImport(desk.house, run), runImport(desk.house, run)])
  expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await tally(orgId, importId)).toEqual(all(3_000))
  expect(await tally(other.orgId, other.importId)).toEqual(all(3_000))
}, 60_000)

test('an import that is stopped goes on later', async () => {
  const { orgId, importId } = await staged(1_500)
  await expect(desk.work('import.run', importId, AbortSignal.abort())).rejects.toThrow('aborted')
  await desk.work('import.run', importId)
  expect(await tally(orgId, importId)).toEqual(all(1_500))
})

test('a row that deciding fails on is kept as undecided, the rest goes on; it is counted as what it becomes', async () => {
  const { orgId, importId } = await staged(30)
  await db.ownerPool.query(
    `alter table lead add constraint planted check (phone <> '+8613810000007') not valid`,
  )
  await desk.work('import.run', importId)
  const done = await desk.read(importId)
  expect(done).toMatchObject({ state: 'done', counts: { created: 29, undecided: 1, differed: 1 } })
  expect(await tally(orgId, importId)).toEqual({ arrivals: 30, rows: 30, leads: 29, phones: 29 })
  await db.ownerPool.query('alter table lead drop constraint planted')
  await db.ownerPool.query(`update arrival set received_at = received_at - interval '1 hour'`)
  expect(await retryUndecided(db, orgId, () => undefined)).toBe(1)
  expect((await desk.read(importId)).counts).toEqual({ created: 30, undecided: 0, differed: 0 })
  expect(await tally(orgId, importId)).toEqual(all(30))
})

test('a policy that cannot be read stops an import before anything is lost; mended, it goes on', async () => {
  const { orgId, importId } = await staged(30)
  const plant = (body: object) =>
    inTransaction(db, orgId, (tx) =>
      rows(
        tx,
        sql`update policy set body = ${JSON.stringify(body)}::jsonb where org_id = ${orgId} and kind = 'tags'`,
      ),
    )
  // A stored rule that asks for a field nobody has: publishing refuses it, so it is planted behind its back.
  const when = { field: 'custom.gone', op: 'is', value: 'x' }
  await plant({ rules: [{ id: 't', when, tags: ['x'], days: null, active: true }] })
  await expect(desk.work('import.run', importId)).rejects.toThrow('custom.gone')
  await plant({ rules: [] })
  await desk.work('import.run', importId)
  expect(await tally(orgId, importId)).toEqual(all(30))
})
