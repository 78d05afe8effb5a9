/**
 * A postal address: where its region ends, and one form for the many ways it is written, which rules compare by. The
 * form keeps what tells two doors apart and nothing else; two that are equal are the same door, as far as was written.
 */
import { regionName } from '../../rules/regions.ts'
import { normalNumbers } from './address-numbers.ts'
import { simplified } from './han.ts'
import { commonPlace, readPlaces } from './places.ts'

export const version = 1

export interface Address {
  /** Code of GB/T 2260, as deep as the text tells it; null where it names no place, or several. */
  region: string | null
  /** What stands behind the region, as written. */
  rest: string
}

const gap = /^[\s,;:.\-_/|·、]+/

/**
 * Parts a tidied address: 上海市徐汇区天钥桥路909号 → 310104 and 天钥桥路909号. A region told twice, or set by a form and typed
 * again, goes as one. A county's bare name alone is not taken for a region, for it may be a village's or a shop's.
 */
export function splitAddress(text: string): Address {
  const { held, end, bare } = readPlaces(simplified(text))
  const region = bare ? null : commonPlace(held)
  return region === null ? { region, rest: text } : { region, rest: text.slice(end).replace(gap, '') }
}

/** Said of the place, not part of it: (近人民广场), (东门对面), (收货请电联). */
const aside =
  /\([^()]*(?:附近|旁边?|对面|隔壁|斜对|[东西南北]侧|路口|电联|自提|收货|送货|近)[^()]*\)|\((?:靠近?|近|原)[^()]*\)/g
const nested = /\(([^()]*)\(([^()]*)\)/g
const phone = /(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)/g
const dash = /[‐-―−－—~〜]+/g
/** All that is neither letter nor digit, but for a dash and a hash between numbers. */
const strange = /[^\p{L}\p{N}#-]+/gu
const looseDash = /(?<![\da-z号栋幢座楼层室弄元])-+|-+(?![\da-z])/g
/** A town before a road and its number: the county and the road tell it. 大云镇大云镇 is said twice. */
const twice = /(\p{Script=Han}{1,6}(?:镇|乡|街道|路|村))\1+/gu
const town =
  /^\p{Script=Han}{2,4}?(?:街道|[镇乡])(?=\p{Script=Han}{1,10}(?:路|大街|街|大道|道|巷)[甲乙丙丁]?\d)/u

/** Already folded but for its script and a phone: the usual case, told in one pass. Digits in a row may be a phone. */
const straight = /^(?!.*\d{11})[0-9a-z\u4e00-\u9fa5]*(?:[\da-z]-[\da-z]+[0-9a-z\u4e00-\u9fa5]*)*$/

function fold(text: string): string {
  if (straight.test(text)) return simplified(text)
  return simplified(text.normalize('NFKC'))
    .toLowerCase()
    .replace(phone, '')
    .replace(nested, '($1$2')
    .replace(aside, '')
    .replace(dash, '-')
    .replace(strange, '')
    .replace(looseDash, '')
}

interface Form {
  text: string
  region: string | null
  /** What of it stands behind the region. */
  street: string
}

function once(text: string): Form {
  const { region, rest } = splitAddress(fold(text))
  const street = fold(normalNumbers(rest.replace(twice, '$1').replace(town, '')))
  return { text: (region === null ? '' : regionName(region)) + street, region, street }
}

/** Times a form may be read again until it stays: a bound, for the text may be anybody's. */
const ROUNDS = 6

function settle(text: string): Form {
  let form: Form = { text, region: null, street: '' }
  for (let round = 0; round < ROUNDS; round++) {
    const next = once(form.text)
    if (next.text === form.text) return next
    form = next
  }
  return form
}

/**
 * The normal form of an address, its own normal form: 上海徐汇区天钥桥路９０９号二号楼122室 → 上海市徐汇区天钥桥路909号2-122.
 * Regions by their names today; numerals, 栋/幢/座/号楼, 楼/层 and 室 alike; no town before a road, no notes, no punctuation.
 */
export function normalAddress(text: string): string {
  return settle(text).text
}

/**
 * The region and the street of the normal form where it tells a door: a road or a house with a number. Null for 上海市徐汇区,
 * which thousands share.
 */
export function doorOf(text: string): Address | null {
  const { region, street } = settle(text)
  return /\d/.test(street) && /\p{L}{2}/u.test(street) ? { region, rest: street } : null
}

/** The normal form where it tells a door, else null. */
export function exactAddress(text: string): string | null {
  const door = doorOf(text)
  return door && (door.region === null ? '' : regionName(door.region)) + door.rest
}
