/**
 * The places a Chinese text names, as codes of GB/T 2260: a set of those still possible, narrowed by each further name to
 * itself or to what lies within, so that 朝阳 alone is four places and 长春朝阳 is one.
 */
import { regionOfCode } from '../../rules/former-regions.ts'
import { type Form, formsAt } from './place-forms.ts'

/** A bare name followed by one of these is a road, a shop or a village (南京东路, 北京大学, 中山村), not the place. */
const thing =
  /^(?:[东西南北中新老]{0,2}[一二三四五六七八九十]?(?:路|街|大道|道|巷|弄|里弄)|[镇乡村屯]|社区|(?:大学|学院)(?![东西南北中]?[路街])|大厦|大酒店|饭店|宾馆|银行|公寓)/
/** Behind one of these a bare name is a place again. */
const leadIn = /(?:[\s,;:.\-_/|·、>()[\]【】]|中国|中华人民共和国|市辖区|地址|所在地|位于|来自)/y
/** How far behind the last name a ranked name (余杭区 in 杭州市文一西路余杭区) still belongs to it, in characters. */
const REACH = 16

export function within(code: string, ancestors: readonly string[]): boolean {
  return ancestors.some((ancestor) => code.startsWith(ancestor))
}

/** The places left when a further name is read; null where the name contradicts what was read before. */
export function narrow(held: readonly string[], named: readonly string[]): readonly string[] | null {
  if (held.length === 0) return named
  const deeper = named.filter((code) => within(code, held))
  if (deeper.length) return deeper
  const confirmed = held.filter((code) => within(code, named))
  return confirmed.length ? confirmed : null
}

/** What was read of a text so far. `near`: at the start, behind a gap or behind another name. */
interface Reading {
  readonly text: string
  held: readonly string[]
  near: boolean
  /** What is held was told by a former name: counties of 柳州地区 went to several cities. */
  former: boolean
}

interface Step {
  held: readonly string[]
  length: number
  ranked: boolean
  former: boolean
}

/** 台州路桥 is no road of 台州: what looks like a thing may be the next name. */
function isThing(text: string, end: number, named: readonly string[]): boolean {
  return thing.test(text.slice(end, end + 6)) && !hasNameWithin(text, end, named)
}

function hasNameWithin(text: string, at: number, places: readonly string[]): boolean {
  for (const { codes } of formsAt(text, at)) if (codes.some((code) => within(code, places))) return true
  return false
}

/** 闸北, 塘沽 and 巢湖 are still said by themselves; 新城 and 太平, districts elsewhere once, mean anything. */
function remembered({ codes }: Form): boolean {
  return codes.every((code) => code.length < 6 || /^(?:11|12|31)/.test(code))
}

function mayStand({ text, held, near }: Reading, at: number, form: Form): boolean {
  const end = at + form.text.length
  if (form.ranked) return true
  if (form.former && held.length === 0 && form.text !== text && !remembered(form)) return false
  return near ? !isThing(text, end, form.codes) : deeperAt(text, end, form.codes) !== null
}

/** A name directly here that lies within these places, not one of them: 慈溪 behind 宁波. */
function deeperAt(text: string, at: number, places: readonly string[]): Step | null {
  for (const form of formsAt(text, at)) {
    const held = form.codes.filter((code) => within(code, places) && !places.includes(code))
    if (held.length && !(form.former && !form.ranked) && !isThing(text, at + form.text.length, form.codes))
      return { held, length: form.text.length, ranked: form.ranked, former: form.former }
  }
  return null
}

/** The longest name at this place that fits what is held. */
function readAt(reading: Reading, at: number): Step | null {
  for (const form of formsAt(reading.text, at)) {
    const held = narrow(reading.held, form.codes)
    if (!held || !mayStand(reading, at, form)) continue
    return { held, length: form.text.length, ranked: form.ranked, former: form.former }
  }
  return null
}

/** Behind 浙江省 this says more of it, rather than being an office or a guild of it. */
const address = /^(?!驻|商会|同乡会|人民政府)[\p{Script=Han}]{2}/u

/**
 * A whole address typed behind another region (山东省临沂市中国浙江省杭州市): the one that was typed is meant, the first
 * was what the form had set. It takes a ranked name and one within it, or a province and more.
 */
function startsAnew({ text, held, former }: Reading, at: number): Step | null {
  for (const form of formsAt(text, at)) {
    if (!form.ranked || form.former || narrow(held, form.codes)) continue
    const end = at + form.text.length
    const next = deeperAt(text, end, form.codes)
    if (next) return { ...next, length: form.text.length + next.length }
    if (form.text.endsWith('省') && address.test(text.slice(end, end + 4)))
      return { held: form.codes, length: form.text.length, ranked: true, former: false }
    const open = held.length > 1 || (former && form.codes[0]!.startsWith(held[0]!.slice(0, 2)))
    if (open && form.codes.length === 1)
      return { held: form.codes, length: form.text.length, ranked: true, former: false }
  }
  return null
}

export interface Places {
  /** Every place the text may mean after all its names were read; [] where it names none. */
  held: readonly string[]
  /** Where the names at its start end; 0 where it does not start with one. */
  end: number
  /** One county's name without its rank is all there is: 凤凰三区 may be in Fenghuang, or anywhere. */
  bare: boolean
}

function gapAt(text: string, at: number): number {
  leadIn.lastIndex = at
  return leadIn.exec(text)?.[0].length ?? 0
}

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((code, at) => code === other[at])

/** Reads a text of simplified characters. */
export function readPlaces(text: string): Places {
  const reading: Reading = { text, held: [], near: true, former: false }
  let [end, since, running, bare] = [0, 0, true, false]
  for (let at = 0; at < text.length && since <= REACH;) {
    const step = readAt(reading, at) ?? (reading.held.length ? startsAnew(reading, at) : null)
    if (step) {
      bare = reading.held.length === 0 && !step.ranked && step.held.every((code) => code.length === 6)
      // A bare name that tells nothing new may be the name of a shop (西湖区西湖国际)
      if (running && (step.ranked || !same(step.held, reading.held))) end = at + step.length
      reading.held = step.held
      reading.former = step.former
      reading.near = true
      at += step.length
      since = 0
      continue
    }
    const gap = gapAt(text, at)
    reading.near = gap > 0
    running &&= reading.near
    at += gap || 1
    if (reading.held.length) since++
  }
  return { held: reading.held, end, bare }
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
 * One place for the many a name may mean, null where they have nothing in common: a province before the prefecture of its
 * name (吉林), a prefecture before the districts (西安); 朝阳 is the exception, for Beijing's district is as well known as
 * Liaoning's city.
 */
export function commonPlace(held: readonly string[]): string | null {
  const provinces = held.filter((code) => code.length === 2)
  if (provinces.length === 1) return provinces[0]!
  const prefectures = held.filter((code) => code.length === 4)
  if (prefectures.length === 1 && !(prefectures[0] === '2113' && held.length > 2)) return prefectures[0]!
  return commonRegion(held)
}
