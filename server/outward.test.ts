import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { isPublic, postOut, refuseUncallable, type Resolve } from './outward.ts'

const reached: string[] = []
const server = createServer((request, response) => {
  reached.push(request.url ?? '')
  if (request.url === '/moved') return response.writeHead(302, { location: '/secret' }).end()
  if (request.url === '/endless') {
    const more = setInterval(() => response.write('x'.repeat(8192)), 1)
    return response.on('close', () => clearInterval(more))
  }
  return response.end('fine')
})
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
const { port } = server.address() as AddressInfo
afterAll(() => server.close().closeAllConnections())
beforeEach(() => void reached.splice(0))

/** A name server of the attacker's: answers as told, one after the other, and counts. */
function nameserver(...answers: string[]): Resolve & { asked: () => number } {
  let asked = 0
  const resolve: Resolve = (_host, _options, found) => {
    const address = answers[Math.min(asked++, answers.length - 1)] as string
    found(null, [{ address, family: address.includes(':') ? 6 : 4 }])
  }
  return Object.assign(resolve, { asked: () => asked })
}

const at = (host: string, path = '/') => ({ url: `http://${host}:${port}${path}`, body: '{}' })

test.each([
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.31.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.100.100.200', false],
  ['168.63.129.16', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['::1', false],
  ['::7f00:1', false],
  ['::ffff:127.0.0.1', false],
  ['64:ff9b::a00:1', false],
  ['2002:7f00:1::', false],
  ['fd12::1', false],
  ['fe80::1', false],
  ['8.8.8.8', true],
  ['101.91.34.103', true],
  ['2606:4700::1111', true],
])('%s is public: %s', (address, expected) => expect(isPublic(address)).toBe(expected))

test.each(['127.0.0.1', '[::1]', '[::ffff:7f00:1]', '2130706433', '0x7f.1', '017700000001'])(
  'the private literal %s is not called',
  async (host) => {
    await expect(postOut(at(host), { allowPrivate: false })).rejects.toMatchObject({ code: 'private' })
    expect(() => refuseUncallable(at(host).url, { allowPrivate: false })).toThrow(
      expect.objectContaining({ code: 'address.private' }),
    )
    expect(reached).toEqual([])
  },
)

test('a name that means a private address is not called, nor one that means both', async () => {
  const outward = { allowPrivate: false, resolve: nameserver('127.0.0.1') }
  await expect(postOut(at('inside.example'), outward)).rejects.toMatchObject({ code: 'private' })
  const both: Resolve = (_host, _options, found) =>
    found(null, [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ])
  await expect(postOut(at('both.example'), { allowPrivate: false, resolve: both })).rejects.toMatchObject({
    code: 'private',
  })
  expect(reached).toEqual([])
})

test('a name that changes its meaning wins nothing: what was looked up once is checked and connected to', async () => {
  const rebinding = nameserver('127.0.0.1', '10.255.255.1')
  expect((await postOut(at('rebind.example'), { allowPrivate: true, resolve: rebinding })).status).toBe(200)
  expect(rebinding.asked()).toBe(1)
  const again = postOut(at('rebind2.example'), { allowPrivate: false, resolve: nameserver('127.0.0.1') })
  await expect(again).rejects.toMatchObject({ code: 'private' })
  expect(reached).toHaveLength(1)
})

test('where private addresses are allowed they are called, by name too', async () => {
  const outward = { allowPrivate: true, resolve: nameserver('127.0.0.1') }
  expect(await postOut(at('inside.example'), outward)).toEqual({ status: 200, text: 'fine' })
})

test('a redirect is an answer, not a way on', async () => {
  expect(await postOut(at('127.0.0.1', '/moved'), { allowPrivate: true })).toMatchObject({ status: 302 })
  expect(reached).toEqual(['/moved'])
})

test('of an endless answer the beginning is read', async () => {
  const answer = await postOut(at('127.0.0.1', '/endless'), { allowPrivate: true })
  expect(answer.text).toHaveLength(16 * 1024)
})

test('other protocols are refused', () => {
  expect(() => refuseUncallable('file:///etc/passwd', { allowPrivate: true })).toThrow(
    expect.objectContaining({ code: 'address.protocol' }),
  )
})
