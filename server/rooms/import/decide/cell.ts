/** How a numeric cell is shown, as far as it matters to us. */
export type NumberStyle =
  | { as: 'number' }
  /** A code with leading zeros, so many digits wide: 00123. */
  | { as: 'digits'; width: number }
  | { as: 'date' }
  | { as: 'time' }
  /** Hours counted past 24. */
  | { as: 'elapsed' }

const NUMBER: NumberStyle = { as: 'number' }

/** Built-in formats that are dates (ECMA-376 §18.8.30, the Chinese, Japanese and Korean ones included). */
function builtIn(id: number): NumberStyle {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || (id >= 50 && id <= 54) || id === 36) {
    return { as: 'date' }
  }
  if (id === 57 || id === 58) return { as: 'date' }
  if ((id >= 18 && id <= 21) || id === 45 || id === 47 || (id >= 32 && id <= 35) || id === 55 || id === 56) {
    return { as: 'time' }
  }
  return id === 46 ? { as: 'elapsed' } : NUMBER
}

/** The style a number format stands for: `code` when the workbook defines one, else the built-in `id`. */
export function styleOf(id: number, code?: string): NumberStyle {
  if (code === undefined) return builtIn(id)
  const positive = code.split(';')[0]!
  if (/\[(h+|m+|s+)\]/i.test(positive)) return { as: 'elapsed' }
  // Quoted text, escaped characters, padding, colours and locales are no part of the pattern.
  const pattern = positive.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  if (/general/i.test(pattern)) return NUMBER
  if (/[yed年月日]|m{3,}/i.test(pattern) && /[ymd]/i.test(pattern)) return { as: 'date' }
  if (/h|s/i.test(pattern)) return { as: 'time' }
  if (/^m+$/i.test(pattern)) return { as: 'date' }
  return /^0{2,}$/.test(pattern) ? { as: 'digits', width: pattern.length } : NUMBER
}

const DAY = 86_400
/** 9999-12-31, the last day Excel knows. */
const LAST_SERIAL = 2_958_466

/**
 * A number as the user sees it, never in powers of ten: 13800138000, 0.3. Dates are 'YYYY-MM-DD' or
 * 'YYYY-MM-DD HH:mm:ss', to the second. `epoch1904` is the workbook's own setting.
 */
export function numberText(value: number, style: NumberStyle, epoch1904 = false): string {
  if (style.as === 'digits' && Number.isInteger(value) && value >= 0)
    return plain(value).padStart(style.width, '0')
  if (style.as === 'elapsed') return value < 0 ? plain(value) : clock(Math.round(value * DAY))
  const serial = epoch1904 ? value + 1462 : value
  if (serial < 0 || serial >= LAST_SERIAL || style.as === 'number' || style.as === 'digits')
    return plain(value)
  if (style.as === 'time' && value < 1) return clock(Math.round(value * DAY))
  return dateText(serial)
}

/** Excel counts days from 1900-01-00 and believes there was a 1900-02-29. */
function dateText(serial: number): string {
  let seconds = Math.round(serial * DAY)
  if (seconds < DAY) return clock(seconds)
  if (Math.floor(seconds / DAY) === 60) return withClock('1900-02-29', seconds % DAY)
  if (seconds < 60 * DAY) seconds += DAY
  const day = new Date((Math.floor(seconds / DAY) - 25_569) * DAY * 1000).toISOString().slice(0, 10)
  return withClock(day, seconds % DAY)
}

function withClock(day: string, seconds: number): string {
  return seconds === 0 ? day : `${day} ${clock(seconds)}`
}

function clock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** At most the 15 digits Excel keeps, so 0.1 + 0.2 is 0.3, and no exponent. */
function plain(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  const short = String(Number(value.toPrecision(15)))
  const [digits, power] = short.split('e')
  return power === undefined ? short : shift(digits!, Number(power))
}

/** '1.5' and 3 → '1500'; '1.5' and -3 → '0.0015'. */
function shift(digits: string, power: number): string {
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole, part = ''] = digits.replace('-', '').split('.') as [string, string?]
  const point = whole.length + power
  const all = whole + part
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${all}`
  return point >= all.length
    ? sign + all.padEnd(point, '0')
    : `${sign}${all.slice(0, point)}.${all.slice(point)}`
}

/** An ISO 8601 date cell as our text: no T, no parts of a second, no midnight, its own clock. */
export function isoText(value: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?)?/.exec(value)
  if (!parts) return value
  const [, day, minutes, seconds = '00'] = parts
  const time = minutes ? `${minutes}:${seconds}` : '00:00:00'
  return time === '00:00:00' ? day! : `${day} ${time}`
}
