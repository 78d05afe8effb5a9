/**
 * Free text → GB/T 2260. Reads what people write into a region cell (北京, 江苏 苏州, 海淀区, Suzhou, Jiangsu, 110108) and
 * the head of a postal address. It keeps a set of the places still possible; each name found narrows the set to itself or
 * to what lies within, so 朝阳 alone is four places and 长春朝阳 is one.
 */
import { regionOfCode } from '../../../../rules/regions.ts'
import { simplified } from '../../../lead/han.ts'
import { abbreviations, englishForms, foldEnglish, formsAt } from './region-forms.ts'

export const version = 1

export type RegionProblem = 'region.unknown' | 'region.ambiguous'
export type RegionReading = { value: string } | { problem: RegionProblem }

/** A bare name followed by one of these is a road, a shop or a village (南京东路, 北京大学, 中山村), not the place. */
const thing =
  /^(?:[东西南北中环新老]{0,2}[一二三四五六七八九十]?(?:路|街|大道|道|巷|弄|里弄)|[镇乡村屯]|社区|大学|学院|大厦|大酒店|饭店|宾馆|银行|公寓)/
/** Behind one of these a bare name is a place again. */
const leadIn = /^(?:[\s,;:.\-_/|·、>()[\]]|中国|中华人民共和国|地址|所在地|位于|来自)/
/** How far behind the last name a ranked name (余杭区 in 杭州市文一西路余杭区) still belongs to it, in characters. */
const REACH = 16

/** Places so much better known than their namesakes that the bare name means them. */
const louder: Readonly<Record<string, string>> = {
  suzhou: '3205',
  fuzhou: '3501',
  yulin: '6108',
  jilin: '22',
  hainan: '46',
}

function within(code: string, ancestors: readonly string[]): boolean {
  return ancestors.some((ancestor) => code.startsWith(ancestor))
}

/** The places left when a further name is read; null where the name contradicts what was read before. */
function narrow(held: readonly string[], named: readonly string[]): readonly string[] | null {
  if (held.length === 0) return named
  const deeper = named.filter((code) => within(code, held))
  if (deeper.length) return deeper
  const confirmed = held.filter((code) => within(code, named))
  return confirmed.length ? confirmed : null
}

/** Nothing more can be learnt from the text: one county is left. */
function settled(held: readonly string[]): boolean {
  return held.length === 1 && held[0]!.length === 6
}

interface Reading {
  held: readonly string[]
  near: boolean
}

interface Step {
  held: readonly string[]
  length: number
}

/** 台州路桥 is no road of 台州: what looks like a thing may be the next name. */
function isThing(text: string, end: number, named: readonly string[]): boolean {
  if (!thing.test(text.slice(end, end + 6))) return false
  for (const next of formsAt(text, end)) if (next.codes.some((code) => within(code, named))) return false
  return true
}

/** The longest name at this place that fits what is held. `near`: at the start, behind a gap or behind another name. */
function readAt(text: string, at: number, reading: Reading): Step | null {
  for (const form of formsAt(text, at)) {
    if (!form.ranked && (!reading.near || isThing(text, at + form.text.length, form.codes))) continue
    const held = narrow(reading.held, form.codes)
    if (held) return { held, length: form.text.length }
  }
  return null
}

/** Every place a Chinese text may mean after all its names were read; [] where it names none. */
export function possibleRegions(text: string): readonly string[] {
  const reading: Reading = { held: [], near: true }
  let since = 0
  for (let at = 0; at < text.length && since <= REACH;) {
    const step = readAt(text, at, reading)
    if (step) {
      reading.held = step.held
      if (settled(step.held)) break
      at += step.length
      since = 0
      reading.near = true
      continue
    }
    const lead = leadIn.exec(text.slice(at, at + 7))?.[0]
    reading.near = lead !== undefined
    at += lead?.length ?? 1
    if (reading.held.length) since++
  }
  return reading.held
}

function possibleInEnglish(text: string): readonly string[] {
  const words = text
    .split(/[^\p{L}\p{M}'’]+/u)
    .map(foldEnglish)
    .filter(
      (word) =>
        word &&
        !/^(?:province|city|prefecture|municipality|district|county|region|autonomous|sar|pr|prc|china)$/.test(
          word,
        ),
    )
  let held: readonly string[] = []
  for (let at = 0; at < words.length; at++) {
    for (const length of [3, 2, 1]) {
      const named =
        englishForms.get(
          words
            .slice(at, at + length)
            .join('')
            .replace(/(?:sheng|shi)$/, ''),
        ) ?? englishForms.get(words.slice(at, at + length).join(''))
      const narrowed = named && narrow(held, named)
      if (!narrowed) continue
      held = narrowed
      at += length - 1
      break
    }
  }
  return held
}

/** The deepest region that holds all these places: '32' for two of its counties, null for two provinces. */
function commonRegion(codes: readonly string[]): string | null {
  const first = codes[0] ?? ''
  for (let length = first.length; length >= 2; length -= 2) {
    const prefix = first.slice(0, length)
    const region = codes.every((code) => code.startsWith(prefix)) ? regionOfCode(prefix.padEnd(4, '0')) : null
    if (region) return region
  }
  return null
}

/**
 * One place for the many a name may mean: a province before the prefecture of its name (吉林), a prefecture before the
 * districts (西安); 朝阳 is the exception, for Beijing's district is as well known as Liaoning's city.
 */
function resolve(held: readonly string[]): string | null {
  const provinces = held.filter((code) => code.length === 2)
  if (provinces.length === 1) return provinces[0]!
  const prefectures = held.filter((code) => code.length === 4)
  if (prefectures.length === 1 && !(prefectures[0] === '2113' && held.length > 2)) return prefectures[0]!
  return commonRegion(held)
}

function ofDigits(text: string): RegionReading {
  const code = regionOfCode(text.slice(0, 6))
  return code ? { value: code } : { problem: 'region.unknown' }
}

/**
 * Reads one region cell (tidied text): a code of 2, 4 or 6 digits, or why there is none. A name that several places bear
 * gives what they have in common, else `region.ambiguous`.
 */
export function readRegion(text: string): RegionReading {
  if (/^(?:\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(text)) return ofDigits(text)
  const short = abbreviations.get(text)
  if (short) return { value: short }
  let held = possibleRegions(text)
  if (held.length === 0) held = possibleRegions(simplified(text))
  if (held.length === 0 && /[a-z]{2}/i.test(text)) {
    const loud = louder[foldEnglish(text)]
    if (loud) return { value: loud }
    held = possibleInEnglish(text)
  }
  if (held.length === 0) return { problem: 'region.unknown' }
  const value = resolve(held)
  return value ? { value } : { problem: 'region.ambiguous' }
}
