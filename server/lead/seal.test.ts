import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newSealingKey, seal, unseal } from './seal.ts'

test('what is sealed comes back whole, by its key alone', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const [key, other] = [newSealingKey(), newSealingKey()]
      const sealed = seal(key, value)
      expect(unseal(key, sealed)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(() => unseal(other, sealed)).toThrow('authenticate')
    }),
  )
})

test('a single flipped bit anywhere is found out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), fc.integer({ min: 0, max: 7 }), (value, place, bit) => {
      const key = newSealingKey()
      const sealed = seal(key, value)
      sealed[place % sealed.length]! ^= 1 << bit
      expect(() => unseal(key, sealed)).toThrow('authenticate')
    }),
  )
})

test('without a key nothing comes back, and the text is not to be seen in what is kept', () => {
  const sealed = seal(newSealingKey(), { phone: '13800138000' })
  expect(unseal(null, sealed)).toBeNull()
  expect(sealed.includes('13800138000')).toBe(false)
})

test('the same text is never sealed the same way twice, nor with the same nonce', () => {
  const key = newSealingKey()
  const nonces = Array.from({ length: 3000 }, () => seal(key, '张明').subarray(0, 12).toString('hex'))
  expect(new Set(nonces).size).toBe(3000)
  expect(new Set(Array.from({ length: 3000 }, () => newSealingKey().toString('hex'))).size).toBe(3000)
})
