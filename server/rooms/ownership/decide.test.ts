import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, type Party, type Proof, type Protection } from './decide.ts'

const protection: Protection = {
  days: 30,
  renewed: true,
  contacts: ['phone', 'email', 'wechat'],
  deadShare: 0.5,
}
const on = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * 86_400_000)
const captured = (day: number, ...contacts: string[]): Proof => ({ kind: 'captured', at: on(day), contacts })
const followed = (day: number): Proof => ({ kind: 'followed_up', at: on(day) })
const party = (userId: string, proofs: Proof[], deadShare = 0): Party => ({ userId, proofs, deadShare })

test.each([
  ['who came first, while protected', [captured(0, 'phone')], [captured(20, 'phone')], 'a', 'protected'],
  ['the other, once protection lapsed', [captured(0, 'phone')], [captured(31, 'phone')], 'b', 'lapsed'],
  [
    'a follow-up begins it anew',
    [captured(0, 'phone'), followed(25)],
    [captured(50, 'phone')],
    'a',
    'protected',
  ],
  [
    'a follow-up that came too late does not',
    [captured(0, 'phone'), followed(40)],
    [captured(50, 'phone')],
    'b',
    'lapsed',
  ],
  ['a registration without a contact protects nothing', [captured(0)], [captured(9, 'email')], 'b', 'only'],
  ['a follow-up alone is no claim', [followed(0)], [captured(9, 'email')], 'b', 'only'],
  ['what the house gave counts', [{ kind: 'given', at: on(0) }], [captured(9, 'email')], 'a', 'protected'],
  ['nobody has anything', [captured(0)], [], null, 'nobody'],
] as const)('%s', (...[, a, b, ...verdict]) => {
  const { owner, because } = judge([party('a', [...a]), party('b', [...b])], protection)
  expect([owner, because]).toEqual(verdict)
})

test('whose registrations mostly prove invalid protects nothing by them', () => {
  const squatter = party('a', [captured(0, 'phone')], 0.6)
  const other = party('b', [captured(9, 'phone')], 0.4)
  expect(judge([squatter, other], protection)).toMatchObject({
    owner: 'b',
    because: 'only',
    squatters: ['a'],
  })
  expect(judge([squatter, other], { ...protection, deadShare: null })).toMatchObject({ owner: 'a' })
})

const anyProof = fc.record({
  kind: fc.constantFrom('captured' as const, 'given' as const, 'followed_up' as const),
  at: fc.integer({ min: 0, max: 100 }).map(on),
  contacts: fc.subarray(['phone', 'email']),
})
const anyParties = fc.tuple(fc.array(anyProof, { maxLength: 6 }), fc.array(anyProof, { maxLength: 6 }))

test('neither the order of the proofs nor that of the parties matters', () => {
  fc.assert(
    fc.property(anyParties, ([a, b]) => {
      const verdict = judge([party('a', a), party('b', b)], protection)
      expect(judge([party('b', b.toReversed()), party('a', a.toReversed())], protection)).toMatchObject({
        owner: verdict.owner,
        because: verdict.because,
        until: verdict.until,
      })
    }),
  )
})

test('more proof never loses a customer, and only somebody with a valid proof wins one', () => {
  fc.assert(
    fc.property(anyParties, anyProof, ([a, b], more) => {
      const verdict = judge([party('a', a), party('b', b)], protection)
      if (verdict.owner !== null) expect(verdict.first[verdict.owner]).not.toBeNull()
      if (verdict.owner !== 'a' || more.kind === 'captured' || more.kind === 'given') return
      expect(judge([party('a', [...a, more]), party('b', b)], protection).owner).toBe('a')
    }),
  )
})
