import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { receiver, type Sent } from '../../../../test/receiver.ts'
import { aliyun, type AliyunSettings } from './aliyun.ts'
import { signatureOf } from './rpc.ts'

const key = { id: 'testid', secret: 'testsecret' }

test('signs as the published example does', () => {
  const parameters = {
    Timestamp: '2016-02-23T12:46:24Z',
    Format: 'XML',
    AccessKeyId: 'testid',
    Action: 'DescribeRegions',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
    Version: '2014-05-26',
    SignatureVersion: '1.0',
  }
  expect(signatureOf(parameters, 'testsecret', 'GET')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=')
})

/** The service's side, by its documentation: signature, freshness, nonce, limit, hashing, statuses. */
function service(statuses: Readonly<Record<string, string>>) {
  const nonces = new Set<string>()
  const log: { action: string; numbers: string[] }[] = []
  let throttled = 0
  const encode = (text: string) =>
    encodeURIComponent(text)
      .replaceAll('+', '%20')
      .replaceAll('*', '%2A')
      .replaceAll('!', '%21')
      .replaceAll("'", '%27')
      .replaceAll('(', '%28')
      .replaceAll(')', '%29')
  const answer = (sent: Sent) => {
    const given = Object.fromEntries(new URLSearchParams(sent.body))
    const { Signature, ...rest } = given
    const no = (Code: string, status = 400) => ({ status, body: { Code, Message: Code, RequestId: 'r' } })
    if (given['AccessKeyId'] !== key.id) return no('InvalidAccessKeyId.NotFound', 404)
    const canonical = Object.keys(rest)
      .toSorted()
      .map((name) => `${encode(name)}=${encode(rest[name] ?? '')}`)
      .join('&')
    const right = createHmac('sha1', `${key.secret}&`)
      .update(`${sent.method}&%2F&${encode(canonical)}`)
      .digest('base64')
    if (Signature !== right) return no('SignatureDoesNotMatch')
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(given['Timestamp'] ?? ''))
      return no('InvalidTimeStamp.Format')
    if (Math.abs(Date.now() - Date.parse(given['Timestamp'] ?? '')) > 900_000)
      return no('InvalidTimeStamp.Expired')
    if (nonces.has(given['SignatureNonce'] ?? '')) return no('SignatureNonceUsed')
    nonces.add(given['SignatureNonce'] ?? '')
    if (given['Version'] !== '2020-02-17') return no('InvalidVersion')
    if (throttled-- > 0) return no('Throttling.User')
    const action = given['Action'] ?? ''
    const single = action === 'PhoneNumberStatusForPublic'
    if (single && given['AuthCode'] !== 'pool-1') return no('AuthCodeNotExist', 200)
    const hashing = given[single ? 'Mask' : 'EncryptType'] ?? ''
    const numbers = (given[single ? 'InputNumber' : 'Phone'] ?? '').split(',')
    if (numbers.length > 200) return no('LimitExceeded.Phone', 200)
    const shape = { NORMAL: /^1\d{10}$/, MD5: /^[0-9a-f]{32}$/, SHA256: /^[0-9a-f]{64}$/ }[hashing]
    if (!shape || !numbers.every((number) => shape.test(number))) return no('InvalidPhoneNumber.Check', 200)
    log.push({ action, numbers })
    const known = new Map(
      Object.entries(statuses).map(([number, status]) => [
        hashing === 'NORMAL' ? number : createHash(hashing).update(number).digest('hex'),
        status,
      ]),
    )
    const Data = numbers.map((number) => ({ Number: number, Status: known.get(number) ?? 'UNKNOWN' }))
    return { body: { Code: 'OK', Message: 'OK', RequestId: 'r', Data: single ? Data[0] : Data } }
  }
  return { answer, log, throttle: (times: number) => (throttled = times) }
}

async function asked(statuses: Readonly<Record<string, string>>, more: Partial<AliyunSettings> = {}) {
  const theirs = service(statuses)
  const { url, sent } = await receiver(theirs.answer)
  const pauses: number[] = []
  const provider = aliyun(
    { api: 'empty', endpoint: url, hashing: 'NORMAL', key, authCode: null, price: 1, ...more },
    { outward: { allowPrivate: true }, pause: async (ms) => void pauses.push(ms) },
  )
  return { provider, pauses, sent, ...theirs }
}

