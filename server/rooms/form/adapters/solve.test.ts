import { createHash, randomBytes } from 'node:crypto'
import vm from 'node:vm'
import { expect, test } from 'vitest'
import { embedScript, files } from './files.ts'
import { proofs } from './proof.ts'
import { solve } from './solve.ts'

const { challenge, verify } = proofs('a secret of this test')

test('what the browser solves, the library takes', async () => {
  const set = await challenge('f1', new Date())
  expect(await verify({ challenge: set, solution: solve(set) }, 'f1')).toBe(true)
}, 30_000)

test('the browser’s SHA-256 is the one everybody knows', () => {
  for (let i = 0; i < 20; i++) {
    const [salt, nonce] = [randomBytes(16), randomBytes(16)]
    const first = createHash('sha256')
      .update(Buffer.concat([salt, nonce, Buffer.alloc(4)]))
      .digest()
    const key = createHash('sha256').update(first).digest('hex')
    const parameters = {
      salt: salt.toString('hex'),
      nonce: nonce.toString('hex'),
      cost: 2,
      keyLength: 32,
      keyPrefix: '',
    }
    expect(solve({ parameters })).toEqual({ counter: 0, derivedKey: key })
  }
})

test('a proof counts for its own form, unchanged and fresh', async () => {
  const set = await challenge('f1', new Date())
  const solution = solve(set)
  const later = { ...set, parameters: { ...set.parameters, expiresAt: set.parameters.expiresAt + 3600 } }
  const other = { ...set, parameters: { ...set.parameters, data: { form: 'f2' } } }
  const wrong = { ...solution, derivedKey: randomBytes(32).toString('hex') }
  expect(await verify({ challenge: set, solution: wrong }, 'f1')).toBe(false)
  expect(await verify({ challenge: set, solution }, 'f2')).toBe(false)
  expect(await verify({ challenge: later, solution }, 'f1')).toBe(false)
  expect(await verify({ challenge: other, solution }, 'f2')).toBe(false)
  const old = await challenge('f1', new Date(Date.now() - 21 * 60_000))
  expect(await verify({ challenge: old, solution: solve(old) }, 'f1')).toBe(false)
}, 30_000)

test('every script is sent as JavaScript that stands alone, and carries a title safely', () => {
  for (const text of [...Object.values(files), embedScript('"); alert(1); ("')]) {
    expect(() => new vm.Script(text)).not.toThrow()
    expect(text).not.toMatch(/__vi|import\(/)
  }
})
