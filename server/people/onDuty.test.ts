import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar, Shift, Span, Week } from '../../contract/working-time.ts'
import { duty } from './onDuty.ts'
import { dayIn, holidaysUntil, overlapIn, stretchesOf } from './workdays.ts'

const office: Span[] = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
]
const fiveDays: Week = [office, office, office, office, office, [], []]
const china: Calendar = { kind: 'hours', week: fiveDays, holidays: 'cn', days: [] }
const SHANGHAI = 'Asia/Shanghai'

interface Given {
  calendar?: Calendar | null
  shift?: Shift | null
  absences?: { fromAt: Date; toAt: Date }[]
}

const at = (text: string, { calendar = china, shift = null, absences = [] }: Given = {}) => {
  const zone = SHANGHAI
  const time = { stretches: stretchesOf(calendar, shift, zone), absences, offline: null }
  return duty(time, new Date(text), zone)
}

describe('the calendar', () => {
  test('has an ordinary day, its noon, and a weekend', () => {
    expect(at('2026-03-09T10:00:00+08:00')).toEqual({ off: null, next: null })
    expect(at('2026-03-09T12:30:00+08:00')).toEqual({
      off: 'offShift',
      next: new Date('2026-03-09T13:30:00+08:00'),
    })
    expect(at('2026-03-13T18:00:00+08:00').next).toEqual(new Date('2026-03-16T09:00:00+08:00'))
  })

  test('National Day is off, and the Saturday that is made up for it works', () => {
    expect(at('2026-10-01T10:00:00+08:00')).toEqual({
      off: 'offShift',
      next: new Date('2026-10-08T09:00:00+08:00'),
    })
    expect(dayIn(china, '2026-10-10')).toMatchObject({ works: true, by: 'makeUp', spans: office })
    expect(at('2026-10-10T10:00:00+08:00').off).toBeNull()
    expect(at('2026-10-10T10:00:00+08:00', { calendar: { ...china, holidays: 'none' } }).off).toBe('offShift')
  })

  test('of a year that was put in goes by that alone, and is known so far as the years follow each other', () => {
    const plan = [
      { day: '2026-12-31', kind: 'off' as const, name: '元旦' },
      { day: '2027-01-01', kind: 'off' as const, name: '元旦' },
      { day: '2027-01-03', kind: 'work' as const, name: '元旦' },
    ]
    const put: Calendar = { ...china, years: [{ year: 2027, days: plan }] }
    expect(at('2026-12-30T19:00:00+08:00', { calendar: put }).next).toEqual(
      new Date('2027-01-03T09:00:00+08:00'),
    )
    expect(dayIn(put, '2027-01-03')).toMatchObject({ works: true, by: 'makeUp' })
    expect(dayIn(china, '2027-01-01')).toMatchObject({ works: true, by: 'weekday' })
    // The table knows of 2026; what is put in for it stands instead.
    const mended: Calendar = { ...china, years: [{ year: 2026, days: [plan[0]!] }] }
    expect(dayIn(mended, '2026-10-01').works).toBe(true)
    expect(dayIn({ ...put, holidays: 'none' }, '2027-01-01').works).toBe(true)
    const of = (...years: number[]) => years.map((year) => ({ year, days: plan }))
    expect(holidaysUntil(null)).toBe('2026-12-31')
    expect(holidaysUntil({ ...china, years: of(2027, 2028, 2030) })).toBe('2028-12-31')
    expect(holidaysUntil({ ...china, years: of(2028) })).toBe('2026-12-31')
  })

  test('of the organisation itself comes first: a company holiday, an extra workday, half a day', () => {
    const days = [
      { day: '2026-03-09', kind: 'off' as const, name: '公司成立日' },
      { day: '2026-03-14', kind: 'work' as const, name: '盘点' },
      { day: '2026-10-01', kind: 'work' as const, name: '值班', spans: [{ from: '10:00', to: '11:00' }] },
    ]
    const own: Calendar = { ...china, days }
    expect(at('2026-03-09T10:00:00+08:00', { calendar: own }).off).toBe('offShift')
    expect(at('2026-03-14T10:00:00+08:00', { calendar: own }).off).toBeNull()
    expect(at('2026-10-01T09:30:00+08:00', { calendar: own }).next).toEqual(
      new Date('2026-10-01T10:00:00+08:00'),
    )
  })

  test('that nobody has set, or that says so, counts every hour', () => {
    for (const calendar of [null, { kind: 'always' as const }])
      expect(at('2026-10-01T03:00:00+08:00', { calendar })).toEqual({ off: null, next: null })
  })

  test('refuses spans that share time, the one over Sunday’s midnight with Monday’s too', () => {
    const night: Span = { from: '22:00', to: '06:00' }
    expect(overlapIn(fiveDays)).toBeNull()
    expect(overlapIn([[night], [{ from: '05:00', to: '09:00' }], [], [], [], [], []])).toBe(1)
    expect(overlapIn([[{ from: '05:00', to: '09:00' }], [], [], [], [], [], [night]])).toBe(0)
    expect(overlapIn([[night], [{ from: '06:00', to: '09:00' }], [], [], [], [], []])).toBeNull()
  })
})

