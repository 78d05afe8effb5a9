import fc from 'fast-check'
import { validate, version } from 'uuid'
import { expect, test } from 'vitest'
import { isUuid, uuidv7 } from './id.ts'

const msOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

test('ids are version 7, of now, and rise strictly however fast they are made', () => {
  const before = Date.now()
  const made = Array.from({ length: 20_000 }, () => uuidv7())
  expect(made.filter((id) => !validate(id) || version(id) !== 7 || !isUuid(id))).toEqual([])
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
  expect(msOf(made[0] as string)).toBeGreaterThanOrEqual(before)
})

test('a backdated id carries its moment and does not disturb the order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (at) => {
      const earlier = uuidv7()
      const backdated = uuidv7(at)
      expect(version(backdated)).toBe(7)
      expect(msOf(backdated)).toBe(at)
      expect(uuidv7() > earlier).toBe(true)
    }),
  )
})

test('a UUID is told from anything else', () => {
  expect(isUuid('0193B1F0-0000-7000-8000-00000000000a')).toBe(true)
  for (const other of [
    '',
    'x',
    `${uuidv7()} `,
    `${uuidv7()}'; drop table lead --`,
    uuidv7().replaceAll('-', ''),
  ]) {
    expect(isUuid(other)).toBe(false)
  }
})
