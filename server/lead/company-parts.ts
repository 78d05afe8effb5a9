/**
 * What a company's name is made of: 苏州市 · 青禾 · 网络 科技 · 有限公司 · 杭州分公司. Names are built so by rule (企业名称登记管理规定:
 * place, brand, trade, form), but registries, lists and people drop, double and bracket the parts.
 */
import { formerRegions } from '../../rules/former-regions.ts'
import { regionOwnName, regionShortName } from '../../rules/regions.ts'
import { branchOf, type BranchKind } from './company-branch.ts'
import { hasHan, simplified } from './han.ts'
import { formsAt } from './place-forms.ts'
import { within } from './places.ts'
import { isTradeWord, tradesAt } from './trades.ts'

export const version = 1

export interface CompanyParts {
  /** As written, prefix and brackets together: '苏州市吴中区', '(上海)' is '上海'. '' where none is named. */
  region: string
  /** The word that is this company's own; '' for a name without one (长沙报废车回收公司). */
  brand: string
  trades: readonly string[]
  /** 股份有限公司, 集团有限公司, Co., Ltd; '' for a shop or a short name. */
  legal: string
  /** Further brackets, without those that say a place, a form or a former name. */
  brackets: readonly string[]
  /** From 曾用名 or 原 in brackets. */
  formerly: string | null
  /** 第二分公司, 杭州营业部; '' for the company itself. The other parts are then the parent's. */
  branch: string
  branchKind: BranchKind | null
  /** The name of the parent, as written. */
  branchOf: string | null
}

const legalForm =
  /(?:(?:集团)?(?:股份|控股)?有限(?:责任)?(?:总)?公司|(?:集团|股份|控股|总)公司|公司|(?<=.{2})集团|有限合伙企业|合伙企业|有限合伙|个人独资企业|个体工商户)$/
const latinForm =
  /[\s,]+(?:co\.?,?\s*,?(?:ltd|limited)|company\s+(?:ltd|limited)|(?:pte|pty|sdn\.?)\.?\s*(?:ltd|limited|bhd)|ltd|limited|llc|llp|l\.l\.c|incorporated|inc|corporation|corp|company|co|plc|gmbh(?:\s*&\s*co\.?\s*kg)?|ag|kg|s\.?a\.?s?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|k\.?k|bhd)\.?$/i
const formInside =
  /^(?:集团|控股|有限公司|有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户|筹|总部|本部|股份)$/
const former = /^(?:曾用名|原名称?|原|前身(?:为|是)?|formerly|f\.?k\.?a\.?)\s*[:：]?\s*(.{2,})$/i

interface Unbracketed {
  name: string
  /** The name with those brackets left that hold a place: a parent is named with them. */
  placed: string
  regions: string[]
  brackets: string[]
  formerly: string | null
}

/** Takes the brackets out and sorts what they hold. */
function unbracket(written: string): Unbracketed {
  const out: Unbracketed = { name: '', placed: '', regions: [], brackets: [], formerly: null }
  out.placed = written.replace(/[(（[【]([^()（）[\]【】]*)[)）\]】]/g, (whole, inner: string) => {
    const said = inner.trim()
    const before = former.exec(said)?.[1]
    if (before) out.formerly = before
    else if (said && placeAt(said, 0, [], true)?.length === said.length) {
      out.regions.push(said)
      return whole
    } else if (said && !formInside.test(said)) out.brackets.push(said)
    return ''
  })
  out.name = out.placed.replace(/[(（[【][^()（）[\]【】]*[)）\]】]/g, '')
  return out
}

const countries =
  /^(?:中国|中华|美国|英国|德国|法国|日本|韩国|新加坡|澳大利亚|加拿大|俄罗斯|意大利|荷兰|瑞士|马来西亚|泰国|越南|印度|亚洲|亚太|全国|china)/i
