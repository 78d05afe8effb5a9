/** Dates, numbers, codes, choices and regions. */
import { edits, folded, near } from '../strings.ts'
import type { Kind } from './kind.ts'

/** Year, month, day as eight digits. */
export function dayOf(value: string): string | null {
  const parts =
    /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})/.exec(value) ?? /^\s*(\d{4})(\d{2})(\d{2})(?!\d)/.exec(value)
  if (!parts) return null
  const [, year, month, day] = parts as unknown as [string, string, string, string]
  return year + month.padStart(2, '0') + day.padStart(2, '0')
}

const MONTH = 31
const YEAR = 366

/** Days since some day: two of them tell how far apart they are. */
function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))) / 86_400_000
}

interface Day {
  readonly text: string
  readonly number: number
}

/** The bands are those Splink documents for dates of birth: a slip, a month, a year, ten years. */
export const date: Kind<Day> = {
  ofPlace: false,
  levels: ['same', 'slip', 'month', 'year', 'decade', 'other'],
  begin: [0.7, 0.12, 0.05, 0.04, 0.04, 0.05],
  prepare(value) {
    const text = dayOf(value)
    return text === null ? null : { text, number: dayNumber(text) }
  },
  compare({ text: a, number: x }, { text: b, number: y }) {
    if (a === b) return 1
    const turned =
      a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)
    if (turned || edits(a, b, 1) === 1) return 2
    const apart = Math.abs(x - y)
    if (apart <= MONTH) return 3
    if (apart <= YEAR) return 4
    return apart <= 10 * YEAR ? 5 : 6
  },
  keys: ({ text }) => [
    `d${text}`,
    `m${text.slice(0, 6)}`,
    `n${text.slice(4)}`,
    `y${text.slice(0, 4)}${text.slice(6)}`,
  ],
}

/** How far numbers may be apart, by their size, and still be close. */
const CLOSE = 0.05

export const number: Kind<{ readonly text: string; readonly value: number }> = {
  ofPlace: true,
  levels: ['same', 'slip', 'close', 'other'],
  begin: [0.8, 0.08, 0.04, 0.08],
  prepare(value) {
    const text = value.replace(/[,\s]/g, '').replace(/\.0+$/, '')
    return text === '' || Number.isNaN(Number(text.replace('%', '')))
      ? null
      : { text, value: Number(text.replace('%', '')) }
  },
  compare(a, b) {
    if (a.value === b.value) return 1
    if (Math.min(a.text.length, b.text.length) >= 2 && edits(a.text, b.text, 1) === 1) return 2
    return Math.abs(a.value - b.value) <= CLOSE * Math.max(Math.abs(a.value), Math.abs(b.value)) ? 3 : 4
  },
  keys: ({ text }) => [`n${text}`],
}

export const code: Kind<string> = {
  ofPlace: true,
  levels: ['same', 'slip', 'like', 'other'],
  begin: [0.8, 0.1, 0.03, 0.07],
  prepare: (value) => folded(value).replaceAll(' ', '') || null,
  compare(a, b) {
    if (a === b) return 1
    const many = edits(a, b, 2)
    if (many === 1) return 2
    return many === 2 && Math.min(a.length, b.length) >= 4 ? 3 : 4
  },
  keys: (text) => [`c${text}`],
}

export const choice: Kind<string> = {
  ofPlace: true,
  levels: ['same', 'near', 'other'],
  begin: [0.85, 0.05, 0.1],
  prepare: (value) => folded(value) || null,
  compare: (a, b) => (a === b ? 1 : near(a, b) || edits(a, b, 1) === 1 ? 2 : 3),
  keys: (text) => [`v${text}`],
}

/** GB/T 2260: two digits a province, four a prefecture, six a county. */
export const region: Kind<string> = {
  ofPlace: true,
  levels: ['same', 'within', 'prefecture', 'province', 'other'],
  begin: [0.75, 0.1, 0.05, 0.04, 0.06],
  prepare: (value) => (/^\d{2}(?:\d{2}){0,2}$/.test(value) ? value : null),
  compare(a, b) {
    if (a === b) return 1
    if (a.startsWith(b) || b.startsWith(a)) return 2
    if (a.slice(0, 4) === b.slice(0, 4)) return 3
    return a.slice(0, 2) === b.slice(0, 2) ? 4 : 5
  },
  keys: (place) => [`r${place}`],
}
