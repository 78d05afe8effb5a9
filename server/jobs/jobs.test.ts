import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, expect, test, vi } from 'vitest'
import { testDb } from '../../test/database.ts'
import { testHouse } from '../../test/house.ts'
import { inTransaction } from '../db/db.ts'
import { freeOrphans } from './alive.ts'
import { enqueue } from './enqueue.ts'
import { task } from './task.ts'
import { startTicks } from './tick.ts'
import { startWorker } from './worker.ts'

const { db, org } = await testDb()
const log = pino({ level: 'silent' })
const { ownerPool } = db
const done: { orgId: string; say: string }[] = []
let tries = 0
let slow = 0
const worker = await startWorker({
  ownerPool,
  lines: ownerPool,
  log,
  tasks: [
    task<{ say: string }>('test.say', async ({ orgId, say }) => void done.push({ orgId, say })),
    task('test.fail', async (_, { attempt }) => {
      tries = attempt
      throw new Error('no')
    }),
    task('test.slow', async () => {
      slow = 1
      await sleep(200)
      slow = 2
    }),
  ],
})
afterAll(() => worker.stop())

test('a job starts when it is committed, with what it was given', async () => {
  const orgId = await org()
  const say = async (text: string) => {
    await inTransaction(db, orgId, (tx) => enqueue(tx, 'test.say', { say: text }))
    await vi.waitFor(() => expect(done.at(-1)).toMatchObject({ orgId, say: text }), {
      timeout: 10_000,
      interval: 2,
    })
  }
  // The queue listens by then
  await say('你好')
  const begun = Date.now()
  for (let i = 0; i < 10; i++) await say(`第 ${i} 次`)
  // One after the other they would take 20 s if each were found when the queue looks for jobs, every 2 s
  expect(Date.now() - begun).toBeLessThan(10_000)
}, 120_000)

test('a job that throws is kept for another try', async () => {
  const orgId = await org()
  await inTransaction(db, orgId, (tx) => enqueue(tx, 'test.fail'))
  await vi.waitFor(() => expect(tries).toBe(1))
  const left = async () =>
    (
      await ownerPool.query(
        `select attempts, last_error from graphile_worker._private_jobs where payload->>'orgId' = $1 and locked_at is null`,
        [orgId],
      )
    ).rows
  await vi.waitFor(async () =>
    expect(await left()).toMatchObject([{ attempts: 1, last_error: expect.stringMatching('no') }]),
  )
})

test('two tasks of one name are refused', async () => {
  const twice = [task('a', async () => undefined), task('a', async () => undefined)]
  await expect(startWorker({ ownerPool, lines: ownerPool, log, tasks: twice })).rejects.toThrow(
    'two tasks are named a',
  )
})

test('the jobs of a worker that died come back, those of a living one do not', async () => {
  const orgId = await org()
  await inTransaction(db, orgId, (tx) => enqueue(tx, 'test.slow'))
  await vi.waitFor(() => expect(slow).toBe(1), { interval: 2 })
  await inTransaction(db, orgId, (tx) => enqueue(tx, 'test.none'))
  await ownerPool.query(
    `update graphile_worker._private_jobs j set locked_at = now(), locked_by = 'worker-dead'
     from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'test.none'`,
  )
  expect(await freeOrphans(ownerPool)).toBe(1)
  const { rows } = await ownerPool.query(
    `select t.identifier, locked_by is null as free from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id where payload->>'orgId' = $1 order by 1`,
    [orgId],
  )
  expect(rows).toEqual([
    { identifier: 'test.none', free: true },
    { identifier: 'test.slow', free: false },
  ])
})

test('of two servers one runs the ticks, for every organisation; when it stops the other takes over', async () => {
  const [ours, theirs] = [await org(), await org()]
  const ran: string[] = []
  const tick = (server: string) => ({
    name: 'test',
    everySeconds: 0,
    run: async (_: unknown, orgId: string) => {
      if (orgId === ours) throw new Error('one organisation’s trouble')
      if (orgId === theirs) ran.push(server)
    },
  })
  const house = testHouse(db)
  const first = await startTicks(house, ownerPool, [tick('first')])
  await vi.waitFor(() => expect(ran).toContain('first'))
  const second = await startTicks(house, ownerPool, [tick('second')])
  await sleep(50)
  expect(ran).not.toContain('second')
  await first.stop()
  await vi.waitFor(() => expect(ran).toContain('second'), { timeout: 3_000 })
  await second.stop()
})

test('stopping waits for the job that has begun', async () => {
  const orgId = await org()
  slow = 0
  await inTransaction(db, orgId, (tx) => enqueue(tx, 'test.slow'))
  await vi.waitFor(() => expect(slow).toBe(1), { interval: 2 })
  await worker.stop()
  expect(slow).toBe(2)
  expect(worker.running()).toBe(false)
})
