import type { Lang } from '../app/language.tsx'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * A phone as people read it: 138 0013 8000, 138 **** 1234, 010 6552 0000, 0755 8288 0000, +1 415 555 2671.
 * Takes E.164, or what the server masked; anything else comes back unchanged.
 */
export function formatPhone(phone: string): string {
  const home = phone.startsWith('+86') ? phone.slice(3) : phone
  if (/^1[\d*]{10}$/.test(home)) return group(home, [3, 4, 4])
  if (phone.startsWith('+86') && /^(?:(?:10|2\d)\d{8}|[3-9]\d{9,10})$/.test(home))
    return `0${group(home, areaOf(home))}`
  const abroad = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})([\d*]{4,})$/.exec(
    phone,
  )
  if (!abroad) return phone
  const [, country = '', rest = ''] = abroad
  return `+${country} ${groupAbroad(rest)}`
}

/** Chinese area codes have two digits after the 0 for Beijing and 02x, three elsewhere. */
function areaOf(home: string): number[] {
  return /^(10|2\d)/.test(home) ? [2, 4, 4] : [3, 4, 4]
}

function group(digits: string, sizes: readonly number[]): string {
  let at = 0
  return sizes.flatMap((size) => digits.slice(at, (at += size)) || []).join(' ')
}

function groupAbroad(digits: string): string {
  const head = digits.slice(0, -4).replace(/(.{3})(?=.{2})/g, '$1 ')
  return `${head} ${digits.slice(-4)}`.trim()
}

/** Money as one says it: ¥12.5万, ¥3.2亿 in Chinese, CN¥125K in English; from integer minor units (分). */
export function formatMoney(minor: number, currency: string, lang: Lang): string {
  return moneyFormat(currency, lang, Math.abs(minor) / minorPerUnit(currency) >= 10_000).format(
    minor / minorPerUnit(currency),
  )
}

/** The whole amount to the last 分, for hover and print. */
export function exactMoney(minor: number, currency: string, lang: Lang): string {
  return moneyFormat(currency, lang, false).format(minor / minorPerUnit(currency))
}

/** How many of its smallest unit make one of a currency: 100 for CNY, 1 for JPY. */
export function minorPerUnit(currency: string): number {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return 10 ** (digits.maximumFractionDigits ?? 2)
}

function moneyFormat(currency: string, lang: Lang, short: boolean): Intl.NumberFormat {
  return new Intl.NumberFormat(localeOf(lang), {
    style: 'currency',
    currency,
    trailingZeroDisplay: 'stripIfInteger',
    ...(short ? { notation: 'compact', maximumFractionDigits: 1 } : {}),
  })
}

export function localeOf(lang: Lang): string {
  return lang === 'zh' ? 'zh-CN' : 'en-GB'
}

/** 1,280,000 in full, or above `aboutFrom` as 约 128 万 / about 1.28M. */
export function formatCount(count: number, lang: Lang, aboutFrom = Infinity): string {
  if (count < aboutFrom) return count.toLocaleString(localeOf(lang))
  const short = new Intl.NumberFormat(localeOf(lang), { notation: 'compact', maximumSignificantDigits: 3 })
  return lang === 'zh'
    ? `约 ${short.format(count).replace(/(\d)([万亿])/, '$1 $2')}`
    : `about ${short.format(count)}`
}

/** A share of one as a whole percentage; a positive one below a half percent as <1%. */
export function formatShare(share: number): string {
  return share > 0 && share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`
}

/**
 * A moment as seen from `now`: 刚刚, 12 分钟前, 3 小时后, 昨天 17:00, 明天 09:00, 3 天前, and beyond a week the date. `zone` is an
 * IANA name; without it the machine's.
 */
export function relativeTime(at: Date, now: Date, { lang, zone }: { lang: Lang; zone?: string }): string {
  const past = at <= now
  // A clock a few seconds behind must not make what just happened lie ahead.
  const recent = at.getTime() <= now.getTime() + 20_000
  const away = Math.abs(at.getTime() - now.getTime())
  if (away < minute) return lang === 'zh' ? (recent ? '刚刚' : '马上') : recent ? 'just now' : 'any moment'
  if (away < hour) return ago(Math.floor(away / minute), 'minute', { lang, past })
  const days = dayNumber(at, zone) - dayNumber(now, zone)
  if (days === 0 && past) return ago(Math.floor(away / hour), 'hour', { lang, past })
  if (Math.abs(days) <= 1) return `${dayName(days, lang)} ${clock(at, lang, zone)}`
  if (Math.abs(days) < 7) return ago(Math.abs(days), 'day', { lang, past })
  const sameYear = yearOf(at, zone) === yearOf(now, zone)
  return dateFormat(lang, zone, {
    month: lang === 'zh' ? 'long' : 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** The exact moment, to the second, with its weekday. */
export function exactTime(at: Date, { lang, zone }: { lang: Lang; zone?: string }): string {
  const options = {
    year: 'numeric',
    month: lang === 'zh' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  } as const
  return `${dateFormat(lang, zone, options).format(at)} ${dateFormat(lang, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at)}`
}

/** Time left until a deadline, or since it: 还剩 12 分, 已超 3 小时, 2 d left, 5 min late. */
export function timeLeft(due: Date, now: Date, lang: Lang): string {
  const left = due.getTime() - now.getTime()
  const away = Math.abs(left)
  const [count, zh, en] =
    away < hour
      ? [Math.max(1, Math.floor(away / minute)), '分', 'min']
      : away < 2 * day
        ? [Math.floor(away / hour), '小时', 'h']
        : [Math.floor(away / day), '天', 'd']
  if (lang === 'zh') return `${left >= 0 ? '还剩' : '已超'} ${count} ${zh}`
  return `${count} ${en} ${left >= 0 ? 'left' : 'late'}`
}

const units = { minute: ['分钟', 'min'], hour: ['小时', 'h'], day: ['天', 'd'] } as const

function ago(count: number, unit: keyof typeof units, { lang, past }: { lang: Lang; past: boolean }): string {
  const [zh, en] = units[unit]
  if (lang === 'zh') return `${count} ${zh}${past ? '前' : '后'}`
  return past ? `${count} ${en} ago` : `in ${count} ${en}`
}

function dayName(days: number, lang: Lang): string {
  const names = lang === 'zh' ? ['昨天', '今天', '明天'] : ['yesterday', 'today', 'tomorrow']
  return names[days + 1] ?? ''
}

/** Calendar days since the epoch in the zone, so that 23:59 and 00:01 are one day apart. */
function dayNumber(at: Date, zone?: string): number {
  const [year = 0, month = 1, date = 1] = dateFormat('en', zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
    .formatToParts(at)
    .filter((part) => part.type !== 'literal')
    .toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    .map((part) => Number(part.value))
  return Date.UTC(year, month - 1, date) / day
}
const order = ['year', 'month', 'day']

const clock = (at: Date, lang: Lang, zone?: string) =>
  dateFormat(lang, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

const yearOf = (at: Date, zone?: string) => dateFormat('en', zone, { year: 'numeric' }).format(at)

const formats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(
  lang: Lang,
  zone: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${lang} ${zone} ${Object.entries(options).join()}`
  const known =
    formats.get(key) ??
    new Intl.DateTimeFormat(localeOf(lang), { ...options, ...(zone ? { timeZone: zone } : {}) })
  formats.set(key, known)
  return known
}
