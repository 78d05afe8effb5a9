import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Calendar, MonthDay, Shift, Span, Week } from '../../contract/working-time.ts'
import { addDays, type Day, momentOf, startOfDay } from '../../rules/days.ts'

type Hours = Extract<Calendar, { kind: 'hours' }>
type Named = Readonly<Record<string, string>>

// Read as a table, by day: the library's functions go through the server's own time zone.
const { holidays, workdays } = table as { holidays: Named; workdays: Named }

/** The last year of which mainland China's public holidays are in the table; each year's are decided in the autumn before. */
const tableUntil = Number(
  Object.keys(holidays)
    .reduce((last, day) => (day > last ? day : last))
    .slice(0, 4),
)

/** The last day of which public holidays are known: by the table, and by the years that the organisation put in after it. */
export function holidaysUntil(calendar: Calendar | null): Day {
  const put = new Set(calendar?.kind === 'hours' ? calendar.years?.map(({ year }) => year) : [])
  let year = tableUntil
  while (put.has(year + 1)) year += 1
  return `${year}-12-31`
}

type Told = Pick<MonthDay, 'works' | 'by' | 'name'>

/** What a day is as a public holiday: by what was put in for its year, else by the public table; undefined for a day like any other. */
function publicDay(day: Day, years: Hours['years'] = []): Told | undefined {
  const put = years.flatMap(({ days }) => days).find((each) => each.day === day)
  if (put)
    return {
      works: put.kind === 'work',
      by: put.kind === 'work' ? 'makeUp' : 'holiday',
      name: { zh: put.name, en: put.name },
    }
  return years.some(({ year }) => year === Number(day.slice(0, 4))) ? undefined : tableDay(day)
}

function tableDay(day: Day): Told | undefined {
  const found = holidays[day] ?? workdays[day]
  if (!found) return undefined
  const [en = '', zh = ''] = found.split(',')
  return day in holidays
    ? { works: false, by: 'holiday', name: { zh, en } }
    : { works: true, by: 'makeUp', name: { zh, en } }
}

/** Monday 0 to Sunday 6. */
const weekdayOf = (day: Day): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/**
 * The spans of a week on a day of work: its weekday's, and on a weekday that has none, as where a Saturday is made up, those of the
 * first day of the week that has some.
 */
function spansOn(day: Day, week: Week): readonly Span[] {
  const own = week[weekdayOf(day)] ?? []
  return own.length > 0 ? own : (week.find((each) => each.length > 0) ?? [])
}

const allDay: readonly Span[] = [{ from: '00:00', to: '24:00' }]

/** What an organisation's day is: worked or not, when, and what says so. What it says of a day itself comes first. */
export function dayIn(calendar: Calendar | null, day: Day): MonthDay {
  if (calendar?.kind !== 'hours') return { day, works: true, by: 'always', name: null, spans: [...allDay] }
  const own = calendar.days.find((each) => each.day === day)
  if (own) {
    const spans = own.kind === 'off' ? [] : (own.spans ?? spansOn(day, calendar.week))
    return {
      day,
      works: own.kind === 'work',
      by: 'own',
      name: { zh: own.name, en: own.name },
      spans: [...spans],
    }
  }
  const told = calendar.holidays === 'cn' ? publicDay(day, calendar.years) : undefined
  if (told) return { day, ...told, spans: told.works ? [...spansOn(day, calendar.week)] : [] }
  const spans = calendar.week[weekdayOf(day)] ?? []
  return { day, works: spans.length > 0, by: 'weekday', name: null, spans: [...spans] }
}

/**
 * When somebody with a shift works on a day. Their own week holds; a holiday of all is off for them too, unless they work
 * those; a day that is made up for is a day of work.
 */
function shiftOn({ week, worksHolidays }: Shift, calendar: Calendar | null, day: Day): readonly Span[] {
  const { by, works } = dayIn(calendar, day)
  const usual = week[weekdayOf(day)] ?? []
  if (by === 'always' || by === 'weekday') return usual
  if (works) return spansOn(day, week)
  return worksHolidays ? usual : []
}

/** A stretch of working time in UTC, to before its end, ms. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The stretches of working time that begin on a day, the first first; one over midnight belongs to the day it begins on. */
export type Stretches = (day: Day) => readonly Stretch[]

/** When somebody with this shift (null: the organisation's hours) works, kept by day. */
export function stretchesOf(calendar: Calendar | null, shift: Shift | null, zone: string): Stretches {
  const known = new Map<Day, readonly Stretch[]>()
  return (day) => {
    const held = known.get(day)
    if (held) return held
    const spans = shift ? shiftOn(shift, calendar, day) : dayIn(calendar, day).spans
    const found = spans
      .map((span) => stretchOf(span, day, zone))
      // What the clocks skip in spring is no time at all.
      .filter(({ from, to }) => from < to)
      .sort((a, b) => a.from - b.from)
    known.set(day, found)
    return found
  }
}

function stretchOf({ from, to }: Span, day: Day, zone: string): Stretch {
  const ends = minuteOf(to) <= minuteOf(from) ? addDays(day, 1) : day
  return { from: moment(day, minuteOf(from), zone), to: moment(ends, minuteOf(to), zone) }
}

function moment(day: Day, minute: number, zone: string): number {
  return (minute === 1440 ? startOfDay(addDays(day, 1), zone) : momentOf(day, minute, zone)).getTime()
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Whether two spans of a week share time, the one over Sunday's midnight with Monday's too; the weekday (Monday 0) of the later, else null. */
export function overlapIn(week: Week): number | null {
  const all = week
    .flatMap((spans, weekday) =>
      spans.map(({ from, to }) => {
        const start = weekday * 1440 + minuteOf(from)
        const length = minuteOf(to) - minuteOf(from)
        return { weekday, start, end: start + (length > 0 ? length : length + 1440) }
      }),
    )
    .sort((a, b) => a.start - b.start)
  const last = all.reduce((end, each) => Math.max(end, each.end), 0)
  for (const [i, { weekday, start }] of all.entries()) {
    const before = all[i - 1]
    if (before ? start < before.end : start < last - 7 * 1440) return weekday
  }
  return null
}
