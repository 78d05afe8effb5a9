import { afterAll } from 'vitest'
import { uuidv7 } from '../server/db/id.ts'

/** Test files share what they import, and ids never go back: one that was made at a time to come would be in all that follow. */
afterAll(() => {
  const [high, low] = uuidv7().split('-')
  const ahead = Number.parseInt(`${high}${low}`, 16) - Date.now()
  if (ahead > 60_000)
    throw new Error('This file moved the clock beyond now, and ids with it: let its story end about now.')
})
