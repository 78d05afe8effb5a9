/** Where in a company's name its place ends. Names are built of place, brand, trade and form, so it mostly stands first. */
import { formerRegions } from '../../rules/former-regions.ts'
import { regionOwnName, regionShortName } from '../../rules/regions.ts'
import { splitBrand } from './company-brand.ts'
import { formsAt } from './place-forms.ts'
import { within } from './places.ts'
import { startsTrade } from './trades.ts'

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
  /** A county without its rank, and nothing before it: perhaps a brand. */
  doubtful?: boolean
}

/** Behind a bare county's name these make a hill or a river of it: 栖霞山. */
const feature = /[山河湖江岛桥寺]/

/**
 * The place written here, or undefined. A county bare of its rank counts behind its city (广州番禺), and where it is no word
 * of the language; `sure` where nothing else can be meant.
 */
export function placeAt(text: string, at: number, above: readonly string[], sure = false): Place | undefined {
  for (const { text: written, ranked, former, codes } of formsAt(text, at)) {
    const place = { length: written.length, codes }
    if (sure || ranked) return place
    const known = codes.some((code) => within(code, above)) || above.some((code) => within(code, codes))
    if (codes.some((code) => code.length < 6) && (known || above.length === 0)) return place
    const end = at + written.length
    if (feature.test(text.charAt(end)) && startsTrade(text, end + 1)) continue
    if (known || (above.length === 0 && !former && !words.has(written) && codes.some(isCounty)))
      return { ...place, doubtful: !known }
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
  return found ? { length: found.length, codes: [] } : undefined
}

/** A brand and its trade are left: 永昌华瑞商贸 is in 永昌, 永昌糠醛 may be called so. */
function isWhole(rest: string): boolean {
  const { brand, trades } = splitBrand(rest)
  return brand.length > 1 && trades.length > 0
}

/**
 * Where the places at the head of a name end. At least two characters are left: 北京公司 is of nobody else. Without `abroad`
 * a country counts as part of the name: 中国石油.
 */
export function regionEnd(name: string, abroad = true): number {
  const first = placeAt(name, 0, [])
  if (!first || (!abroad && first.codes.length === 0)) return 0
  if (first.doubtful && !isWhole(name.slice(first.length))) return 0
  let [end, above] = [0, first.codes]
  for (let place: Place | undefined = first; place && name.length - end - place.length >= 2;) {
    end += place.length
    if (place.codes.length) above = place.codes
    place = placeAt(name, end, above) ?? roomy(name, end)
  }
  return end
}

/** A town or a zone with room for a name behind it. */
function roomy(name: string, at: number): Place | undefined {
  const below = belowAt(name, at)
  return below && name.length - at - below.length > 3 ? below : undefined
}

/** Whether a text is the names of places and nothing else: what stands in brackets within a name. */
export function isPlaces(text: string): boolean {
  let at = 0
  for (let place = placeAt(text, 0, [], true); place;) {
    at += place.length
    place = placeAt(text, at, [], true) ?? belowAt(text, at)
  }
  return at > 0 && at === text.length
}
