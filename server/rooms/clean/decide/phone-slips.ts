/** What spreadsheets, keyboards and habits do to a phone number, and what of it can be undone without guessing. */

/** How spreadsheets show long numbers, and how programs print them. */
const power = /^([1-9])(?:\.(\d+))?e(\+?)(\d{1,2})$/i
/** More zeros than this at the end of a number are likelier digits lost. */
const ZEROS = 3

/**
 * 1.3800138000E+10 → 13800138000, for all its digits are there; 1.3800138E10 too, for who prints without a plus (Java)
 * drops only zeros. 1.38E+10 → null: a cell's width cut it, and its end is gone.
 */
export function expanded(text: string): string | null {
  const [, first = '', fraction = '', plus, exponent = ''] = power.exec(text) ?? []
  if (!first) return null
  const zeros = Number(exponent) - fraction.length
  if (zeros < 0) return /^0+$/.test(fraction.slice(zeros)) ? first + fraction.slice(0, zeros) : null
  return zeros > (plus ? 0 : ZEROS) ? null : first + fraction + '0'.repeat(zeros)
}

export function isPower(text: string): boolean {
  return power.test(text)
}

const spelled = /^[零〇一二三四五六七八九幺\s-]{7,}$/
// oxfmt-ignore
const hanDigits: Readonly<Record<string, string>> = {
  零: '0', 〇: '0', 一: '1', 幺: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
}

/** Letters typed for digits (138OO138OOO, l38…), digits written out (幺三八…) or boxed (1⃣). Only for what is no number as it stands. */
export function withoutLetters(text: string): string {
  if (spelled.test(text)) return Array.from(text, (char) => hanDigits[char] ?? char).join('')
  const boxed = text.replaceAll('\u20E3', '')
  if (!/[oil|〇]/i.test(boxed)) return boxed
  // From both sides, so that 138OOO and OOO138 are reached letter by letter
  let out = boxed
  for (let before = ''; before !== out;) {
    before = out
    out = out
      .replace(/(?<=\d[\s-]?)[o〇]|[o〇](?=[\s-]?\d)/gi, '0')
      .replace(/(?<=\d[\s-]?)[il|](?![a-z])|(?<![a-z])[il|](?=[\s-]?\d)/gi, '1')
  }
  return out
}

const area = /^\+86(10|2\d|[3-9]\d{2})([2-8]\d{6,7})$/

/** 010-62345678/79, 010-62345678/62345679: what the second part means beside the first; null where it means nothing. */
export function besides(first: string, part: string): string | null {
  const [, code, subscriber = ''] = area.exec(first) ?? []
  const digits = part.replace(/[\s-]/g, '')
  if (!code || !/^\d+$/.test(digits)) return null
  if (/^[2-8]/.test(digits) && digits.length === subscriber.length) return `0${code}${digits}`
  return digits.length >= 1 && digits.length <= 4
    ? `0${code}${subscriber.slice(0, -digits.length)}${digits}`
    : null
}

/** 1380013800013912345678: two mobiles without a gap. */
export function torn(digits: string): readonly string[] | null {
  const [, first, second] = /^(?:86)?(1[3-9]\d{9})(?:86)?(1[3-9]\d{9})$/.exec(digits) ?? []
  return first && second ? [first, second] : null
}

const runs = '01234567890123456789'
const backwards = '98765432109876543210'
const same = (digits: string) => /^(\d)\1*$/.test(digits)
/** 010-12345678: subscribers' numbers do not begin with 1. */
const idleLandline = /^0?(?:10|2\d|[3-9]\d{2})1234567\d?$/

/**
 * Numbers nobody has, typed to get past a mandatory field: 13800000000, 11111111111, 12345678901. Wants the digits as
 * dialled in China. Numbers somebody may pay dearly for (13888888888) or have by chance (13812345678) are `seldom`.
 */
export function dummyDigits(digits: string): boolean {
  if (digits.length < 7) return false
  // 88888888 may be a hotel's, without its area code
  if (same(digits)) return digits.length >= 9 || /^[01]/.test(digits)
  if (runs.includes(digits) || backwards.includes(digits) || idleLandline.test(digits)) return true
  return /^(?:1\d{2}|0\d{2,3})0{7,8}$/.test(digits)
}

/** The same of a number in E.164; 555-01xx is kept free in North America for films. */
export function isDummy(e164: string): boolean {
  return e164.startsWith('+86') ? dummyDigits(e164.slice(3)) : /^\+1\d{3}55501\d{2}$/.test(e164)
}

/** Valid, and yet oftener made up than somebody's: 13888888888, 13812345678, 13987654321. */
export function seldom(e164: string): boolean {
  return /^\+861\d{2}(?:(\d)\1{7}|12345678|87654321)$/.test(e164)
}
