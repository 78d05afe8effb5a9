import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answeredBy, belowFloor, gini } from './measures.ts'

const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 40 })

test('the Gini coefficient is half the mean difference of all pairs over the mean', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const sum = given.reduce((all, each) => all + each, 0)
      const pairs = given.flatMap((a) => given.map((b) => Math.abs(a - b)))
      const expected = sum === 0 ? 0 : pairs.reduce((all, each) => all + each, 0) / (2 * given.length * sum)
      expect(gini(given)).toBeCloseTo(expected, 9)
    }),
  )
})

test('who stands below the floor is who got less than its share of an equal part over the window, day by day', () => {
  const given = fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 20 }), userId: fc.constantFrom('a', 'b', 'c') }),
    { maxLength: 80 },
  )
  const floor = fc.record({
    share: fc.double({ min: 0.1, max: 1, noNaN: true }),
    days: fc.integer({ min: 1, max: 8 }),
  })
  fc.assert(
    fc.property(given, floor, (leads, { share, days }) => {
      const reps = ['a', 'b', 'c']
      const expected = new Map<string, number>()
      const [first, last] = [
        Math.min(...leads.map(({ day }) => day)),
        Math.max(...leads.map(({ day }) => day)),
      ]
      for (let day = first + days - 1; day <= last; day++) {
        const window = leads.filter((each) => each.day <= day && each.day > day - days)
        for (const userId of reps) {
          const got = window.filter((each) => each.userId === userId).length
          if (got < Math.floor((share * window.length) / 3))
            expected.set(userId, (expected.get(userId) ?? 0) + 1)
        }
      }
      expect(belowFloor(leads, reps, { share, days })).toEqual(expected)
    }),
  )
})

test('leads are answered as fast as whoever gets them has answered', () => {
  const quick = { minutes: [5, 10], leads: 2 }
  const slow = { minutes: [100, 2000], leads: 4 }
  const paces = new Map([
    ['quick', quick],
    ['slow', slow],
  ])
  const all = { minutes: [5, 10, 100, 2000], leads: 6 }
  expect(answeredBy(new Map([['quick', 3]]), paces, all)).toEqual({ median: 5, halfHour: 1, day: 1 })
  expect(answeredBy(new Map([['slow', 3]]), paces, all)).toEqual({ median: 2000, halfHour: 0, day: 0.25 })
  expect(
    answeredBy(
      new Map([
        ['quick', 1],
        ['slow', 1],
      ]),
      paces,
      all,
    ),
  ).toMatchObject({ halfHour: 0.5, day: 0.625 })
  // Who has no pace answers as all do.
  expect(answeredBy(new Map([['new', 9]]), paces, all)).toMatchObject({ halfHour: 2 / 6 })
})
