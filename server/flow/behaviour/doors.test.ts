import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { human, openHouse } from '../../../test/doors.ts'
import { program } from '../../../test/house.ts'
import { leadOf } from '../../../test/team.ts'
import { uuidv7 } from '../../db/id.ts'
import { script, scriptVersion } from '../../rooms/behaviour/adapters/script.ts'

const testing = await testDb()
const { app, scene } = await openHouse(testing)

const visit = (key: string, body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: `/t/${key}`,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': human, ...headers },
  })
const seen = (v: string, more: object = {}) => ({
  v,
  e: [{ i: uuidv7(), k: 'page', a: 10, p: 'https://firm.cn/a?x=1', t: '首页' }],
  ...more,
})

test('a batch by API key is answered in its place, in the reader’s language', async () => {
  const { leadId, orgId, post, as } = await scene()
  const at = new Date().toISOString()
  const headers = { ...as({ ...program(orgId, ['leads:write']), lang: 'en' }) }
  const answer = await post(
    '/api/v1/events',
    {
      events: [
        { id: '1', kind: 'page', at, leadId },
        { id: '2', kind: 'x', at, leadId },
      ],
    },
    headers,
  )
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toMatchObject({
    results: [
      { status: 'kept', reasons: [] },
      {
        status: 'refused',
        reasons: [{ code: 'events.kind_unknown', message: expect.stringContaining('no such kind') }],
      },
    ],
  })
  const many = Array.from({ length: 501 }, (_, i) => ({ id: String(i), kind: 'page', at, leadId }))
  expect((await post('/api/v1/events', { events: many }, headers)).statusCode).toBe(400)
})

test('a visit sent by sendBeacon as text is kept, without its query, from any page', async () => {
  const { site, events } = await scene()
  const { key } = await site()
  const answer = await visit(key, seen(uuidv7()))
  expect([answer.statusCode, answer.json(), answer.headers['access-control-allow-origin']]).toEqual([
    200,
    { kept: 1 },
    '*',
  ])
  expect(await events()).toEqual([
    { kind: 'page', about: 'https://firm.cn/a 首页', machine: null, door: 'script' },
  ])
  const asked = await app.inject({ method: 'OPTIONS', url: `/t/${key}` })
  expect([asked.statusCode, asked.headers['access-control-allow-methods']]).toEqual([204, 'GET, POST'])
})

test('nothing is kept of who did not agree, where the site says so, nor of who objects', async () => {
  const { site, events } = await scene()
  const [asking, honouring] = [await site({ consent: true }), await site()]
  expect((await visit(asking.key, seen(uuidv7()))).json()).toEqual({ kept: 0 })
  expect((await visit(honouring.key, seen(uuidv7()), { 'sec-gpc': '1' })).json()).toEqual({ kept: 0 })
  expect((await visit(honouring.key, seen(uuidv7()), { dnt: '1' })).json()).toEqual({ kept: 0 })
  expect((await visit(honouring.key, { e: seen('').e })).json()).toEqual({ kept: 0 })
  expect(await events()).toEqual([])
  expect((await visit(asking.key, seen(uuidv7(), { c: true }))).json()).toEqual({ kept: 1 })
  const deaf = await site({ honour: false })
  expect((await visit(deaf.key, seen(uuidv7()), { dnt: '1' })).json()).toEqual({ kept: 1 })
})

test('a wrong key, a site switched off, no JSON and too much of it are refused', async () => {
  const { site } = await scene()
  const { key } = await site()
  const off = await site({ active: false })
  const code = async (answer: ReturnType<typeof visit>) => ((await answer).json() as { code: string }).code
  expect(await code(visit('x', '{}'))).toBe('tracking.key_unknown')
  expect(await code(visit(`${key.slice(0, 22)}aaaaaaaaaaaa`, '{}'))).toBe('tracking.key_unknown')
  expect(await code(visit(off.key, seen(uuidv7())))).toBe('tracking.key_unknown')
  expect(await code(visit(key, '{'))).toBe('body.not_json')
  expect(await code(visit(key, '{"e": 1}'))).toBe('body.invalid')
  expect(await code(visit(key, 'x'.repeat(64 * 1024 + 1)))).toBe('body.too_large')
})

