import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyFor, orgOf } from './keys.ts'
import { tidy } from './read.ts'

test('what an event is about holds no query, no mailbox and no number', () => {
  expect(tidy('https://example.com/p/价格?email=a@b.cn&x=1#top 价格表')).toBe(
    'https://example.com/p/价格 价格表',
  )
  expect(tidy('写给 zhang.ming@example.com 的信')).toBe('写给 … 的信')
  expect(tidy('https://example.com/u/zhang%40example.com/edit')).toBe('https://example.com/u/…/edit')
  expect(tidy('tel 138 1234 5678')).toBe('tel …')
  expect(tidy('a\0b\ud800')).toBe('ab\ufffd')
})

test('tidying is done once: again it changes nothing, and nothing gets too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      const once = tidy(text)
      expect(tidy(once)).toBe(once)
      expect(once.length).toBeLessThanOrEqual(300)
    }),
  )
})

test('a key names its organisation, and nothing else does', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.stringMatching(/^[\w-]{4,20}$/), (orgId, chance) => {
      expect(orgOf(keyFor(orgId, chance))).toBe(orgId)
    }),
  )
  expect(['', 'x', 'a'.repeat(21), `${'_'.repeat(22)}abcd`, '../../etc/passwd'.repeat(3)].map(orgOf)).toEqual(
    Array(5).fill(null),
  )
})