const numbers = {
  '13800000001': 'NORMAL',
  '13800000002': 'EMPTY',
  '13800000003': 'SUSPECT_EMPTY',
  '13800000004': 'UNKNOWN',
}
const values = Object.keys(numbers).map((number) => `+86${number}`)

test.for(['NORMAL', 'MD5', 'SHA256'] as const)('asks about many numbers in one call, %s', async (hashing) => {
  const { provider, log, sent } = await asked(numbers, { hashing })
  expect(await provider.check(values)).toEqual([
    { value: values[0], outcome: 'reachable', reason: null, cost: 1 },
    { value: values[1], outcome: 'bad', reason: 'empty', cost: 1 },
    { value: values[2], outcome: 'unknown', reason: 'suspect_empty', cost: 1 },
    // An answer of UNKNOWN is not charged.
    { value: values[3], outcome: 'unknown', reason: null, cost: 0 },
  ])
  expect(log).toHaveLength(1)
  // Hashed is hashed: no number leaves in the open.
  expect(sent.some(({ body }) => body.includes('13800000001'))).toBe(hashing === 'NORMAL')
})

test('two hundred numbers are one call, hashed to their longest, and each gets its answer', async () => {
  const many = Array.from({ length: 200 }, (_, i) => `1390000${String(i).padStart(4, '0')}`)
  const { provider, log } = await asked(Object.fromEntries(many.map((number) => [number, 'NORMAL'])), {
    hashing: 'SHA256',
  })
  const found = await provider.check(many.map((number) => `+86${number}`))
  expect(found.filter(({ outcome }) => outcome === 'reachable')).toHaveLength(provider.most)
  expect(log).toHaveLength(1)
})

test('one number a call where the service wants it so, with the pool’s code', async () => {
  const statuses = {
    '13800000001': 'NORMAL',
    '13800000002': 'NOT_EXIST',
    '13800000003': 'SHUTDOWN',
    '13800000004': 'POWER_OFF',
  }
  const { provider, log } = await asked(statuses, { api: 'status', authCode: 'pool-1', hashing: 'MD5' })
  const found = new Map((await provider.check(values)).map(({ value, ...rest }) => [value, rest]))
  expect(values.map((value) => found.get(value))).toEqual([
    { outcome: 'reachable', reason: null, cost: 1 },
    { outcome: 'bad', reason: 'empty', cost: 1 },
    { outcome: 'bad', reason: 'suspended', cost: 1 },
    { outcome: 'reachable', reason: 'power_off', cost: 1 },
  ])
  expect(log.map((each) => each.numbers.length)).toEqual([1, 1, 1, 1])
})

test('is asked again more slowly when it was asked too fast, each time as another request', async () => {
  const { provider, pauses, throttle, sent } = await asked(numbers)
  throttle(2)
  expect((await provider.check(values)).map(({ outcome }) => outcome)).toContain('bad')
  expect(pauses).toEqual([500, 1000])
  expect(sent).toHaveLength(3)
  throttle(3)
  await expect(provider.check(values)).rejects.toMatchObject({ code: 'Throttling.User', charged: false })
})

test('a wrong key, a wrong pool and a closed door are troubles that cost nothing', async () => {
  const wrong = await asked(numbers, { key: { id: 'testid', secret: 'another' } })
  await expect(wrong.provider.check(values)).rejects.toMatchObject({
    code: 'SignatureDoesNotMatch',
    charged: false,
  })
  const pool = await asked(numbers, { api: 'status', authCode: 'nobody’s' })
  await expect(pool.provider.check(values)).rejects.toMatchObject({ code: 'AuthCodeNotExist' })
  const closed = await asked(numbers, { endpoint: 'http://127.0.0.1:1' })
  await expect(closed.provider.check(values)).rejects.toMatchObject({ code: 'ECONNREFUSED', charged: false })
})

test('takes mainland mobiles and nothing else', async () => {
  const { provider } = await asked({})
  const takes = ['+8613800138000', '+861012345678', '+85291234567', '13800138000'].map(provider.takes)
  expect(takes).toEqual([true, false, false, false])
})
