/** Days named from today: 明天, 下周三, 三天后, 月底, next Monday. */
import { addDays, addMonths, dayOf, lastOfMonth, likeliest, nearest, type Today, weekdayOf } from './day.ts'
import { readNumeral } from './numerals.ts'
import { readTime } from './time.ts'

export interface Found {
  day: string | null
  rest: string
}

/** Feasts of the sun's calendar; those of the moon's move. */
// oxfmt-ignore
const feasts: Readonly<Record<string, readonly [month: number, date: number]>> = {
  元旦: [1, 1], 情人节: [2, 14], 妇女节: [3, 8], 五一: [5, 1], 劳动节: [5, 1], 六一: [6, 1], 儿童节: [6, 1],
  教师节: [9, 10], 十一: [10, 1], 国庆: [10, 1], 国庆节: [10, 1], 双十一: [11, 11], 双11: [11, 11], 圣诞: [12, 25],
  圣诞节: [12, 25], 平安夜: [12, 24],
}
const feast = new RegExp(
  `^([明今去后前]年|\\d{4}年)?的?(${Object.keys(feasts)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})(?![点时月])`,
)

const count = '\\d{1,3}|[一二两俩三仨四五六七八九十]{1,3}|半'
const n = '\\d{1,2}|[一二三四五六七八九十]{1,3}'

// oxfmt-ignore
const named: Readonly<Record<string, number>> = {
  大前天: -3, 当晚: 0, 前天: -2, 昨天: -1, 昨日: -1, 昨晚: -1, 今天: 0, 今日: 0, 今晚: 0, 今早: 0, 当天: 0, 本日: 0, 当日: 0,
  明天: 1, 明日: 1, 明早: 1, 明晚: 1, 次日: 1, 翌日: 1, 后天: 2, 后日: 2, 大后天: 3, 大大后天: 4, 即日: 0, 现在: 0, 马上: 0, 立即: 0,
  today: 0, now: 0, tonight: 0, tomorrow: 1, yesterday: -1, 'day after tomorrow': 2, 'the day after tomorrow': 2,
}
const names = new RegExp(
  `^(?:${Object.keys(named)
    .toSorted((a, b) => b.length - a.length)
    .join('|')})`,
)
const week = /^((?:[上下]+一?个?|本|这一?个?|当)?)(?:周|星期|礼拜){1,2}([一二三四五六日天末1-7])(?!末)/
const inWhile = new RegExp(
  `^(?:再?过|in )?\\s*(${count})(个半)?个?\\s*(多)?(天|日|days?|工作日|周|星期|礼拜|weeks?|月|months?|年|years?)(半)?(?:之后|以后|过后|后| later| from now)?`,
)
const ago = new RegExp(`^(${count})个?\\s*(天|日|周|星期|礼拜|月|年)(?:之前|以前|前)`)
const inMonth = new RegExp(`^((?:[上下]+一?个?|本|这一?个?|当|同)月)?(?:的)?(${n})[日号]`)
const partOfMonth =
  /^((?:[上下]+一?个?|本|这一?个?|当)月|(?:(\d{4}|[明今去后前])年)?(\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?|)(?:月?(底|末|初|中)|最后一天)/
const ofYear = new RegExp(`^([明今去后前]年|本年|次年)\\s*(${n})月(?:份)?\\s*(${n})[日号]?`)
const partOfYear = /^(?:([明今去后前本]年)|(\d{4})年?)?年?(底|末|初)/
const nextWeekday = /^(next |this |on )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)/

const num = (text: string | undefined): number => readNumeral(text ?? '') ?? NaN
/** 上上 −2, 下 +1, 本 0. */
const steps = (text: string | undefined): number =>
  Array.from(text ?? '').reduce((sum, char) => sum + (char === '下' ? 1 : char === '上' ? -1 : 0), 0)
const years: Readonly<Record<string, number>> = { 明: 1, 次: 1, 今: 0, 本: 0, 去: -1, 后: 2, 前: -2 }

function byName(text: string, { day }: Today): Found | null {
  const name = names.exec(text)?.[0]
  if (name === undefined) return null
  // 今晚八点 is 今天, 晚上八点
  const rest = text.slice(name.length)
  return { day: addDays(day, named[name] ?? 0), rest: /[早晚]$/.test(name) ? name.slice(-1) + rest : rest }
}

/** 周三 is the next to come, today included; 下周三 lies in the week that begins next Monday. */
function byWeek(text: string, { day }: Today): Found | null {
  const [whole, which = '', name = ''] = week.exec(text) ?? []
  if (whole === undefined) return null
  const target =
    name === '末'
      ? 6
      : /\d/.test(name)
        ? Number(name)
        : '一二三四五六日'.indexOf(name.replace('天', '日')) + 1
  const away = target - weekdayOf(day)
  const days = which === '' ? (away + 7) % 7 : away + 7 * steps(which)
  return { day: addDays(day, days), rest: text.slice(whole.length) }
}

function byEnglishWeek(text: string, { day }: Today): Found | null {
  const [whole, which, name = ''] = nextWeekday.exec(text) ?? []
  if (whole === undefined) return null
  const order = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
  const away = (order.indexOf(name) + 1 - weekdayOf(day) + 7) % 7
  return { day: addDays(day, which === 'next ' ? away || 7 : away), rest: text.slice(whole.length) }
}

