/**
 * The core of a company's name, for searching and comparing: 北京仁科互动网络技术有限公司 → 仁科互动网络技术. Different
 * companies may share a core, so it is never by itself proof that two are one.
 */
import { regionCodes, regionLevel, regionOwnName, regionShortName } from '../../rules/regions.ts'
import { simplified } from './han.ts'

const legal =
  /(?:(?:集团)?(?:股份)?有限(?:责任)?公司|(?:集团|股份|控股|总)公司|(?<!分|子|支)公司|(?<=.{2})集团|有限合伙企业|有限合伙|个体工商户)$/
/** What of a company lies elsewhere is not the company: 第二分公司, 上海营业部 stay in the core. */
const branch =
  /^(.*?(?:有限(?:责任)?公司|集团公司|总公司|股份公司))(.*(?:分公司|支公司|分店|分行|支行|营业部|办事处|代表处|经营部|门市部|分厂|分所|分社|分院|项目部|[店部处厂]))$/
const formInBrackets =
  /\((?:集团|控股|有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户|中国|china|筹|总部|本部)\)/gi
const latinLegal =
  /[\s,]+(?:co\.?,?\s*,?(?:ltd|limited)|company\s+(?:ltd|limited)|(?:pte|pty|sdn\.?)\.?\s*(?:ltd|limited|bhd)|ltd|limited|llc|llp|l\.l\.c|incorporated|inc|corporation|corp|company|co|plc|gmbh(?:\s*&\s*co\.?\s*kg)?|ag|kg|s\.?a\.?s?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|k\.?k|bhd)\.?$/i
const quotes = /["'“”‘’「」『』《》〈〉【】]/g
/** Left alone behind a region these name nobody: 南京银行 stays whole. */
const generic =
  /^(?:银行|大学|医院|学院|中学|小学|日报|晚报|电视台|地铁|燃气|电力|热力|自来水|水务|烟草|盐业|石油|移动|联通|电信|铁路|机场|邮政|供电|公交|出租|宾馆|饭店|酒店|国际|控股|投资|实业|贸易|建设|发展|科技|农商行|汽车|电气|建工|城建|地产|机电|钢铁)?$/

/** Names of provinces and prefectures with and without rank, of counties only with it: 东方, 南山 are names of firms. */
function buildPlaces(): ReadonlyMap<string, readonly string[]> {
  const places = new Set<string>()
  for (const code of regionCodes) {
    places.add(regionOwnName(code) ?? code)
    if (regionLevel(code) === 'county') continue
    places.add(regionShortName(code))
    if (code.length === 2) places.add(`${regionShortName(code)}省`)
  }
  const sayable = [...places].filter((place) => place.length > 1 && !/^.[区县市]$/.test(place))
  return Map.groupBy(
    sayable.toSorted((a, b) => b.length - a.length),
    (place) => place.slice(0, 2),
  )
}
const places = buildPlaces()

function placeAt(name: string): string | undefined {
  return places.get(name.slice(0, 2))?.find((place) => name.startsWith(place))
}

function stripPlace(name: string): string {
  const place = placeAt(name)
  if (!place) return name
  const rest = name.slice(place.length)
  return generic.test(rest.replace(legal, '')) || rest.replace(legal, '').length < 2 ? name : rest
}

/** (上海) and (集团) say where and how; any other bracket is part of the name. */
function stripBrackets(name: string): string {
  return name
    .replace(formInBrackets, '')
    .replace(/\(([^()]*)\)/g, (_, inner: string) => (placeAt(inner) === inner && inner ? '' : inner))
    .replace(/[()]/g, '')
}

function stripLegal(name: string): string {
  const parts = branch.exec(name)
  const main = parts?.[1] ?? name
  const stripped = main
    .replace(legal, '')
    .replace(latinLegal, '')
    .replace(/[\s,.;·-]+$/, '')
  return (stripped || main) + (parts?.[2] ?? '')
}

function once(name: string): string {
  return stripPlace(stripLegal(stripBrackets(name))).trim() || name
}

/** The core of a tidied company name: lower case, simplified, without place, legal form, brackets and quotes. */
export function companyCore(name: string): string {
  let core = simplified(name.replace(quotes, '')).toLowerCase().trim()
  for (let next = once(core); next !== core; next = once(core)) core = next
  return core
}
