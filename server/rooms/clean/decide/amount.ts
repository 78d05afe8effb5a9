/**
 * What people write where a number or an amount is asked: 1.2万, 三万五, 壹万贰仟元整, ¥12,000.50, USD 5k, 50-80万, 200人左右.
 *
 * A range gives its lower end: a budget is not to be counted on beyond it, and the upper end is told beside it. Of words
 * around a number (约, 以内, 以上, 不到) only the number is kept, with `rough`. A share (12%) or a rate (5万/年) is no amount.
 */
import { simplified } from '../../../lead/han.ts'
import { hanDigit, readNumeral } from './numerals.ts'

export const version = 3

export interface Amount {
  /** In whole units of the currency, or a plain count. */
  value: number
  /** The other end of a range. */
  upper?: number
  /** ISO 4217, where the cell names one. */
  currency?: string
  /** Said to be about, at least or at most, or written as a range. */
  rough: boolean
}

/** Longer names before those they contain. */
const currencies: readonly (readonly [words: string, code: string])[] = [
  ['人民币|rmb|cny|元人民币', 'CNY'],
  ['hk\\$|hkd|港币|港元', 'HKD'],
  ['nt\\$|twd|新台币|台币', 'TWD'],
  ['澳门元|葡币|mop\\$?', 'MOP'],
  ['s\\$|sgd|新加坡元|新币', 'SGD'],
  ['a\\$|aud|澳元|澳币', 'AUD'],
  ['us\\$|usd|美元|美金|美刀|dollars?|\\$', 'USD'],
  ['eur|欧元|euros?|€', 'EUR'],
  ['gbp|英镑|£', 'GBP'],
  ['jpy|日元|日币|日圆', 'JPY'],
  ['krw|韩元|韩币|₩', 'KRW'],
  ['thb|泰铢', 'THB'],
  ['rub|卢布', 'RUB'],
  ['inr|卢比|₹', 'INR'],
  ['vnd|越南盾', 'VND'],
  ['¥|元|圆|块钱|块', 'CNY'],
]
const coin = currencies.map(([words]) => words).join('|')
const before = new RegExp(`^(?:${coin})`)
const after = new RegExp(`(?:${coin})$`)
const codes = currencies.map(([words, code]) => [new RegExp(`^(?:${words})$`), code] as const)

/** Words around an amount. Those that make it rough are in the first group. */
const opening =
  /^(?:(大约|约莫|大概|约|差不多|将近|接近|近|不到|不足|小于|低于|少于|不超过|不高于|不多于|至少|最少|不低于|不少于|不小于|至多|最多|最高|最低|超过|超|高于|大于|多于|起码|about|approx\.?|around|up ?to|at ?least|over|under|from|[<>≤≥~≈]=?)|(?:从|预算|总预算|金额|大写|小写|共计|总计|合计|共|总共|budget)[:：为是]?)\s*/
const closing =
  /\s*(?:(左右|上下|以上|以下|以内|之内|之间|不等|及以上|或以上|多|余|起|级|内|\+)|(?:整|正|钱|\(含\)|\(含税\)))$/
/** What is counted. */
const counted =
  /(?<=[\d千百十万亿kw几多+])(?:人|位|名|个|台|套|家|岁|件|次|条|辆|间|户|份|平方?米|平|㎡|m2|吨)$/

// oxfmt-ignore
const scales: Readonly<Record<string, number>> = {
  k: 1e3, w: 1e4, m: 1e6, mn: 1e6, mm: 1e6, b: 1e9, bn: 1e9, thousand: 1e3, million: 1e6, billion: 1e9,
  十: 10, 百: 100, 千: 1e3, 万: 1e4, 亿: 1e8,
}
const arabic =
  /^([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[-+]?\d{1,2})?)\s?(k|w|mn|mm|m|bn|b|thousand|million|billion|[十百千]?[万亿]{1,2}|[十百千])?$/
const coins = new RegExp(
  `^(.+?)[元块](?:(\\d|${hanDigit})[角毛]|(\\d|${hanDigit})(?=$))?(?:零?(\\d|${hanDigit})分)?$`,
)
/** 八九亿, 三五百: one of two neighbours. */
const either = new RegExp(`^(${hanDigit})(${hanDigit})(?=[十百千万亿])`)
const ends = /^(.+?)\s*(?:-+|~+|—+|–+|至|到|to)\s*(.+)$/

const exact = (value: number) => (value === 0 ? 0 : Number(value.toPrecision(15)))
const scaleOf = (unit: string) =>
  scales[unit] ?? Array.from(unit).reduce((scale, char) => scale * (scales[char] ?? NaN), 1)

function readArabic(text: string): number | null {
  const [, digits = '', unit = ''] = arabic.exec(text) ?? []
  if (!/^[-+]?[\d.]/.test(digits)) return null
  const value = Number(digits.replaceAll(',', '')) * (unit ? scaleOf(unit) : 1)
  return Number.isFinite(value) ? exact(value) : null
}

/** 十块三毛, 123元1角1分. */
function readCoins(text: string): number | null {
  const [, whole = '', tenths, bare, cents] = coins.exec(text) ?? []
  const parts = [readPlain(whole), readPlain(tenths ?? bare ?? '零'), readPlain(cents ?? '零')]
  const [yuan = null, jiao = null, fen = null] = parts
  return yuan === null || jiao === null || fen === null ? null : exact(yuan + jiao / 10 + fen / 100)
}

function readPlain(text: string): number | null {
  if (text.startsWith('负')) {
    const value = readPlain(text.slice(1))
    return value === null ? null : exact(-value)
  }
  return readArabic(text) ?? readNumeral(text)
}

