/**
 * A phone cell → E.164. Plain Chinese mobiles, landlines and 400/800 numbers are read here (the lines most rows are);
 * the rest goes to libphonenumber, which is also the oracle of the tests. Mobiles are taken by their shape, 13 to 19 and
 * nine digits: segments are given out faster than any table of them is brought up to date.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { besides, dummyDigits, isDummy, expanded, isPower, torn, withoutLetters } from './phone-slips.ts'

export const version = 3

export type PhoneKind = 'mobile' | 'landline' | 'service' | 'foreign'
export type PhoneProblem =
  | 'phone.invalid'
  | 'phone.length'
  | 'phone.no_area'
  | 'phone.scientific'
  | 'phone.masked'
  | 'phone.short_code'
  | 'phone.dummy'
export interface Phone {
  /** E.164, without the extension. */
  value: string
  ext?: string
  kind: PhoneKind
}
/** `others`: further valid numbers of the same cell, E.164. */
export type PhoneReading = (Phone & { others: readonly string[] }) | { problem: PhoneProblem }
type One = Phone | { problem: PhoneProblem }

const plainMobile = /^(?:\+?86|0086)?(1[3-9]\d{9})$/
/** Digits set apart, as most are written: 138 0013 8000, +86-138-0013-8000. */
const spread = /^\+?\d[\d\s-]*$/
/** 0 before a mobile is how one dialled it from another city. */
const mobile = /^0?(1[3-9]\d{9})$/
const service = /^[48]00\d{7}$/
/** Area codes: 10 and 2x with eight digits, the three-digit ones with seven or eight. What is rarer, libphonenumber knows. */
const landline = /^0?((?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/
const shortCode = /^(?:1(?:[12]\d|00\d{2})\d{0,2}|9[56]\d{3,4})$/

const strong = /[/\\;、,|&]|或者?|和|及/
const extension =
  /\s*[([]?\s*(?:转接?|分机号?|内线|ext(?:ension|n)?\.?|x|#|\*)[\s:.]*(?:分机号?)?[\s:.]*(\d{1,6})\s*[)\]]?\s*$/i
const hyphenExtension =
  /^((?:(?:\+?86[- ]?)?\(?0[1-9]\d{1,2}\)?[- ]?(?:\d{7,8}|\d{3,4}[- ]\d{4})|\+?86[- ](?:10|2\d|[3-9]\d{2})[- ]\d{7,8}|(?:\+?86[- ]?)?[48]00[- ]?\d{3,4}[- ]?\d{3,4}))(?:-|--| - )(\d{1,6})$/
/** Words around a number: 手机, (微信同号), tel. A cell with other letters is no phone. */
const labels =
  /\p{Script=Han}+|(?:mobile|phone|cell|tel|fax|mob|hp|wechat|whatsapp|line|wx|vx|no)\b\.?|^[mtph](?=[:.])|[:=!?"'`’“”‘☎☏✆📞📱📲]/giu
const filler = /[\s\-.()[\]<>·•–—−‐‑_~*#]/g
/** Grouped as in North America, which no Chinese mobile is: 1 (415) 555-2671. */
const american = /^1[\s.-]*\(?([2-9]\d{2})\)?[\s.-]+(\d{3})[\s.-]+(\d{4})$/
/** Country codes of neighbours and trading partners, often written without the +. */
const withoutPlus = /^(?:852|853|886|65|60|62|63|66|81|82|84|44|49|33|61)\d{7,11}$/
/** The country code twice, from a form that writes it by itself. */
const twice = /^(?:\+|00)?86(?=(?:\+|00)86)|^(?:\+|00)?86(?=86(?:1[3-9]\d{9}|0\d{9,11})$)/

/** A Chinese number written at home or with its country code; null where this isn't one. */
function readChinese(digits: string, home: boolean): Phone | null {
  const country = /^(?:\+|00)86|^86(?=\d{9})/.exec(digits)?.[0]
  if (!home && (!country || country === '86')) return null
  const national = country ? digits.slice(country.length) : digits
  const mobileDigits = mobile.exec(national)?.[1]
  if (mobileDigits) return { value: `+86${mobileDigits}`, kind: 'mobile' }
  if (service.test(national)) return { value: `+86${national}`, kind: 'service' }
  const fixed = landline.exec(national)?.[1]
  return fixed && (country || national.startsWith('0')) ? { value: `+86${fixed}`, kind: 'landline' } : null
}

const kinds: Readonly<Record<string, PhoneKind>> = {
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'mobile',
  FIXED_LINE: 'landline',
}

function readAny(text: string, country: CountryCode): Phone | null {
  const number = parsePhoneNumberFromString(text, country)
  if (!number?.isValid()) return null
  const kind = number.country === country ? (kinds[number.getType() ?? ''] ?? 'service') : 'foreign'
  return { value: number.number, ...(number.ext ? { ext: number.ext } : {}), kind }
}

/** Why a part that is no number isn't one, as exactly as the digits tell. */
function diagnose(text: string, digits: string): PhoneProblem {
  if (/\d[*xX×#•●]{3,}|[*×•●]{3,}\d/.test(text)) return 'phone.masked'
  if (isPower(text.trim())) return 'phone.scientific'
  if (!/^\+?\d+$/.test(digits)) return 'phone.invalid'
  if (dummyDigits(digits.replace(/^\+?(?:86(?=\d{9}))?/, ''))) return 'phone.dummy'
  if (shortCode.test(digits)) return 'phone.short_code'
  if (/^(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}$/.test(text.trim())) return 'phone.invalid'
  if (/^[2-8]\d{6,7}$/.test(digits) || /^[2-8]\d{6,7}-\d{1,6}$/.test(text.trim())) return 'phone.no_area'
  return /^(?:\+?86)?1[3-9]\d*$/.test(digits) || digits.length < 7 || digits.length > 15
    ? 'phone.length'
    : 'phone.invalid'
}

function readOne(part: string, country: CountryCode): One {
  const bare = part.trim().replace(/^[=']*"?(.*?)"?$/, '$1')
  const text =
    expanded(bare) ?? bare.replace(/^(\d{7,})\.0*$/, '$1').replace(/^(0\d{2,3})\/(?=\d{7,8}$)/, '$1-')
  const hyphen = hyphenExtension.exec(text)
  const ext = hyphen?.[2] ?? extension.exec(text)?.[1]
  const main = (hyphen?.[1] ?? text.replace(extension, '')).replace(labels, ' ').trim()
  const digits = main.replace(filler, '').replace(twice, '')
  if (!/^\+?\d{7,}$/.test(digits)) return { problem: diagnose(text, digits) }
  const phone = readDigits(main, digits, country)
  if (!phone) return { problem: diagnose(text, digits) }
  if (isDummy(phone.value)) return { problem: 'phone.dummy' }
  return ext ? { ...phone, ext } : phone
}

function readDigits(main: string, digits: string, country: CountryCode): Phone | null {
  const home = country === 'CN'
  if (home && american.test(main)) {
    const abroad = readAny(`+${digits}`, country)
    if (abroad) return abroad
  }
  const known = readChinese(digits, home) ?? readAny(digits.startsWith('+') ? digits : main, country)
  if (known || !home) return known
  return withoutPlus.test(digits) ? readAny(`+${digits}`, country) : null
}

const isPhone = (read: One): read is Phone => 'value' in read

/** The numbers of one part: itself, or each of its words where they are numbers by themselves. */
function readWords(part: string, country: CountryCode): One[] {
  const one = readOne(part, country)
  if (isPhone(one)) return [one]
  const pair = torn(part.replace(labels, ' ').replace(filler, ''))
  if (pair) return pair.map((digits) => readOne(digits, country))
  const words = part
    .trim()
    .split(/\s+|(?<=\d)(?=\p{Script=Han})|(?<=\d\))/u)
    .map((word) => readOne(word, country))
  return words.some(isPhone) ? words.filter(isPhone) : [one]
}

/** More than a cell of numbers has; a hostile one may have millions. */
const MOST_PARTS = 64

/** All numbers of a cell: parted by / ; 、 and the like, or else by spaces where each part is a number by itself. */
function readParts(text: string, country: CountryCode): One[] {
  const whole = readOne(text, country)
  if (isPhone(whole)) return [whole]
  const parts = text.split(strong, MOST_PARTS).filter((part) => /\d/.test(part))
  const read: One[] = []
  for (const part of parts.length > 0 ? parts : [text]) {
    const first = read.find(isPhone)
    const beside = first ? besides(first.value, part.replace(labels, ' ').trim()) : null
    const found = readWords(part, country)
    read.push(...(beside && !found.some(isPhone) ? [readOne(beside, country)] : found))
  }
  return read.some(isPhone) || read.length > 1 || !read[0] ? read : [whole]
}

function chosen(parts: readonly One[]): PhoneReading {
  const [phone, ...others] = parts.filter(isPhone)
  if (phone)
    return {
      ...phone,
      others: [...new Set(others.map(({ value }) => value))].filter((value) => value !== phone.value),
    }
  const [first] = parts
  return { problem: first && 'problem' in first ? first.problem : 'phone.invalid' }
}

/**
 * Reads one phone cell (tidied text). The first valid number is the phone, further ones come in `others`; where none is
 * valid, why the first isn't. `country`: whose numbers are written without a country code.
 */
export function readPhone(text: string, country: CountryCode = 'CN'): PhoneReading {
  const close = spread.test(text) && !american.test(text) ? text.replace(/[\s-]/g, '') : text
  const plain = country === 'CN' ? plainMobile.exec(close)?.[1] : undefined
  if (plain && !plain.endsWith('0000000')) return { value: `+86${plain}`, kind: 'mobile', others: [] }
  const read = chosen(readParts(text, country))
  if ('value' in read || read.problem === 'phone.dummy') return read
  const straight = withoutLetters(text)
  if (straight === text) return read
  const again = chosen(readParts(straight, country))
  return 'value' in again || again.problem === 'phone.dummy' ? again : read
}
