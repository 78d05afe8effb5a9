/**
 * What people write where a day is asked → 'YYYY-MM-DD', and the time of day where one stands beside it: dates as they are
 * written in Chinese and English, days counted by spreadsheets (45000), and, where `now` is given, the words of follow-ups
 * (`date-words.ts`: 明天上午十点, 下周三, 月底).
 *
 * The year stands first, for 05/01/2026 is May in one country and January in the next: month and day behind each other are
 * told apart only where one can be no month. A month or a week is no day, nor is a lunar date or the Republic's year.
 */
import { dayIn } from '../../../lead/clock.ts'
import { simplified } from '../../../lead/han.ts'
import { readDayWords } from './date-words.ts'
import { addDays, dayOf, nearest, type Now, type Today } from './day.ts'
import { readNumeral } from './numerals.ts'
import { readTime } from './time.ts'

export const version = 3

export type DateProblem = 'date.invalid' | 'date.ambiguous' | 'date.no_day'
export interface Day {
  /** YYYY-MM-DD, as written, in no zone. */
  value: string
  /** HH:MM, as written. */
  time: string | null
  /** Reckoned from `now`: another day would have given another. */
  relative: boolean
}
export type DateReading = Day | { problem: DateProblem }

const n = '\\d{1,2}|[〇零一二三四五六七八九十]{1,3}'
const sep = '\\s*[-/.年·]\\s*'
const ending = '(?=$|[^\\d])'
const full = new RegExp(
  `^(\\d{4}|[〇零一二三四五六七八九]{4})${sep}(${n})\\s*[-/.月·]\\s*(${n})(?:\\s*[日号])?`,
)
const spaced = new RegExp(`^(\\d{4}) (\\d{1,2}) (\\d{1,2})${ending}`)
const compact = new RegExp(`^(\\d{4})(\\d{2})(\\d{2})${ending}`)
const shortYear = new RegExp(`^(\\d{2}|[〇零一二三四五六七八九]{2})年\\s*(${n})月\\s*(${n})(?:\\s*[日号])?`)
const shortSlashes = new RegExp(`^(\\d{2})([-/.])(\\d{1,2})\\2(\\d{1,2})${ending}`)
const yearLast = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})${ending}`)
const monthDay = new RegExp(
  `^(${n})\\s*月(?:份)?\\s*(${n})(?:\\s*[日号]|(?=$|[^\\d〇零一二三四五六七八九十月周天个]))`,
)
const slashedDay = new RegExp(`^(\\d{1,2})([-/·.])(\\d{1,2})(?=$|[\\s(])`)
const noDay = new RegExp(
  `^(?:\\d{4}|[〇零一二三四五六七八九]{4}|\\d{2})年?(?:\\s*[-/.年]?\\s*(?:${n})\\s*月(?:份)?)?$|^(?:${n})月(?:份)?$|^\\d{4}[-/.]\\d{1,2}$|^(?:[上下本这]个?)+(?:周|星期|月|季度|年)$|^[今明后去前]年$`,
)
const monthNames = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const weekdays = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+'
const english = new RegExp(
  `^(?:${weekdays})?(?:(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:of )?(${monthNames})[a-z]*\\.?|(${monthNames})[a-z]*\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?)[,\\s-]*(\\d{4})${ending}`,
)
/** Another calendar: to be looked up by whoever wrote it. */
const lunar = /农历|阴历|腊月|正月|初[一二三四五六七八九十]|廿|民国|公元前/

/** 八月十五 without 日 or 号 is as likely the moon's. */
const eitherCalendar = /月[一二三四五六七八九十]{1,3}(?![日号一二三四五六七八九十周天个])/

/** Days since 30 December 1899, as spreadsheets count: 2000-01-01 to 2099-12-31. A number outside is no date. */
const serial = /^(\d{5})(?:\.\d+)?$/
const FIRST = 36_526
const LAST = 73_050
const EPOCH = Date.UTC(1899, 11, 30)

const num = (text: string | undefined): number => {
  if (text === undefined) return NaN
  if (/^\d+$/.test(text)) return Number(text)
  return readNumeral(text) ?? NaN
}

interface Found {
  /** null: a real date it is not. */
  day: string | null
  rest: string
  relative?: boolean
}

/** The year it is taken to be where nobody said. */
const UNKNOWN = 2030

/** 15年3月2日: nobody plans or remembers a century away. */
function century(year: number, today: Today | null): number {
  return year + (2000 + year <= (today?.year ?? UNKNOWN) + 20 ? 2000 : 1900)
}

function readFull(text: string): Found | null {
  const found = full.exec(text) ?? spaced.exec(text) ?? compact.exec(text)
  if (!found) return null
  const [whole, year, month, day] = found
  return { day: dayOf(num(year), num(month), num(day)), rest: text.slice(whole.length) }
}

function readShort(text: string, today: Today | null): Found | 'date.ambiguous' | null {
  const [whole, year, month, day] = shortYear.exec(text) ?? []
  if (whole !== undefined)
    return { day: dayOf(century(num(year), today), num(month), num(day)), rest: text.slice(whole.length) }
  const [slashed, first, , second, third] = shortSlashes.exec(text) ?? []
  if (slashed === undefined) return null
  // 26/3/5 written in 2026 begins with its year; 31/12/25 does not
  const near = (part: string | undefined) => today && Math.abs(num(part) + 2000 - today.year) <= 3
  if (!near(first) || near(third)) return 'date.ambiguous'
  return { day: dayOf(2000 + num(first), num(second), num(third)), rest: text.slice(slashed.length) }
}

function readYearLast(text: string): Found | 'date.ambiguous' | null {
  const [whole, first, , second, year] = yearLast.exec(text) ?? []
  if (whole === undefined) return null
  const [a, b] = [num(first), num(second)]
  if (a <= 12 && b <= 12 && a !== b) return 'date.ambiguous'
  return {
    day: a > 12 ? dayOf(num(year), b, a) : dayOf(num(year), a, b),
    rest: text.slice(whole.length),
  }
}

function readEnglish(text: string): Found | null {
  const [whole, dayFirst, monthLast, monthFirst, dayLast, year] = english.exec(text) ?? []
  if (whole === undefined) return null
  const month = monthNames.split('|').indexOf(monthLast ?? monthFirst ?? '') + 1
  return { day: dayOf(num(year), month, num(dayFirst ?? dayLast)), rest: text.slice(whole.length) }
}

/** 3月5日 without its year is the one nearest to today. */
function readMonthDay(text: string, today: Today): Found | null {
  const named = monthDay.exec(text)
  const slashed = named ? null : slashedDay.exec(text)
  const [whole, month, day] = named ?? (slashed ? [slashed[0], slashed[1], slashed[3]] : [])
  if (whole === undefined) return null
  return { day: nearest(num(month), num(day), today), rest: text.slice(whole.length), relative: true }
}

function readSerial(text: string): Found | null {
  const days = Number(serial.exec(text)?.[1] ?? 0)
  if (days < FIRST || days > LAST) return null
  return { day: new Date(EPOCH + days * 86_400_000).toISOString().slice(0, 10), rest: '' }
}

/** Behind a date: its weekday, words of nearness or a deadline, a time. */
const weekday = /^\s*\(?(?:周|星期|礼拜)[一二三四五六日天]\)?/
const near = /^\s*(?:左右|前后|上下|许|之前|以前|前|之后|以后|后|起|止)/

function finish(found: Found): DateReading {
  if (found.day === null) return { problem: 'date.invalid' }
  const rest = found.rest.replace(weekday, '').replace(near, '')
  const time = rest.trim() === '' ? null : readTime(rest)
  const about = rest.replace(/^[t\s]/, '') !== rest || /^[(,;:点时上下中早晚]/.test(rest)
  if (time === undefined && !about) return { problem: 'date.invalid' }
  const relative = found.relative ?? false
  // Midnight belongs to the day it begins
  if (time === '24:00') return { value: addDays(found.day, 1), time: '00:00', relative }
  return { value: found.day, time: time ?? null, relative }
}

const iso = /^\d{4}-\d{2}-\d{2}$/

/** The rows of a batch arrive at one moment, and asking a calendar is slow. */
let last = { time: NaN, zone: '', today: { day: '', year: 0, month: 0, date: 0 } }

/** `now` in its zone as the day it falls on. */
export function todayOf({ now, zone }: Now): Today {
  if (last.time === now.getTime() && last.zone === zone) return last.today
  const day = dayIn(zone, now)
  const today = {
    day,
    year: Number(day.slice(0, 4)),
    month: Number(day.slice(5, 7)),
    date: Number(day.slice(8)),
  }
  last = { time: now.getTime(), zone, today }
  return today
}

/** Reads one cell (tidied text) as a day. Words and dates without their year are read only where `today` is given. */
export function readDate(written: string, today: Today | null = null): DateReading {
  if (iso.test(written)) return finish(readFull(written) ?? { day: null, rest: '' })
  if (written.length > 60) return { problem: 'date.invalid' }
  const text = simplified(written.toLowerCase())
    .replace(/(?<=[〇零一二三四五六七八九])[o0○](?=[〇零一二三四五六七八九年])/g, '〇')
    .replace(/公历|阳历|^[于在]/g, '')
    .trim()
  if (lunar.test(text)) return { problem: 'date.invalid' }
  if (noDay.test(text)) return { problem: 'date.no_day' }
  const found =
    readFull(text) ?? readShort(text, today) ?? readYearLast(text) ?? readEnglish(text) ?? readSerial(text)
  if (found === 'date.ambiguous' || (found === null && eitherCalendar.test(text)))
    return { problem: 'date.ambiguous' }
  if (found) return finish(found)
  const reckoned = today ? (readDayWords(text, today) ?? readMonthDay(text, today)) : null
  return reckoned ? finish({ ...reckoned, relative: true }) : { problem: 'date.invalid' }
}