/** 几十万, 十几, 3000多, 两个亿: the least it can be. */
function readVague(text: string): Amount | null {
  const counting = text.replace(/(?<=.)个(?=[十百千万亿])/, '')
  const least = counting
    .replace(/^(?:好几|几|数|若干|上)?(?=[百千万亿])|^(?:好几|几|数)(?=十)/, '一')
    .replace(/(?<=[十百千万亿\d])(?:多|几|余)(?=[十百千万亿]|$)/, '')
  const value = readPlain(least)
  return value === null ? null : { value, rough: least !== counting }
}

function readSingle(text: string): Amount | null {
  const [pair = '', low = '', high = ''] = either.exec(text) ?? []
  if (pair) {
    const value = readPlain(low + text.slice(2))
    const upper = readPlain(high + text.slice(2))
    if (value !== null && upper !== null && value < upper) return { value, upper, rough: true }
  }
  const value = readCoins(text)
  return value === null ? readVague(text) : { value, currency: 'CNY', rough: false }
}

const ownUnit = /(?:(?<!十.?)[十百千])?[万亿]+$|[十百千kwmb]$/
const largeUnit = /[万亿]+$|[kwmb]$/

/** 50 of 50-80万 means 50万; 8500 of 8500到3万 means itself. */
function completed(low: number, high: { text: string; value: number }): number | null {
  // 两到三百万 is two to three million, 一百二十到一百五十万 counts in 万 on both sides
  const unit = (low < 10 ? ownUnit : largeUnit).exec(high.text)?.[0]
  const scale = unit ? scaleOf(unit) : 1
  if (low * scale < high.value) return exact(low * scale)
  // 80-50万 was turned round, or is no range
  return low * scale < 10 * high.value ? null : low
}

const simple = /^\d+(?:\.\d+)?[万千kw]?$/

function readRange(text: string): Amount | null {
  const [, from = '', to = ''] = ends.exec(text) ?? []
  if (!from) return null
  const [low, high] = [from, to].map((part) =>
    simple.test(part) ? part : stripped(part).text.replace(counted, ''),
  )
  const first = readSingle(low ?? '')
  const second = readSingle(high ?? '')
  // 021-6234, 2026-03: a number, a date, no range
  if (!first || !second || /^0\d/.test(low ?? '') || first.value < 0) return null
  const bare = /\d$|^[一二三四五六七八九两十百千]+$/.test(low ?? '')
  const value = bare ? completed(first.value, { text: high ?? '', value: second.value }) : first.value
  return value !== null && value < second.value ? { value, upper: second.value, rough: true } : null
}

const plainUnits: Readonly<Record<string, string>> = { 拾: '十', 佰: '百', 仟: '千' }

interface Stripped {
  text: string
  currency?: string
  rough: boolean
}

const codeOf = (word: string) => codes.find(([words]) => words.test(word))?.[1]

/** Takes currencies and words from both ends, as often as there are some. */
function stripped(text: string): Stripped {
  let left = text
  let rough = false
  let currency: string | undefined
  for (let length = -1; length !== left.length;) {
    length = left.length
    const open = opening.exec(left)
    const close = closing.exec(left)
    if (open) left = left.slice(open[0].length)
    if (close && close[0].length < left.length) left = left.slice(0, left.length - close[0].length)
    rough ||= open?.[1] !== undefined || close?.[1] !== undefined
    const named = before.exec(left)?.[0] ?? after.exec(left.replace(/(?<=\d)元(?=\d)/, ' '))?.[0]
    if (!named || named.length === left.length) continue
    left = (left.startsWith(named) ? left.slice(named.length) : left.slice(0, -named.length)).trim()
    const code = codeOf(named)
    if (code && (currency === undefined || currency === 'CNY')) currency = code
  }
  return { text: left, ...(currency ? { currency } : {}), rough }
}

/** Without one of these there is no number: 面议, 看情况. */
const counts = new RegExp(`[\\d十拾百佰千仟万萬亿億${hanDigit.slice(1, -1)}]`)

/** As most are written: 12,000, ¥3000, 50万元. */
const usual = /^([¥$]?)\s?(\d[\d,]*(?:\.\d+)?[万亿]?)(元?)$/

const between = /[^-~—–至到o][-~—–至到o]/
/** What straightening below would change. */
const crooked = /[A-Z\s−\\()拾佰仟]/

function straightened(written: string): string {
  const text = simplified(written)
  if (!crooked.test(text)) return text
  return text
    .toLowerCase()
    .replace(/\s+(?!\d)|(?<!\d)\s+/g, '')
    .replaceAll('−', '-')
    .replaceAll('\\', '¥')
    .replaceAll('(含)', '')
    .replace(/[拾佰仟]/g, (unit) => plainUnits[unit] ?? unit)
}

function readUsual(written: string): Amount | null {
  const [, sign = '', digits, yuan] = usual.exec(written) ?? []
  const value = digits === undefined ? null : readArabic(digits)
  if (value === null) return null
  const currency = sign === '$' ? 'USD' : sign || yuan ? 'CNY' : undefined
  return { value, ...(currency ? { currency } : {}), rough: false }
}

/** Reads one cell (tidied text) as an amount or a count; null where it is neither. */
export function readAmount(written: string): Amount | null {
  if (written.length > 60 || !counts.test(written)) return null
  const plain = readUsual(written)
  if (plain) return plain
  const text = straightened(written)
  const numeral = readNumeral(text)
  if (numeral !== null && !either.test(text)) return { value: numeral, rough: false }
  const { text: bare, currency, rough } = stripped(text)
  const read =
    (between.test(bare) ? readRange(bare) : null) ??
    readSingle(bare.replace(counted, '')) ??
    readSingle(text.replace(closing, ''))
  if (!read) return null
  return { ...read, ...(currency ? { currency } : {}), rough: rough || read.rough }
}
