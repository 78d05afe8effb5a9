import { expect, test } from 'vitest'
import { places } from './places.tsx'

test('no two places are gone to by the same keys', () => {
  const keys = places.flatMap(({ keys: pressed }) => pressed ?? [])
  expect(keys.length).toBeGreaterThan(10)
  expect(new Set(keys).size).toBe(keys.length)
})
