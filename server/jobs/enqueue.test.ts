import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { inTransaction } from '../db/db.ts'
import { enqueue } from './enqueue.ts'

const { db, org } = await testDb()

const jobsOf = async (orgId: string) => {
  const { rows } = await db.ownerPool.query(
    `select t.identifier as name, j.payload, j.key, j.max_attempts, j.run_at > now() as later
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload->>'orgId' = $1 order by j.id`,
    [orgId],
  )
  return rows
}

test('a job is there once its transaction commits, for the organisation of the transaction', async () => {
  const orgId = await org()
  await inTransaction(db, orgId, (tx) => enqueue(tx, 'mail.send', { to: 'a@b.cn', orgId: 'somebody else' }))
  expect(await jobsOf(orgId)).toMatchObject([
    { name: 'mail.send', payload: { to: 'a@b.cn', orgId }, later: false },
  ])
})

test('a transaction that rolls back leaves no job', async () => {
  const orgId = await org()
  const failing = inTransaction(db, orgId, async (tx) => {
    await enqueue(tx, 'mail.send')
    throw new Error('changed my mind')
  })
  await expect(failing).rejects.toThrow('changed my mind')
  expect(await jobsOf(orgId)).toEqual([])
})

test('one key is one waiting job per organisation', async () => {
  const [ours, theirs] = [await org(), await org()]
  const later = new Date(Date.now() + 3_600_000)
  for (const orgId of [ours, ours, theirs])
    await inTransaction(db, orgId, (tx) =>
      enqueue(tx, 'digest', {}, { key: 'rep', runAt: later, maxAttempts: 3 }),
    )
  expect(await jobsOf(ours)).toMatchObject([{ name: 'digest', max_attempts: 3, later: true }])
  expect(await jobsOf(theirs)).toHaveLength(1)
})
