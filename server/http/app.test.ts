import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import { done, id, instant, problem } from '../../contract/shapes.ts'
import { member, program, testHouse } from '../../test/house.ts'
import type { Db } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { Caller } from '../people/caller.ts'
import { buildApp } from './app.ts'
import { route } from './route.ts'

const orgId = uuidv7()
const thing = z.object({ id, name: z.string().min(1).max(5), at: instant, amount: z.int().min(0).optional() })

const echo = endpoint({
  id: 'things.echo',
  method: 'POST',
  path: '/api/v1/things/:thingId',
  may: ['admin', 'key:leads:write'],
  summary: 'Says a thing back',
  params: z.object({ thingId: id }),
  query: z.object({ times: z.coerce.number().int().default(1) }),
  body: thing,
  reply: thing,
})
const read = { method: 'GET', summary: '', reply: done } as const
const yes = async () => ({ done: true }) as const

const routes = [
  route(echo, async ({ body }) => Object.assign({ phone: '13812345678' }, body)),
  route(endpoint({ ...read, id: 'things.open', path: '/api/v1/open', may: 'anyone' }), yes),
  route(endpoint({ ...read, id: 'things.mine', path: '/api/v1/mine', may: 'user' }), yes),
  route(
    endpoint({ ...read, id: 'things.wrong', path: '/api/v1/wrong', may: 'anyone' }),
    async () => ({ done: false }) as never,
  ),
  route(endpoint({ ...read, id: 'things.broken', path: '/api/v1/broken', may: 'anyone' }), async () => {
    throw new Error('the password is 123')
  }),
  route(endpoint({ ...read, id: 'things.taken', path: '/api/v1/taken', may: 'anyone' }), async () => {
    throw refuse('name.taken', { name: '公海' })
  }),
  route(endpoint({ ...read, id: 'things.rare', path: '/api/v1/rare', may: 'anyone', perMinute: 2 }), yes),
  route(
    endpoint({
      id: 'things.pour',
      method: 'PUT',
      path: '/api/v1/pour',
      may: 'anyone',
      summary: '',
      raw: true,
      reply: z.object({ bytes: z.int() }),
    }),
    async ({ request }) => {
      let bytes = 0
      for await (const chunk of request.body as AsyncIterable<Buffer>) bytes += chunk.length
      return { bytes }
    },
  ),
]

const callers: Record<string, Caller> = {
  admin: member(orgId, ['admin'], { lang: 'en' }),
  rep: member(orgId, ['rep']),
  writer: program(orgId, ['leads:write']),
  reader: program(orgId, ['leads:read']),
}

let app: FastifyInstance
beforeAll(async () => {
  const door = async (_: unknown, { headers }: { headers: Record<string, unknown> }) => {
    if (headers['authorization'] === 'Bearer wrong') throw refuse('auth.key_invalid')
    return callers[String(headers['x-test-as'])] ?? null
  }
  app = await buildApp(testHouse({} as Db), {
    door,
    routes,
  })
})
afterAll(() => app.close())

