import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldStatuses } from '../../../../contract/lead.ts'
import { bare, findings, move, staleAt, standingOf, statusOf, type Standing } from './status.ts'

const standings = ['unverified', 'formatOk', 'reachable', 'dead', 'confirmed', 'refuted', 'stale'] as const
const anyFindings = fc.array(fc.constantFrom(...findings), { maxLength: 12 })
const after = (from: Standing, found: readonly (typeof findings)[number][]) =>
  found.reduce<Standing>((standing, finding) => move(standing, finding) ?? standing, from)
const providers = fc.array(fc.constantFrom('reached', 'dead', 'unknown' as const), { maxLength: 8 })

test('a person’s word stands whatever providers say, until it has aged', () => {
  fc.assert(
    fc.property(
      anyFindings,
      fc.constantFrom('confirmed', 'refuted' as const),
      providers,
      (before, word, said) => {
        expect(after('formatOk', [...before, word, ...said])).toBe(word)
      },
    ),
  )
})

test('between two people, and between two answers of a provider, the later counts', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('confirmed', 'refuted' as const), { minLength: 1 }), (words) => {
      expect(after('formatOk', words)).toBe(words.at(-1))
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.constantFrom('reached', 'dead' as const), { minLength: 1 }), (said) => {
      expect(after('formatOk', said)).toBe(said.at(-1) === 'reached' ? 'reachable' : 'dead')
    }),
  )
})

test('not knowing changes nothing, and the same finding twice is the same finding', () => {
  fc.assert(
    fc.property(fc.constantFrom(...standings), fc.constantFrom(...findings), (from, finding) => {
      expect(move(from, 'unknown')).toBeUndefined()
      const once = after(from, [finding])
      expect(after(once, [finding])).toBe(once)
    }),
  )
})

test('what is stale was once checked, and hears everybody again', () => {
  for (const from of ['unverified', 'formatOk'] as const) expect(move(from, 'aged')).toBeUndefined()
  for (const from of ['reachable', 'dead', 'confirmed', 'refuted'] as const)
    expect(move(from, 'aged')).toBe('stale')
  expect(after('stale', ['reached'])).toBe('reachable')
  expect(after('stale', ['dead'])).toBe('dead')
})

test('a status with its source says the standing, and back', () => {
  for (const standing of standings) {
    const source = standing === 'refuted' || standing === 'confirmed' ? 'person' : 'provider'
    expect(standingOf(statusOf(standing), source)).toBe(standing)
    expect(fieldStatuses).toContain(statusOf(standing))
  }
})

test('before any check only a phone or an e-mail that stands there has passed anything', () => {
  expect(bare('phone', '+8613800138000')).toBe('formatOk')
  expect(bare('email', 'a@b.cn')).toBe('formatOk')
  expect(bare('phone', null)).toBe('unverified')
  expect(bare('title', '总监')).toBe('unverified')
})

test('a status grows stale after its field’s days; of a suspended number soon', () => {
  const at = new Date('2026-03-01T00:00:00Z')
  expect(staleAt({ field: 'phone' }, at)).toEqual(new Date('2026-08-28T00:00:00Z'))
  expect(staleAt({ field: 'phone' }, at, 30)).toEqual(new Date('2026-03-31T00:00:00Z'))
  expect(staleAt({ field: 'phone', reason: 'suspended' }, at, 30)).toEqual(new Date('2026-03-15T00:00:00Z'))
  expect(staleAt({ field: 'phone', reason: 'suspended' }, at, 7)).toEqual(new Date('2026-03-08T00:00:00Z'))
})
