import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Calendar, Shift, Week } from '../../../../../contract/working-time.ts'
import { duty } from '../../../../people/onDuty.ts'
import { stretchesOf } from '../../../../people/workdays.ts'
import type { Rep } from '../roster.ts'
import { Presence, type TimesThen } from './presence.ts'

const zone = 'Asia/Shanghai'
const START = Date.parse('2026-09-24T00:00:00Z')
const MINUTE = 60_000
/** Within three weeks, a public holiday and its make-up day among them. */
const moment = fc.integer({ min: 0, max: 21 * 24 * 60 }).map((minutes) => new Date(START + minutes * MINUTE))
const stretch = fc
  .tuple(moment, moment)
  .map(([a, b]) => ({ userId: 'a', ...(a < b ? { from: a, to: b } : { from: b, to: a }) }))
const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`)
const week: fc.Arbitrary<Week> = fc.array(
  fc.option(fc.record({ from: clock, to: clock }), { nil: null }).map((span) => (span ? [span] : [])),
  { minLength: 7, maxLength: 7 },
)
const calendar: fc.Arbitrary<Calendar> = week.map((each) => ({
  kind: 'hours',
  week: each,
  holidays: 'cn',
  days: [],
}))
const shift: fc.Arbitrary<Shift> = fc.record({ week, worksHolidays: fc.boolean() })
/** One after the other, with gaps in which nothing was said. */
const terms = <Body>(body: fc.Arbitrary<Body>) =>
  fc
    .tuple(fc.array(moment, { maxLength: 4 }), fc.array(body, { minLength: 4, maxLength: 4 }))
    .map(([at, bodies]) => {
      const edges = at.toSorted((a, b) => +a - +b)
      return edges.flatMap((from, i) => {
        const to = edges[i + 1] ?? new Date('9999-01-01')
        return i % 3 === 2 || +from === +to ? [] : [{ userId: 'a', from, to, body: bodies[i]! }]
      })
    })
const times: fc.Arbitrary<TimesThen> = fc.record({
  calendar: terms(calendar),
  shifts: terms(shift),
  absences: fc.array(stretch, { maxLength: 2 }),
  offline: fc.array(stretch, { maxLength: 1 }),
})
const rep = (): Rep => ({
  userId: 'a',
  off: null,
  next: null,
  teamIds: [],
  tier: null,
  traits: {},
  holdingMax: null,
  dailyMax: null,
  weeklyMax: null,
  holding: 0,
  givenToday: 0,
  givenThisWeek: 0,
})

test('whoever moves through time is on duty exactly when they were at each moment', () => {
  fc.assert(
    fc.property(times, fc.array(moment, { minLength: 1, maxLength: 12 }), (then, moments) => {
      const moving = rep()
      const presence = new Presence(then, [moving], zone)
      for (const at of moments.toSorted((a, b) => +a - +b)) {
        presence.moveTo(at)
        const held = <Body>(all: readonly { from: Date; to: Date; body: Body }[]) =>
          all.find(({ from, to }) => from <= at && at < to)?.body ?? null
        const [off] = then.offline.filter(({ from, to }) => from <= at && at < to)
        const expected = duty(
          {
            stretches: stretchesOf(held(then.calendar), held(then.shifts), zone),
            absences: then.absences.map(({ from, to }) => ({ fromAt: from, toAt: to })),
            offline: off ? { fromAt: off.from, toAt: off.to } : null,
          },
          at,
          zone,
        )
        expect({ off: moving.off, next: moving.next }).toEqual(expected)
      }
    }),
    { numRuns: 200 },
  )
})