/** Bare names of counties that are words as well, and mostly are the brand. */
const words = new Set(
  '东方 平安 兴隆 和平 长乐 永兴 永康 安康 兴业 宝丰 太平 新华 长安 大同 祥云 福安 瑞安 新兴 广信 和顺 永丰 永和 大通 富源 安平 宏伟 凤凰 金山 红旗 向阳 广丰 兴安 友好 前进 东风 昌盛 大方 太和 嘉禾 金川 金湖 泰和 天元 天心 天宁 长兴 长丰 瑞金 金华 共和 都匀 顺昌 华安 新安 安远 信丰 宝应 泰兴 海安 龙泉 文昌 福鼎 华容 安福 宁国 吉利 永福 永泰 德兴 德化 三江 大丰 大安 恒山 华亭 宁安 富民 隆昌 荣昌 新丰 新龙 金龙 宝兴 广德 隆安 西安'.split(
    ' ',
  ),
)

interface Place {
  length: number
  codes: readonly string[]
}

/** Behind a bare county's name these make a hill or a river of it: 栖霞山. */
const feature = /[山河湖江岛桥寺]/

/**
 * The place written here, or undefined. A county bare of its rank counts behind its city (广州番禺), and where it is no word
 * of the language; `sure` where nothing else can be meant.
 */
function placeAt(text: string, at: number, above: readonly string[], sure = false): Place | undefined {
  for (const { text: written, ranked, former, codes } of formsAt(text, at)) {
    const place = { length: written.length, codes }
    if (sure || ranked) return place
    const known = codes.some((code) => within(code, above)) || above.some((code) => within(code, codes))
    if (codes.some((code) => code.length < 6) && (known || above.length === 0)) return place
    const end = at + written.length
    if (feature.test(text.charAt(end)) && startsTrade(text, end + 1)) continue
    if (known || (above.length === 0 && !former && !words.has(written) && codes.some(isCounty))) return place
  }
  const country = countries.exec(text.slice(at, at + 5))?.[0]
  return country ? { length: country.length, codes: [] } : undefined
}

/** Districts that were counties or county towns of the same name: 番禺, 萧山, 涪陵. */
const risen = new Set(
  formerRegions
    .filter(
      ([, name, code]) => name === `${regionShortName(code)}市` || name === `${regionShortName(code)}县`,
    )
    .map(([, , code]) => code),
)

/** A district's bare name (南山, 海港) is a word or a brand far more often than a county's or a county town's. */
function isCounty(code: string): boolean {
  return /[县市旗]$/.test(regionOwnName(code) ?? '') || risen.has(code)
}

/** What stands below a county, once one was named: 千灯镇, 奎聚街道, 保税区. */
const town = /^[\p{Script=Han}]{2,4}?(?:街道|[镇乡街])/u
const zone =
  /^(?:[\p{Script=Han}]{2})?(?:经济)?(?:技术)?(?:开发区|保税区|高新区|新区|工业区|工业园区?|产业园)/u

function belowAt(name: string, at: number): Place | undefined {
  const text = name.slice(at, at + 9)
  const found = zone.exec(text)?.[0] ?? (startsTrade(name, at) ? undefined : town.exec(text)?.[0])
  return found && name.length - at - found.length > 3 ? { length: found.length, codes: [] } : undefined
}

/** Where the places at the head of a name end. At least two characters are left: 北京公司 is of nobody else. */
function regionEnd(name: string): number {
  let end = 0
  let above: readonly string[] = []
  for (let place = placeAt(name, 0, above); place;) {
    if (name.length - end - place.length < 2) return end
    end += place.length
    if (place.codes.length) above = place.codes
    place = placeAt(name, end, above) ?? belowAt(name, end)
  }
  return end
}

function startsTrade(name: string, at: number): boolean {
  return !tradesAt(name, at).next().done
}

/** A character of the tail that belongs to no known word costs this, against a character of the brand beyond the fourth. */
const STRANGE = 1
const LONG = 0.5
const SINGLE = 1.5
/** The form of a house before another word (百货商场淘宝店). */
const HOUSE = 0.3

/** 第三, 大型: of no house in particular. */
const ordinal = /^第[一二三四五六七八九十]{1,3}|^[大中小]型/

/** What may stand between trade words and is none: a city behind the brand (中节能秦皇岛环保), 第三, 大型. */
function asideAt(core: string, at: number): number {
  if (at > 1)
    for (const { text, ranked, codes } of formsAt(core, at))
      if (ranked || codes.some((code) => code.length < 6)) return text.length
  return ordinal.exec(core.slice(at, at + 4))?.[0].length ?? 0
}

