import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { plainCard } from '../../../contract/scorecard.ts'
import { testDb } from '../../../test/database.ts'
import { arrive, newTeam, publishNext } from '../../../test/team.ts'
import { inTransaction, openDb, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { decideBatch } from '../../flow.ts'
import { readRun } from '../../rooms/score/store.ts'
import { finish, rescoreAll } from './anew.ts'

const testing = await testDb()
const { signal } = new AbortController()

const titled = (points: number) =>
  plainCard([{ id: 't', label: '总监', when: { field: 'title', op: 'contains', value: '总监' }, points }], [])
const passed = () => new Promise((resolve) => setTimeout(resolve, 5))

test('whoever read the old scorecard before another was published is scored by the new one in the end', async () => {
  const team = await newTeam(testing)
  await publishNext(team, 'score', titled(20))
  await arrive(team, 3)
  const other = openDb(testing.connection)
  let captured = () => {}
  let goOn = () => {}
  const [hasCaptured, mayCommit] = [
    new Promise<void>((resolve) => (captured = resolve)),
    new Promise<void>((resolve) => (goOn = resolve)),
  ]
  // An arrival that has been decided and written by the old card, and is not committed yet
  const slow = inTransaction(other, team.orgId, async (tx) => {
    const [held] = await rows(
      tx,
      sql<{ sourceId: string }>`select source_id from lead where org_id = ${tx.orgId} limit 1`,
    )
    const receivedAt = new Date()
    await decideBatch(
      tx,
      [
        {
          arrivalId: uuidv7(),
          door: 'api',
          sourceId: held?.sourceId as string,
          raw: { name: '李四', phone: '13900009999', company: '上海某某有限公司', title: '总监' },
          receivedAt,
          actor: { kind: 'key', id: null },
        },
      ],
      receivedAt,
    )
    captured()
    await mayCommit
  })
  await hasCaptured
  await publishNext(team, 'score', titled(30))
  const run = rescoreAll({ db: testing.db, orgId: team.orgId, signal, most: 2 })
  while (((await team.within(readRun))?.done ?? 0) < 3) await passed()
  expect(await team.within((tx) => finish(tx, 2, new Date()))).toBe('waits')
  goOn()
  await Promise.all([slow, run])
  const scores = await team.within((tx) =>
    rows(
      tx,
      sql<{
        score: number
        scoreVersion: number
      }>`select score, score_version from lead where org_id = ${tx.orgId}`,
    ),
  )
  expect(scores).toEqual(Array.from({ length: 4 }, () => ({ score: 30, scoreVersion: 3 })))
  await other.close()
})
