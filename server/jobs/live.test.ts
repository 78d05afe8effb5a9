import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type LiveMessage, liveTopics } from '../../contract/live.ts'
import { testDb } from '../../test/database.ts'
import { member, testHouse } from '../../test/house.ts'
import { inTransaction } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { buildApp } from '../http/app.ts'
import type { UserCaller } from '../people/caller.ts'
import { type Live, openLive } from './live.ts'
import { routes } from './routes.ts'
import { tell, wireOf } from './tell.ts'

const { db, org } = await testDb()
const callers = new Map<string, UserCaller>()
let live: Live
let app: FastifyInstance
let url: string

beforeAll(async () => {
  live = await openLive(db.ownerPool, pino({ level: 'silent' }))
  const house = testHouse(db, { live })
  const door = async (_: unknown, { headers }: { headers: Record<string, unknown> }) =>
    callers.get(String(headers['x-test-as'])) ?? null
  app = await buildApp(house, { door, routes: routes(house) })
  url = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => live.endPages())
afterAll(async () => {
  live.close()
  await app.close()
})

/** An open page of a member; `heard` grows. */
async function open(caller: UserCaller) {
  callers.set(caller.userId, caller)
  const answer = await fetch(`${url}/api/v1/live`, { headers: { 'x-test-as': caller.userId } })
  const heard: LiveMessage[] = []
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  const page = { answer, heard, ended: false }
  void (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
      for (const [, data] of part.value.matchAll(/^data: (.*)$/gm))
        heard.push(JSON.parse(data as string) as LiveMessage)
    page.ended = true
  })()
  await vi.waitFor(() => expect(live.count()).toBeGreaterThan(0))
  return page
}

test('what was told is heard by the pages of the organisation, and of no other', async () => {
  const [ours, theirs] = [await org(), await org()]
  const [page, stranger] = [await open(member(ours, ['rep'])), await open(member(theirs, ['admin']))]
  const leadId = uuidv7()
  await inTransaction(db, ours, (tx) => tell(tx, { topic: 'lead', ids: [leadId] }))
  await vi.waitFor(() =>
    expect(page.heard).toEqual([{ topic: 'lead', ids: [leadId], at: expect.any(String) }]),
  )
  await inTransaction(db, theirs, (tx) => tell(tx, { topic: 'pool', ids: [] }))
  await vi.waitFor(() => expect(stranger.heard).toMatchObject([{ topic: 'pool' }]))
})

test('what names users is heard by them alone, and does not say who they are', async () => {
  const orgId = await org()
  const [owner, other] = [member(orgId, ['rep']), member(orgId, ['rep'])]
  const [page, neighbour] = [await open(owner), await open(other)]
  await inTransaction(db, orgId, (tx) => tell(tx, { topic: 'notice', ids: ['a'], users: [owner.userId] }))
  await inTransaction(db, orgId, (tx) => tell(tx, { topic: 'lead', ids: ['b'] }))
  await vi.waitFor(() => expect(neighbour.heard).toHaveLength(1))
  expect(neighbour.heard).toMatchObject([{ topic: 'lead' }])
  expect(page.heard.map((message) => Object.keys(message))).toEqual([
    ['topic', 'at', 'ids'],
    ['topic', 'at', 'ids'],
  ])
})

test('a transaction that rolls back tells nothing', async () => {
  const orgId = await org()
  const page = await open(member(orgId, ['rep']))
  const failing = inTransaction(db, orgId, async (tx) => {
    await tell(tx, { topic: 'lead', ids: ['lost'] })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await inTransaction(db, orgId, (tx) => tell(tx, { topic: 'lead', ids: ['kept'] }))
  await vi.waitFor(() => expect(page.heard).toMatchObject([{ ids: ['kept'] }]))
})

test('whatever is told fits into a notification; too much of it is told without ids', () => {
  const many = (count: number) => Array.from({ length: count }, () => uuidv7())
  const org = uuidv7()
  for (const [ids, users] of [
    [100, 80],
    [101, 80],
    [100_000, 100_000],
    [1, 81],
  ] as const) {
    const wire = wireOf(org, { topic: 'notice', ids: many(ids), users: many(users) }, new Date())
    expect(Buffer.byteLength(JSON.stringify(wire))).toBeLessThan(8_000)
    expect(wire.ids?.length).toBe(ids === 100 ? 100 : undefined)
  }
})

test('the line to the database comes back, and the pages are asked to read again what they missed', async () => {
  const orgId = await org()
  const page = await open(member(orgId, ['rep']))
  await db.ownerPool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`,
  )
  await vi.waitFor(() => expect(page.heard.map(({ topic }) => topic)).toEqual([...liveTopics]), {
    timeout: 3_000,
  })
  await inTransaction(db, orgId, (tx) => tell(tx, { topic: 'lead', ids: ['after'] }))
  await vi.waitFor(() => expect(page.heard.at(-1)).toMatchObject({ ids: ['after'] }))
})

test('the stream is of the right kind, for members only, and ends when the server says so', async () => {
  const page = await open(member(await org(), ['rep']))
  expect(page.answer.headers.get('content-type')).toMatch('text/event-stream')
  expect(page.answer.headers.get('cache-control')).toBe('no-store')
  expect((await fetch(`${url}/api/v1/live`)).status).toBe(401)
  live.endPages()
  await vi.waitFor(() => expect(page.ended).toBe(true))
  await sleep(0)
  await vi.waitFor(() => expect(live.count()).toBe(0))
})
