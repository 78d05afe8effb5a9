import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOf, isDay, startOfDay, dayOfYears } from './days.ts'

// Asia/Shanghai has no summer time today and had some; the others change their clocks at midnight, half an hour at a
// time, across the date line, or stand at an odd offset.
const zones = [
  'UTC',
  'Asia/Shanghai',
  'America/Sao_Paulo',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Auckland',
]
const anyDay = fc
  .date({ min: new Date('1900-01-02T00:00:00Z'), max: new Date('2999-12-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

test('a day is all the moments from its start to the start of the next', () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...zones), (day, zone) => {
      const start = startOfDay(day, zone)
      expect(dayOf(start, zone)).toBe(day)
      expect(dayOf(new Date(start.getTime() - 1), zone)).toBe(addDays(day, -1))
    }),
    { numRuns: 300 },
  )
})

test.for([
  ['2026-03-01', 'Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'], // no midnight: the clocks went from 24:00 to 01:00
  ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'], // 23:00 came twice the evening before
  ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'], // a day that Samoa left out: it is empty
  ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
])('%s in %s starts at %s', ([day, zone, start]) => {
  expect(startOfDay(day!, zone!).toISOString()).toBe(start)
})

test('a day is a real one', () => {
  const real = ['2024-02-29', '1900-01-01', '2999-12-31']
  const none = [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '1899-12-31',
    '3000-01-01',
    '2026-3-1',
    '２０２６-01-01',
    '2026-01-01\n',
  ]
  expect([...real, ...none].filter(isDay)).toEqual(real)
})

test.each([
  ['2024-02-29', '2025-03-01'],
  ['2026-03-31', '2027-03-31'],
  // In no calendar, and yet it may have been written: it is a year old once it lies before the days that are not
  ['2026-02-30', '2027-02-28'],
])('%s is a year old on %s', (day, turned) => {
  expect(dayOfYears(day, 1)).toBe(turned)
})
