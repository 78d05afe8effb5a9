import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { arriving, captureLeads, outcomes } from '../../contract/capture.ts'
import { endpoint } from '../../contract/endpoint.ts'
import { done, id, instant } from '../../contract/shapes.ts'
import { testHouse } from '../../test/house.ts'
import type { Db } from '../db/db.ts'
import { buildApp } from './app.ts'
import { route } from './route.ts'

const echo = endpoint({
  id: 'things.echo',
  method: 'POST',
  path: '/api/v1/things/:thingId',
  may: ['admin', 'key:leads:write'],
  summary: 'Says a thing back',
  params: z.object({ thingId: id }),
  body: z.object({ id, name: z.string(), at: instant, amount: z.int().optional() }),
  reply: z.object({ at: instant }),
  refuses: ['name.taken'],
})
const slow = endpoint({
  id: 'things.slow',
  method: 'GET',
  path: '/api/v1/slow',
  may: 'anyone',
  summary: '',
  reply: done,
})

let begun: () => void = () => undefined
const hasBegun = new Promise<void>((resolve) => (begun = resolve))
const routes = [
  route(captureLeads, async () => ({ results: [] })),
  route(echo, async ({ body }) => body),
  route(slow, async () => {
    begun()
    await sleep(150)
    return { done: true } as const
  }),
]

let app: FastifyInstance
beforeAll(async () => {
  const checks = { database: async () => true, jobs: async () => false }
  app = await buildApp(testHouse({} as Db), { door: async () => null, routes, checks })
})
afterAll(() => app.close())
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

test('only public forms may stand in other people’s pages', async () => {
  const [page, form] = await Promise.all([get('/leads'), get('/f/hangzhou')])
  expect(page.headers['content-security-policy']).toMatch("frame-ancestors 'self'")
  expect(page.headers['x-frame-options']).toBe('SAMEORIGIN')
  expect(form.headers['content-security-policy']).toMatch('frame-ancestors *')
  expect(form.headers['x-frame-options']).toBeUndefined()
})

test('/readyz tells what is missing, /healthz only that we live', async () => {
  const ready = await get('/readyz')
  expect([ready.statusCode, ready.json()]).toEqual([
    503,
    { status: 'not ready', database: true, jobs: false },
  ])
  expect((await get('/healthz')).statusCode).toBe(200)
})

test('/metrics counts by endpoint, for the inside only', async () => {
  await app.inject({ method: 'POST', url: '/api/v1/things/1' })
  expect((await get('/metrics')).body).toMatch(
    /sluice_http_seconds_count\{endpoint="things.echo",method="POST",status="401"\}/,
  )
  expect((await get('/metrics', { 'x-forwarded-for': '8.8.8.8' })).statusCode).toBe(404)
  expect((await app.inject({ url: '/metrics', remoteAddress: '8.8.8.8' })).statusCode).toBe(404)
})

test.each([
  // Behind one proxy the last address is its word; what stands before that, the client may have made up.
  [1, '10.0.0.7, 8.8.8.8', 404],
  [1, '8.8.8.8, 10.0.0.7', 200],
  [2, '8.8.8.8, 10.0.0.7', 404],
  [['127.0.0.1', '10.0.0.0/8'], '8.8.8.8, 10.0.0.7', 404],
  [['10.0.0.0/8'], '10.0.0.7', 404],
])(
  'with TRUST_PROXY %j the caller of %s is found out, so /metrics answers %i',
  async (trustProxy, chain, status) => {
    const house = testHouse({} as Db)
    const behind = await buildApp(
      { ...house, config: { ...house.config, trustProxy } },
      { door: async () => null, routes },
    )
    const answer = await behind.inject({ url: '/metrics', headers: { 'x-forwarded-for': chain } })
    expect(answer.statusCode).toBe(status)
    await behind.close()
  },
)

test('/openapi.json is OpenAPI 3.1 with every endpoint, who may call it and what it refuses', async () => {
  const { openapi, paths } = (await get('/openapi.json')).json()
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(paths)).toHaveLength(routes.length)
  const { post } = paths['/api/v1/things/{thingId}']
  expect(post).toMatchObject({ operationId: 'things.echo', security: [{ session: [] }, { key: [] }] })
  expect(post.description).toMatch('May: admin, an API key that may write leads.')
  expect(post.description).toMatch('409 `name.taken`')
  expect(post.requestBody.content['application/json'].schema.required).toEqual(['id', 'name', 'at'])
  expect(post.responses['2XX'].content['application/json'].schema.properties.at).toEqual({
    type: 'string',
    format: 'date-time',
  })
  expect(post.responses['4XX'].content['application/problem+json'].schema.required).toContain('code')
})

test('/openapi.json shows a capture as it is to be sent: fields, key, both statuses and what decides on them', async () => {
  const { post } = (await get('/openapi.json')).json().paths['/api/v1/leads']
  const [one, many] = post.requestBody.content['application/json'].schema.anyOf
  expect(one.required).toEqual(['source'])
  expect(Object.keys(one.properties)).toEqual(Object.keys(arriving.shape))
  expect(Object.keys(many.properties.leads.items.properties)).toEqual(Object.keys(arriving.shape))
  expect(post.parameters).toMatchObject([{ in: 'header', name: 'idempotency-key', required: false }])
  expect(Object.keys(post.responses)).toEqual(['200', '202', '4XX'])
  for (const outcome of outcomes) expect(post.description).toMatch(`| \`${outcome}\` |`)
})

test('/docs shows it without a script from elsewhere', async () => {
  const page = await get('/docs/')
  expect(page.statusCode).toBe(200)
  expect(page.body).not.toMatch(/<script>|src="https?:/)
  expect(page.headers['content-security-policy']).toMatch("script-src 'self';")
})

test('a server that is stopping says so and asks to come back', async () => {
  const house = testHouse({} as Db, { stopping: AbortSignal.abort() })
  const leaving = await buildApp(house, { door: async () => null, routes })
  const reply = await leaving.inject({ url: '/api/v1/slow', headers: { 'accept-language': 'en' } })
  expect([reply.statusCode, reply.json().code, reply.headers['retry-after']]).toEqual([
    503,
    'server.busy',
    '5',
  ])
  await leaving.close()
})

// The last one: after it the app is closed.
test('stopping finishes the request that has begun and takes no other', async () => {
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const answer = fetch(`${url}/api/v1/slow`)
  await hasBegun
  const closed = app.close()
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed')
  expect(await (await answer).json()).toEqual({ done: true })
  await closed
})
