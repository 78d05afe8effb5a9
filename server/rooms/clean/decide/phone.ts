/**
 * A phone cell → E.164. Plain Chinese mobiles, landlines and 400/800 numbers are read here (the lines most rows are);
 * the rest goes to libphonenumber, which is also the oracle of the tests.
 */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export const version = 1

export type PhoneKind = 'mobile' | 'landline' | 'service' | 'foreign'
export type PhoneProblem =
  | 'phone.invalid'
  | 'phone.length'
  | 'phone.no_area'
  | 'phone.scientific'
  | 'phone.masked'
  | 'phone.short_code'
export interface Phone {
  /** E.164, without the extension. */
  value: string
  ext?: string
  kind: PhoneKind
}
/** `others`: further valid numbers of the same cell, E.164. */
export type PhoneReading = (Phone & { others: readonly string[] }) | { problem: PhoneProblem }

const plainMobile = /^(?:\+?86|0086)?(1[3-9]\d{9})$/
/** 0 before a mobile is how one dialled it from another city. */
const mobile = /^0?(1[3-9]\d{9})$/
const service = /^[48]00\d{7}$/
/** Area codes: 10 and 2x with eight digits, the three-digit ones with seven or eight. What is rarer, libphonenumber knows. */
const landline = /^0?((?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/
const shortCode = /^(?:1(?:[12]\d|00\d{2})\d{0,2}|9[56]\d{3,4})$/

const strong = /[/;、,|&]|或者?|和/
const extension = /\s*(?:转|分机号?|内线|ext(?:ension|n)?\.?|x|#)[\s:.]*(\d{1,6})\s*$/i
const hyphenExtension = /^((?:\+?86[- ]?)?\(?0\d{2,3}\)?[- ]\d{7,8})-(\d{1,6})$/
/** Words around a number: 手机, (微信同号), tel. A cell with other letters is no phone. */
const labels = /\p{Script=Han}+|(?:mobile|phone|cell|tel|fax|mob|wechat|wx)\b\.?|[:"'`’]/giu
const filler = /[\s\-.()[\]·•–—−‐~]/g

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
  if (/\d[*xX×#]{3,}|[*×]{3,}\d/.test(text)) return 'phone.masked'
  if (/^\d(?:\.\d+)?e\+?\d+$/i.test(text.trim())) return 'phone.scientific'
  if (!/^\+?\d+$/.test(digits)) return 'phone.invalid'
  if (shortCode.test(digits)) return 'phone.short_code'
  if (/^[2-8]\d{6,7}$/.test(digits)) return 'phone.no_area'
  return /^(?:\+?86)?1[3-9]\d*$/.test(digits) || digits.length < 7 || digits.length > 15
    ? 'phone.length'
    : 'phone.invalid'
}

function readOne(part: string, country: CountryCode): Phone | { problem: PhoneProblem } {
  const text = part.trim().replace(/^(\d{7,})\.0+$/, '$1')
  const hyphen = hyphenExtension.exec(text)
  const ext = hyphen?.[2] ?? extension.exec(text)?.[1]
  const main = (hyphen?.[1] ?? text.replace(extension, '')).replace(labels, ' ').trim()
  const digits = main.replace(filler, '')
  if (!/^\+?\d{7,}$/.test(digits)) return { problem: diagnose(text, digits) }
  const phone = readChinese(digits, country === 'CN') ?? readAny(main, country)
  if (!phone) return { problem: diagnose(text, digits) }
  return ext ? { ...phone, ext } : phone
}

const isPhone = (read: Phone | { problem: PhoneProblem }): read is Phone => 'value' in read

/** All numbers of a cell: parted by / ; 、 and the like, or else by spaces where each part is a number by itself. */
function readParts(text: string, country: CountryCode): (Phone | { problem: PhoneProblem })[] {
  const whole = readOne(text, country)
  if (isPhone(whole)) return [whole]
  const parts = text.split(strong).filter((part) => /\d/.test(part))
  const read = parts.flatMap((part): (Phone | { problem: PhoneProblem })[] => {
    const one = readOne(part, country)
    if (isPhone(one)) return [one]
    const words = part
      .trim()
      .split(/\s+/)
      .map((word) => readOne(word, country))
    return words.some(isPhone) ? words.filter(isPhone) : [one]
  })
  return read.length ? read : [whole]
}

/**
 * Reads one phone cell (tidied text). The first valid number is the phone, further ones come in `others`; where none is
 * valid, why the first isn't. `country`: whose numbers are written without a country code.
 */
export function readPhone(text: string, country: CountryCode = 'CN'): PhoneReading {
  const plain = country === 'CN' ? plainMobile.exec(text)?.[1] : undefined
  if (plain) return { value: `+86${plain}`, kind: 'mobile', others: [] }
  const parts = readParts(text, country)
  const [phone, ...others] = parts.filter(isPhone)
  if (phone)
    return {
      ...phone,
      others: [...new Set(others.map(({ value }) => value))].filter((value) => value !== phone.value),
    }
  const [first] = parts
  return { problem: first && 'problem' in first ? first.problem : 'phone.invalid' }
}
