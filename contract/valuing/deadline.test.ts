import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PriorityRules } from '../value.ts'
import { dueFrom, minutesAfter, toldBy } from './deadline.ts'

const zone = 'Asia/Shanghai'
const daily = { from: '09:00', until: '18:00', days: [1, 2, 3, 4, 5] }
const rules: PriorityRules = {
  from: 1,
  minutes: 60,
  remindMinutes: 15,
  escalateMinutes: 30,
  againMinutes: 120,
}
const day = (text: string) => new Date(`${text}+08:00`)

test('the clock of a deadline runs in working hours only', () => {
  const after = (from: string, minutes: number) => minutesAfter(day(from), minutes, { hours: daily, zone })
  // Monday 2 March 2026
  expect(after('2026-03-02T10:00:00', 60)).toEqual(day('2026-03-02T11:00:00'))
  expect(after('2026-03-02T02:00:00', 60)).toEqual(day('2026-03-02T10:00:00'))
  expect(after('2026-03-02T17:30:00', 60)).toEqual(day('2026-03-03T09:30:00'))
  expect(after('2026-03-06T17:30:00', 60)).toEqual(day('2026-03-09T09:30:00'))
  expect(after('2026-03-07T12:00:00', 9 * 60)).toEqual(day('2026-03-09T18:00:00'))
  expect(minutesAfter(day('2026-03-07T12:00:00'), 60, { hours: undefined, zone })).toEqual(
    day('2026-03-07T13:00:00'),
  )
})

test('where the clocks jump, an hour of work still begins when they show it', () => {
  // New York leaps from 02:00 to 03:00 on Sunday 8 March 2026
  const hours = { from: '09:00', until: '17:00', days: [7] }
  const from = new Date('2026-03-08T05:00:00Z')
  expect(minutesAfter(from, 30, { hours, zone: 'America/New_York' })).toEqual(
    new Date('2026-03-08T13:30:00Z'),
  )
})

test('a deadline is never earlier for more minutes, nor for a later beginning', () => {
  const from = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(from, fc.nat(10_000_000), fc.integer({ min: 1, max: 3000 }), (one, later, minutes) => {
      const at = { hours: daily, zone }
      const due = minutesAfter(one, minutes, at)
      expect(+due).toBeGreaterThanOrEqual(+one + minutes * 60_000)
      expect(+minutesAfter(one, minutes + 1, at)).toBeGreaterThan(+due)
      expect(+minutesAfter(new Date(+one + later), minutes, at)).toBeGreaterThanOrEqual(+due)
    }),
    { numRuns: 100 },
  )
})

test('telling goes step by step, and catches up in one', () => {
  const given = day('2026-03-02T10:00:00')
  const minutes = (n: number) => new Date(+given + n * 60_000)
  const begun = { ...dueFrom(given, rules, zone), step: 0 }
  const at = (n: number) => ({ now: minutes(n), zone })
  expect(begun).toEqual({ dueAt: minutes(60), nextAt: minutes(45), step: 0 })
  expect(toldBy(begun, rules, at(44))).toBeNull()
  const reminded = toldBy(begun, rules, at(46))!
  expect(reminded).toEqual({ dueAt: minutes(60), step: 1, nextAt: minutes(60) })
  const overdue = toldBy(reminded, rules, at(61))!
  expect(overdue).toEqual({ dueAt: minutes(60), step: 2, nextAt: minutes(90) })
  const escalated = toldBy(overdue, rules, at(91))!
  expect(escalated).toEqual({ dueAt: minutes(60), step: 3, nextAt: minutes(210) })
  expect(toldBy(escalated, rules, at(211))).toEqual({ dueAt: minutes(60), step: 4, nextAt: minutes(331) })
  // Nobody was there for a week: told once
  const week = toldBy(begun, rules, at(10_000))!
  expect(week.step).toBeGreaterThanOrEqual(3)
  expect(+week.nextAt).toBeGreaterThan(+minutes(10_000))
  expect(
    toldBy({ ...dueFrom(given, { ...rules, remindMinutes: 0 }, zone), step: 0 }, rules, at(61)),
  ).toMatchObject({ step: 2 })
})

test('whenever it is asked, nobody is told twice of one moment, and always again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 40 }), (waits) => {
      const given = day('2026-03-02T10:00:00')
      let told = { ...dueFrom(given, rules, zone), step: 0 }
      let now = +given
      for (const wait of waits) {
        now += wait * 60_000
        const next = toldBy(told, rules, { now: new Date(now), zone })
        expect(next !== null).toBe(+told.nextAt <= now)
        if (!next) continue
        expect(next.step).toBeGreaterThan(told.step)
        expect(+next.nextAt).toBeGreaterThan(now)
        told = next
      }
    }),
  )
})