function later(many: number, unit: string, today: Today): string | null {
  if (/^(?:天|日|day)/.test(unit)) return addDays(today.day, Math.floor(many))
  if (/^(?:周|星期|礼拜|week)/.test(unit)) return addDays(today.day, Math.round(many * 7))
  const months = many * (/^(?:年|year)/.test(unit) ? 12 : 1)
  const whole = addMonths(today, Math.floor(months))
  return whole && months % 1 !== 0 ? addDays(whole, 15) : whole
}

/** 工作日 counts Monday to Friday; public holidays are another matter. */
function workdays(day: string, many: number): string {
  let at = day
  for (let left = Math.min(many, 400); left > 0;) {
    at = addDays(at, 1)
    if (weekdayOf(at) <= 5) left -= 1
  }
  return at
}

function byWhile(text: string, today: Today): Found | null {
  const [past, pastCount, pastUnit = ''] = ago.exec(text) ?? []
  const half = (word: string | undefined) => (word === '半' ? 0.5 : num(word))
  // 十五两 looks like a number and is none
  if (past !== undefined)
    return Number.isNaN(half(pastCount))
      ? null
      : { day: later(-half(pastCount), pastUnit, today), rest: text.slice(past.length) }
  const [whole, word, andHalf, , unit = '', behind] = inWhile.exec(text) ?? []
  // 3天 is a span, 3日 a date; 3天后 and 过3天 are days
  if (whole === undefined || !/^(?:再?过|in )|后$|later$|now$/.test(whole)) return null
  const many = half(word) + (andHalf || behind ? 0.5 : 0)
  if (Number.isNaN(many)) return null
  const day = unit === '工作日' ? workdays(today.day, many) : later(many, unit, today)
  return { day, rest: text.slice(whole.length) }
}

/** 5号: of this month, or of the one beside it where that is nearer. 下个月5号. */
function byMonth(text: string, today: Today): Found | null {
  const [whole, which, date] = inMonth.exec(text) ?? []
  if (whole === undefined) return null
  const rest = text.slice(whole.length)
  const of = (months: number) => {
    const first = addMonths({ ...today, date: 1 }, months)
    return first ? dayOf(Number(first.slice(0, 4)), Number(first.slice(5, 7)), num(date)) : null
  }
  if (which) return { day: of(steps(which)), rest }
  return { day: likeliest([of(0), of(1), of(-1)], today), rest }
}

/** 月底 is its last day, 月初 its first, 月中 the 15th. */
function byPart(text: string, today: Today): Found | null {
  const [whole, which = '', year, month, part = '底'] = partOfMonth.exec(text) ?? []
  if (whole === undefined || (!whole.includes('月') && which === '')) return null
  const first = monthMeant({ which, year, month }, today)
  if (first === null) return { day: null, rest: '' }
  const [inYear, inMonth] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))]
  const day =
    part === '初' ? first : part === '中' ? dayOf(inYear, inMonth, 15) : lastOfMonth(inYear, inMonth)
  return { day, rest: text.slice(whole.length) }
}

function monthMeant(
  { which, year, month }: { which: string; year: string | undefined; month: string | undefined },
  today: Today,
): string | null {
  if (month === undefined) return addMonths({ ...today, date: 1 }, steps(which))
  if (year === undefined) return nearest(num(month), 1, today)
  return dayOf(/\d/.test(year) ? Number(year) : today.year + (years[year] ?? 0), num(month), 1)
}

function byYear(text: string, today: Today): Found | null {
  const [whole, year = '', month, date] = ofYear.exec(text) ?? []
  if (whole !== undefined)
    return {
      day: dayOf(today.year + (years[year.charAt(0)] ?? 0), num(month), num(date)),
      rest: text.slice(whole.length),
    }
  const [part, named, digits, where] = partOfYear.exec(text) ?? []
  if (part === undefined || !part.includes('年')) return null
  const of = digits ? Number(digits) : today.year + (years[(named ?? '今').charAt(0)] ?? 0)
  return { day: where === '初' ? dayOf(of, 1, 1) : dayOf(of, 12, 31), rest: text.slice(part.length) }
}

function byFeast(text: string, today: Today): Found | null {
  const [whole, year, name = ''] = feast.exec(text) ?? []
  const [month, date] = feasts[name] ?? []
  if (whole === undefined || !month || !date) return null
  const named = /\d/.test(year ?? '')
    ? Number(year?.slice(0, 4))
    : today.year + (years[year?.charAt(0) ?? ''] ?? 0)
  return {
    day: year ? dayOf(named, month, date) : nearest(month, date, today),
    rest: text.slice(whole.length),
  }
}

/** 上午十点 alone is today's. */
function byTime(text: string, { day }: Today): Found | null {
  return readTime(text) === undefined ? null : { day, rest: text }
}

/** The day that words reckoned from today mean, with what stands behind them; null where there are none. */
export function readDayWords(text: string, today: Today): Found | null {
  return (
    byName(text, today) ??
    byWeek(text, today) ??
    byWhile(text, today) ??
    byYear(text, today) ??
    byMonth(text, today) ??
    byPart(text, today) ??
    byEnglishWeek(text, today) ??
    byFeast(text, today) ??
    byTime(text, today)
  )
}
