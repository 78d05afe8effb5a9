import { expect, test } from 'vitest'
import { surviveCrash } from './crash.ts'

test.each(['server', 'postgres'] as const)(
  'killed with -9 twice under a burst of captures, %s: nothing acknowledged is lost, nothing is there twice',
  async (victim) => {
    expect.hasAssertions()
    await surviveCrash(5_000, victim)
  },
  300_000,
)
