import { expect, test } from 'vitest'
import { surviveBurst } from './crash-captures.ts'
import { surviveImport } from './crash-import.ts'

test.each(['server', 'postgres'] as const)(
  'killed with -9 twice under a burst of captures, %s: nothing acknowledged is lost, nothing is there twice',
  async (victim) => {
    expect.hasAssertions()
    await surviveBurst(5_000, victim)
  },
  300_000,
)

test('the server killed with -9 twice in the middle of an import: it ends by itself, every row with one fate and one lead', async () => {
  expect.hasAssertions()
  await surviveImport(5_000, 'server')
}, 120_000)

test('PostgreSQL killed with -9 twice in the middle of an import: it ends by itself, every row with one fate and one lead', async () => {
  expect.hasAssertions()
  await surviveImport(5_000, 'postgres')
}, 120_000)
