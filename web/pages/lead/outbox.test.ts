import { beforeEach, expect, test, vi } from 'vitest'

const store = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
})

const leadId = '0192f0c1-7a00-7000-8000-00000000abc1'
const waiting = (activityId: string, by = 'me') => ({
  leadId,
  by,
  body: { activityId, kind: 'call' as const },
})
const kept = () => JSON.parse(store.get('sluice.outbox') ?? '[]') as { body: { activityId: string } }[]

beforeEach(() => {
  store.clear()
  vi.resetModules()
})
const load = async () => ({ ...(await import('./outbox.ts')), ...(await import('../../app/api.ts')) })

test('what the server has is forgotten here', async () => {
  const { post } = await load()
  const sent: string[] = []
  expect(await post(waiting('a'), async ({ body }) => sent.push(body.activityId))).toBe(true)
  expect(sent).toEqual(['a'])
  expect(kept()).toEqual([])
})

test('without a network it is kept, in order, and goes with the next one', async () => {
  const { post, Unreachable } = await load()
  const down = async () => {
    throw new Unreachable('no network')
  }
  expect(await post(waiting('a'), down)).toBe(false)
  expect(await post(waiting('b'), down)).toBe(false)
  expect(kept().map(({ body }) => body.activityId)).toEqual(['a', 'b'])
  const sent: string[] = []
  expect(await post(waiting('c'), async ({ body }) => sent.push(body.activityId))).toBe(true)
  expect(sent).toEqual(['a', 'b', 'c'])
  expect(kept()).toEqual([])
})

test('a reloaded page still has what waited', async () => {
  const first = await load()
  await first.post(waiting('a'), async () => Promise.reject(new first.Unreachable('down')))
  vi.resetModules()
  const { flush } = await load()
  const sent: string[] = []
  await flush('me', async ({ body }) => sent.push(body.activityId))
  expect(sent).toEqual(['a'])
})

test('a refusal is thrown to its writer, and does not hold up the others', async () => {
  const { post, flush, Refused } = await load()
  const closed = new Refused({
    type: '',
    title: '',
    status: 409,
    code: 'lead.closed',
    detail: '这条线索已结束',
  })
  await expect(post(waiting('a'), async () => Promise.reject(closed))).rejects.toThrow('这条线索已结束')
  expect(kept()).toEqual([])
  const sent: string[] = []
  await flush('me', async ({ body }) => sent.push(body.activityId))
  expect(sent).toEqual([])
})

test('nobody sends what another wrote on the same device', async () => {
  const { post, flush, Unreachable } = await load()
  await post(waiting('theirs', 'other'), async () => Promise.reject(new Unreachable('down')))
  const sent: string[] = []
  await flush('me', async ({ body }) => sent.push(body.activityId))
  expect(sent).toEqual([])
  expect(kept()).toHaveLength(1)
})
