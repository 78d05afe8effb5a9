import { expect, test } from 'vitest'
import { testDb } from './database.ts'
import { shareFairly } from './fair.ts'

const testing = await testDb()

test('bulks of 10,000 and 16 parallel callers: nobody is ever a whole lead from their share', async () => {
  const { looks } = await shareFairly(testing, { bulk: [10_000, 10_000], each: 250 })
  expect(looks).toBeGreaterThan(10)
}, 1_800_000)
