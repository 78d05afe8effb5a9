import fc from 'fast-check'
import { expect, test } from 'vitest'
import { diffLines } from './diff.ts'

const lines = (...keys: string[]) => keys.map((key) => ({ key, text: `line ${key}` }))

test('the same lines have no difference', () => {
  expect(diffLines(lines('a', 'b'), lines('a', 'b'))).toEqual([])
})

test('says what was added, removed and changed', () => {
  const before = [...lines('a', 'b'), { key: 'c', text: 'old' }]
  const after = [{ key: 'c', text: 'new' }, ...lines('d')]
  expect(diffLines(before, after)).toEqual([
    { kind: 'changed', key: 'c', before: 'old', after: 'new' },
    { kind: 'added', key: 'd', after: 'line d' },
    { kind: 'removed', key: 'a', before: 'line a' },
    { kind: 'removed', key: 'b', before: 'line b' },
  ])
})

test('a line dragged to the top is the only one that moved', () => {
  expect(diffLines(lines('a', 'b', 'c', 'd'), lines('d', 'a', 'b', 'c'))).toEqual([
    { kind: 'moved', key: 'd', after: 'line d', from: 4, to: 1 },
  ])
})

const keys = fc.uniqueArray(fc.constantFrom(...'abcdefgh'))

test('leaving out what moved, the common lines keep their order', () => {
  fc.assert(
    fc.property(keys, keys, (before, after) => {
      const moved = new Set(
        diffLines(lines(...before), lines(...after))
          .filter(({ kind }) => kind === 'moved')
          .map(({ key }) => key),
      )
      const common = (one: string[], other: string[]) =>
        one.filter((key) => other.includes(key) && !moved.has(key))
      expect(common(before, after)).toEqual(common(after, before))
    }),
  )
})
