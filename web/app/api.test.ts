import { afterEach, expect, test, vi } from 'vitest'
import { readLead } from '../../contract/lead.ts'
import { Refused, Unreachable, call, fillPath, queryOf } from './api.ts'

vi.stubGlobal('localStorage', { getItem: () => 'en' })
afterEach(() => void vi.unstubAllGlobals())

const leadId = '0192f0c1-7a00-7000-8000-00000000abc1'

function answer(status: number, body: string) {
  const asked = vi.fn<typeof fetch>(async () => new Response(body, { status }))
  vi.stubGlobal('localStorage', { getItem: () => 'en' })
  vi.stubGlobal('fetch', asked)
  return asked
}

test('an address is filled and escaped, a query leaves out what is missing', () => {
  expect(fillPath('/leads/:leadId/x', { leadId: 'a/b' })).toBe('/leads/a%2Fb/x')
  expect(queryOf({ q: '张 明', cursor: null, limit: undefined, tag: ['a', 'b'] })).toBe(
    '?q=%E5%BC%A0+%E6%98%8E&tag=a&tag=b',
  )
  expect(queryOf({ when: { all: [] } })).toBe('?when=%7B%22all%22%3A%5B%5D%7D')
  expect(queryOf({})).toBe('')
})

test('a call goes to its endpoint in the reader’s language', async () => {
  const asked = answer(200, '{"leadId":"x"}')
  expect(await call(readLead, { params: { leadId } })).toEqual({ leadId: 'x' })
  const [url, init] = asked.mock.calls[0] ?? []
  expect(url).toBe(`/api/v1/leads/${leadId}`)
  expect(init).toMatchObject({ method: 'GET', headers: { 'accept-language': 'en' } })
})

test('a refusal keeps its code and sentence', async () => {
  answer(
    409,
    '{"status":409,"code":"pool.already_claimed","detail":"赵磊 was faster","params":{"by":"赵磊"}}',
  )
  const error = await call(readLead, { params: { leadId } }).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Refused)
  expect(error).toMatchObject({
    code: 'pool.already_claimed',
    message: '赵磊 was faster',
    params: { by: '赵磊' },
  })
})

test('an answer that is no answer of ours is no refusal', async () => {
  answer(502, '<html>bad gateway</html>')
  await expect(call(readLead, { params: { leadId } })).rejects.toBeInstanceOf(Unreachable)
})