describe('a shift', () => {
  const nights: Shift = {
    week: [[{ from: '22:00', to: '06:00' }], [], [], [], [], [], []],
    worksHolidays: false,
  }
  test('over midnight belongs to the day it begins on, and lasts into the next', () => {
    expect(at('2026-03-10T05:59:00+08:00', { shift: nights }).off).toBeNull()
    expect(at('2026-03-10T06:00:00+08:00', { shift: nights }).next).toEqual(
      new Date('2026-03-16T22:00:00+08:00'),
    )
  })

  test('is off on a public holiday, unless it works those', () => {
    const days: Shift = { week: fiveDays, worksHolidays: true }
    expect(at('2026-10-01T10:00:00+08:00', { shift: { ...days, worksHolidays: false } }).off).toBe('offShift')
    expect(at('2026-10-01T10:00:00+08:00', { shift: days }).off).toBeNull()
  })
})

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const anySpan = fc
  .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 0, max: 47 }))
  .filter(([from, to]) => from !== to)
  .map(([from, to]): Span => ({ from: clock(from * 30), to: clock(to * 30) }))
const anyWeek = fc.array(fc.array(anySpan, { maxLength: 2 }), { minLength: 7, maxLength: 7 })
const anyZone = fc.constantFrom(
  SHANGHAI,
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
)
const MINUTE = 60_000

describe('the next moment', () => {
  test('is on duty, and no quarter of an hour before it is, in every zone and over every change of clocks', () => {
    fc.assert(
      fc.property(
        anyWeek.filter((week) => week.some((spans) => spans.length > 0)),
        anyZone,
        fc.integer({ min: 0, max: 365 * 24 * 4 }),
        fc.record({ away: fc.integer({ min: 1, max: 120 }), paused: fc.boolean() }),
        (week, zone, quarter, { away, paused }) => {
          const now = new Date(Date.UTC(2026, 0, 1) + quarter * 15 * MINUTE)
          const until = { fromAt: now, toAt: new Date(now.getTime() + away * 15 * MINUTE) }
          const time = {
            stretches: stretchesOf({ ...china, week }, null, zone),
            absences: paused ? [] : [until],
            offline: paused ? until : null,
          }
          const { off, next } = duty(time, now, zone)
          expect(off).toBe(paused ? 'paused' : 'away')
          expect(next).not.toBeNull()
          expect(duty(time, next!, zone)).toEqual({ off: null, next: null })
          for (let t = now.getTime(); t < next!.getTime(); t += 15 * MINUTE)
            expect(duty(time, new Date(t), zone).off).not.toBeNull()
        },
      ),
      { numRuns: 60 },
    )
  })

  test('is told of nobody who never works again within a year', () => {
    const never = { fromAt: new Date('2026-01-01'), toAt: new Date('2029-01-01') }
    expect(at('2026-03-09T10:00:00+08:00', { absences: [never] })).toEqual({ off: 'away', next: null })
  })
})
