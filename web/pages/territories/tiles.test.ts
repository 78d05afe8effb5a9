import { expect, test } from 'vitest'
import { childRegions } from '../../../rules/regions.ts'
import { tiles } from './tiles.ts'

test('every province-level unit has a tile of its own', () => {
  expect(Object.keys(tiles).toSorted()).toEqual(childRegions().toSorted())
  expect(new Set(Object.values(tiles).map(String)).size).toBe(34)
})
