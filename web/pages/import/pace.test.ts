import { expect, test } from 'vitest'
import { rateOf, sampled, secondsLeft } from './pace.ts'

const at = (seconds: number, done: number) => ({ at: seconds * 1000, done })

test('the rate is that of the last twenty seconds', () => {
  const slowThenFast = [at(0, 0), at(60, 600), at(70, 10_600), at(85, 25_600)].reduce(sampled, [] as never[])
  expect(rateOf(slowThenFast)).toBe(1000)
})

test('nothing is said before two samples differ', () => {
  expect(rateOf([])).toBeUndefined()
  expect(rateOf([at(0, 5)])).toBeUndefined()
  expect(rateOf([at(0, 5), at(1, 5)])).toBeUndefined()
})

test('an import that starts over is measured anew', () => {
  expect(sampled([at(0, 900), at(1, 1000)], at(2, 100))).toEqual([at(2, 100)])
})

test('the time left is rounded up and never negative', () => {
  expect(secondsLeft({ done: 900, total: 1000 }, 30)).toBe(4)
  expect(secondsLeft({ done: 1100, total: 1000 }, 30)).toBe(0)
})