test('a link of a mail leads on, counts as its lead’s click, and tells whose the browser is', async () => {
  const { leadId, post, site, events, within: _, ...team } = await scene()
  const { key } = await site()
  const visitor = uuidv7()
  await visit(key, seen(visitor))
  const made = await post('/api/v1/links', {
    target: 'https://firm.cn/offer?a=1',
    about: '春季',
    leadIds: [leadId],
  })
  const { items } = made.json() as { items: { url: string }[] }
  const path = new URL(items[0]?.url as string).pathname
  await testing.db.ownerPool.query("update behaviour_link set sent_at = now() - interval '1 hour'")
  const head = await app.inject({ method: 'HEAD', url: path, headers: { 'user-agent': human } })
  const answer = await app.inject({ method: 'GET', url: path, headers: { 'user-agent': human } })
  const token = path.slice('/l/'.length)
  expect([head.statusCode, answer.statusCode, answer.headers.location]).toEqual([
    302,
    302,
    `https://firm.cn/offer?a=1&sl=${token}`,
  ])
  expect((await events()).map(({ kind, machine }) => [kind, machine])).toEqual([
    ['page', null],
    ['mailClick', 'head'],
    ['mailClick', null],
  ])
  const ofLead = () => leadOf({ ...team, within: _ }, leadId)
  expect(await ofLead()).toMatchObject({ score: 10 })
  await visit(key, seen(visitor, { l: token }))
  expect(await ofLead()).toMatchObject({ score: 30 })
  const timeline = await app.inject({
    url: `/api/v1/leads/${leadId}/behaviour?limit=2`,
    headers: team.as(team.admin),
  })
  const first = timeline.json() as { items: object[]; next: string }
  expect(first).toMatchObject({ items: [{ kind: 'page' }, { kind: 'mailClick', machine: null }] })
  const rest = await app.inject({
    url: `/api/v1/leads/${leadId}/behaviour?limit=2&cursor=${encodeURIComponent(first.next)}`,
    headers: team.as(team.admin),
  })
  expect(rest.json()).toMatchObject({
    items: [{ kind: 'mailClick', machine: 'head' }, { kind: 'page' }],
    next: null,
  })
  expect((await app.inject({ url: '/l/nothing' })).json()).toMatchObject({ code: 'link.gone' })
})

test('a QR code leads on with its channel and counts people’s scans; its image is one', async () => {
  const { post, as, admin } = await scene()
  const body = {
    name: '展会',
    target: 'https://firm.cn/expo?utm_medium=own',
    channel: '线下',
    campaign: '春季',
    active: true,
  }
  const { code, url } = (await post('/api/v1/codes', body)).json() as { code: string; url: string }
  const path = new URL(url).pathname
  const answer = await app.inject({ url: path, headers: { 'user-agent': human } })
  const to = new URL(String(answer.headers.location))
  expect(Object.fromEntries(to.searchParams)).toMatchObject({
    utm_source: '线下',
    utm_medium: 'own',
    utm_campaign: '春季',
  })
  await app.inject({ url: path, headers: { 'user-agent': 'WhatsApp/2.23' } })
  const listed = await app.inject({ url: '/api/v1/codes', headers: as(admin) })
  expect(listed.json()).toMatchObject({ items: [{ code, scans: 1 }] })
  const image = await app.inject({ url: `/api/v1/codes/${code}/image`, headers: as(admin) })
  expect([image.headers['content-type'], image.body.startsWith('<svg')]).toEqual(['image/svg+xml', true])
  expect((await post('/api/v1/codes', { ...body, target: 'javascript:alert(1)' })).statusCode).toBe(400)
})

test('the tracking script is small and kept for as long as it is the same', async () => {
  const fresh = await app.inject(`/t/track.js?v=${scriptVersion}`)
  expect(fresh.headers['cache-control']).toContain('immutable')
  expect((await app.inject('/t/track.js?v=old')).headers['cache-control']).toBe('public, max-age=3600')
  expect(fresh.body).toBe(script)
  expect(Buffer.byteLength(script)).toBeLessThan(3 * 1024)
})

test('who may not see a lead is told nothing of what it did', async () => {
  const ours = await scene()
  const theirs = await scene()
  const answer = await app.inject({
    url: `/api/v1/leads/${ours.leadId}/behaviour`,
    headers: theirs.as(theirs.admin),
  })
  expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'not_found' }])
  const made = await theirs.post('/api/v1/links', {
    target: 'https://firm.cn/',
    about: '',
    leadIds: [ours.leadId],
  })
  expect(made.json()).toMatchObject({ code: 'not_found' })
})