const good = { id: uuidv7(), name: '张明', at: '2026-01-31T09:00:00.000Z' }
const say = (as: string, payload: unknown = good, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: `/api/v1/things/${good.id}`,
    headers: { 'content-type': 'application/json', 'x-test-as': as, ...headers },
    payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  })
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('the door', () => {
  test.each([
    ['nobody', 401, 'auth.required'],
    ['rep', 403, 'auth.forbidden'],
    ['reader', 403, 'auth.forbidden'],
  ])('%s is refused with %i', async (as, status, code) => {
    const reply = await say(as)
    expect([reply.statusCode, reply.json().code]).toEqual([status, code])
  })

  test.each(['admin', 'writer'])('%s may', async (as) => {
    expect((await say(as)).statusCode).toBe(200)
  })

  test('refuses before it reads: a stranger learns nothing of the shape', async () => {
    expect((await say('nobody', '{"na')).json().code).toBe('auth.required')
  })

  test('`user` is any member but no key, `anyone` is anyone', async () => {
    expect((await get('/api/v1/mine', { 'x-test-as': 'rep' })).statusCode).toBe(200)
    expect((await get('/api/v1/mine', { 'x-test-as': 'writer' })).statusCode).toBe(403)
    expect((await get('/api/v1/open')).statusCode).toBe(200)
  })

  test('a change with a cookie from another site is refused, one from ours is not', async () => {
    const from = async (as: string, headers: Record<string, string>) =>
      (await say(as, good, headers)).statusCode
    expect(await from('admin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await from('admin', { origin: 'http://localhost:3000' })).toBe(200)
    expect(await from('admin', { 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await from('writer', { origin: 'https://partner.example' })).toBe(200)
  })
})

describe('a reply', () => {
  test('is held to the contract: what it does not declare stays in the house, moments become text', async () => {
    expect((await say('admin')).json()).toEqual(good)
  })

  test('of the wrong shape is our failure, not the caller’s', async () => {
    expect((await get('/api/v1/wrong')).json().code).toBe('server.failed')
  })
})

describe('a refusal', () => {
  test('is problem+json of the documented shape', async () => {
    const reply = await get('/api/v1/taken', { 'accept-language': 'en' })
    expect(reply.headers['content-type']).toMatch('application/problem+json')
    expect(problem.parse(reply.json())).toMatchObject({
      status: 409,
      code: 'name.taken',
      detail: '"公海" is taken; choose another',
      params: { name: '公海' },
    })
  })

  test('speaks the caller’s language; to a stranger the request’s, else Chinese', async () => {
    const detail = async (headers: Record<string, string>) =>
      (await get('/api/v1/taken', headers)).json().detail
    expect(await detail({})).toMatch('已被使用')
    expect(await detail({ 'accept-language': 'de, en;q=0.5, zh;q=0.4' })).toMatch('is taken')
    expect(await detail({ 'x-test-as': 'rep', 'accept-language': 'en' })).toMatch('已被使用')
  })

  test('of an input names the field and says what is wrong, one reason for each', async () => {
    const bad = { name: '一二三四五六', at: 'yesterday', amount: -1 }
    const [en, zh] = await Promise.all([say('admin', bad), say('writer', bad)])
    expect(en.statusCode).toBe(400)
    expect(en.json()).toMatchObject({ code: 'body.invalid', place: { field: 'id' } })
    expect(en.json().reasons).toEqual([
      { code: 'field.missing', field: 'id', message: 'is needed' },
      { code: 'field.too_big', field: 'name', message: 'must have at most 5 characters' },
      { code: 'field.format', field: 'at', message: 'is not a moment (such as 2026-01-31T09:00:00Z)' },
      { code: 'field.too_small', field: 'amount', message: 'must be 0 or more' },
    ])
    expect(zh.json().reasons.map(({ message }: { message: string }) => message)).toEqual([
      '必填',
      '最多 5 个字',
      '不是有效的时间（如 2026-01-31T09:00:00Z）',
      '不能小于 0',
    ])
    expect(zh.json().detail).toMatch('请求内容有误：id 必填；')
  })

  test.each([
    ['cut in half', '{"id":"01', 'body.cut', 400],
    ['cut in half, with its braces', '{"id":{"a":1', 'body.cut', 400],
    ['empty', '', 'body.cut', 400],
    ['not JSON at all', '<lead/>', 'body.not_json', 400],
    ['with a comma too many', '{"id":1,}', 'body.not_json', 400],
    ['with a poisoned prototype', '{"__proto__":{"admin":true}}', 'body.invalid', 400],
    ['in GBK', Buffer.from([0x7b, 0x22, 0xd5, 0xc5, 0x22, 0x7d]), 'body.not_utf8', 400],
    ['of 21 MB', `"${'x'.repeat(21 * 1024 * 1024)}"`, 'body.too_large', 413],
  ])('of a body %s has its own code', async (_, payload, code, status) => {
    const reply = await say('admin', payload)
    expect([reply.json().code, reply.statusCode]).toEqual([code, status])
  })

  test('of another kind of content says which is taken', async () => {
    const reply = await say('admin', 'a=1', { 'content-type': 'text/csv' })
    expect(reply.json()).toMatchObject({ status: 415, code: 'body.kind', params: { kind: 'text/csv' } })
  })

  test('of what nobody expected names only where to look in the log', async () => {
    const reply = await get('/api/v1/broken')
    expect(reply.json()).toMatchObject({
      status: 500,
      code: 'server.failed',
      params: { requestId: reply.json().requestId },
    })
    expect(reply.body).not.toMatch('password')
  })

  test('of an unknown address under /api is JSON', async () => {
    expect((await get('/api/v1/%E0%A4%A')).json()).toMatchObject({ status: 404, code: 'not_found' })
    expect((await get('/api/v1/nothing', { accept: 'text/html' })).json()).toMatchObject({
      status: 404,
      code: 'not_found',
    })
  })
})

describe('limits', () => {
  test('every answer says what is left; beyond it one is told when to come back', async () => {
    const answers = []
    for (let i = 0; i < 3; i++) answers.push(await get('/api/v1/rare'))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429])
    expect(answers[0]?.headers['ratelimit-remaining']).toBe('1')
    expect(answers[2]?.json().code).toBe('rate.limited')
    expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('a wrong key counts against the address it comes from', async () => {
    const left = async () =>
      Number((await get('/api/v1/open', { authorization: 'Bearer wrong' })).headers['ratelimit-remaining'])
    expect((await left()) - (await left())).toBe(1)
  })
})

test('a raw endpoint reads the stream itself, whatever it is', async () => {
  const reply = await app.inject({
    method: 'PUT',
    url: '/api/v1/pour',
    headers: { 'content-type': 'text/csv' },
    payload: 'a,b\n',
  })
  expect(reply.json()).toEqual({ bytes: 4 })
})