interface Tail {
  cost: number
  words: readonly string[]
}

/** For every place the cheapest reading of the rest as trade words, places and strange characters. */
function readTails(core: string): Tail[] {
  const tails: Tail[] = Array.from({ length: core.length + 1 }, () => ({ cost: 0, words: [] }))
  for (let at = core.length - 1; at >= 0; at--) {
    const after = tails[at + 1]!
    let best: Tail = { cost: after.cost + STRANGE, words: after.words }
    for (const word of tradesAt(core, at)) {
      const rest = tails[at + word.text.length]!
      const cost = rest.cost + (word.house ? HOUSE : 0)
      if (cost < best.cost || (cost === best.cost && rest.words.length < best.words.length))
        best = { cost, words: [word.text, ...rest.words] }
    }
    const aside = asideAt(core, at)
    if (aside && tails[at + aside]!.cost < best.cost) best = tails[at + aside]!
    tails[at] = best
  }
  return tails
}

/** The brand and the trade words behind it: the shortest brand of two characters or more that leaves known words only. */
function splitBrand(core: string): { brand: string; trades: readonly string[] } {
  const tails = readTails(core)
  if (core.length > 1 && tails[0]!.cost < STRANGE) return { brand: '', trades: tails[0]!.words }
  let [best, end] = [Number.POSITIVE_INFINITY, core.length]
  for (let at = 1; at <= core.length; at++) {
    const cost = tails[at]!.cost + (at === 1 ? SINGLE : Math.max(0, at - 4) * LONG)
    if (cost < best) [best, end] = [cost, at]
  }
  return { brand: core.slice(0, end), trades: tails[end]!.words }
}

/** Whether a core is trade words and nothing else (房地产开发): such a name is told from others by its place alone. */
export function isBrandless(core: string): boolean {
  if (core.length < 2 || !(startsTrade(core, 0) || ordinal.test(core))) return false
  return readTails(core)[0]!.cost < STRANGE
}

function latinParts(name: string): Pick<CompanyParts, 'brand' | 'trades' | 'legal'> {
  const legal = latinForm.exec(name)?.[0] ?? ''
  const words = name
    .slice(0, name.length - legal.length)
    .replace(/[\s,.]+$/, '')
    .split(/\s+/)
  let end = words.length
  while (end > 1 && isTradeWord(words[end - 1] ?? '')) end--
  return {
    brand: words.slice(0, end).join(' '),
    trades: words.slice(end),
    legal: legal.replace(/^[\s,]+/, ''),
  }
}

const quotes = /["'“”‘’「」『』《》〈〉]/g

/** A name without brackets and branch → its parts. */
function mainParts(name: string): Pick<CompanyParts, 'region' | 'brand' | 'trades' | 'legal'> {
  const latin = latinForm.exec(name)?.[0] ?? ''
  if (!hasHan(name)) return { region: '', ...latinParts(name) }
  const body = name.slice(0, name.length - latin.length)
  const legal = legalForm.exec(body)?.[0] ?? ''
  const core = body.slice(0, body.length - legal.length)
  if (core === '') return { region: '', brand: name, trades: [], legal: '' }
  const end = regionEnd(core)
  const { brand, trades } = splitBrand(core.slice(end).trim())
  return { region: core.slice(0, end), brand, trades, legal: legal || latin.replace(/^[\s,]+/, '') }
}

/**
 * The parts of a tidied company name, in simplified characters. Nothing is thrown away that is not one of them; a name that
 * cannot be taken apart is all brand.
 */
export function companyParts(name: string): CompanyParts {
  const plain = simplified(name.replace(quotes, '')).trim()
  const { placed, brackets, formerly } = unbracket(plain)
  const branch = branchOf(placed.trim())
  const main = unbracket(branch?.parent ?? placed)
  const parts = mainParts(main.name.trim())
  return {
    ...parts,
    region: parts.region + main.regions.join(''),
    brackets,
    formerly,
    branch: branch?.branch ?? '',
    branchKind: branch?.kind ?? null,
    branchOf: branch?.parent ?? null,
  }
}
