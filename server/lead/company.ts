/**
 * The core of a company's name, for searching and comparing: 北京仁科互动网络技术有限公司 → 仁科互动网络技术. Different
 * companies may share a core, so it is never by itself proof that two are one.
 */
import { regionShortName } from '../../rules/regions.ts'
import { behindLegalForm } from './company-branch.ts'
import { isBrandless } from './company-brand.ts'
import { isPlaces, regionEnd } from './company-place.ts'
import { simplified } from './han.ts'
import { commonPlace, readPlaces } from './places.ts'

const legal =
  /(?:(?:集团)?(?:股份)?有限(?:责任)?公司|(?:集团|股份|控股|总)公司|(?<!分|支|(?<!电)子)公司|(?<=.{2})集团|有限合伙企业|有限合伙|个体工商户)$/
const formInBrackets =
  /\((?:集团|控股|有限合伙|普通合伙|特殊普通合伙|个人独资|个体工商户|中国|china|筹|总部|本部)\)/gi
/** What it was called is kept as it was written, and is no part of what it is. */
const formerInBrackets = /\((?:曾用名|原名?|前身(?:为|是)?|formerly|f\.?k\.?a\.?)\s*:?[^()]{2,}\)/gi
const latinLegal =
  /[\s,]+(?:co\.?,?\s*,?(?:ltd|limited)|company\s+(?:ltd|limited)|(?:pte|pty|sdn\.?)\.?\s*(?:ltd|limited|bhd)|ltd|limited|llc|llp|l\.l\.c|incorporated|inc|corporation|corp|company|co|plc|gmbh(?:\s*&\s*co\.?\s*kg)?|ag|kg|s\.?a\.?s?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|k\.?k|bhd)\.?$/i
const quotes = /["'“”‘’「」『』《》〈〉【】]/g
/** Kinds of houses beside the trades that name nobody by themselves: 南京晚报 stays whole. */
const generic = /^(?:日报|晚报|电视台|联通|农商行|自来水|建工|钢铁)?$/

/** Trade words alone name nobody: 南京银行 and 周口天然气 are told from others by their place. */
function namesNobody(text: string): boolean {
  return generic.test(text) || isBrandless(text)
}

/** 江苏省苏州市 → 苏州: the deepest of some places, as it is said. */
function lastPlace(places: string): string {
  const code = commonPlace(readPlaces(places).held)
  return code === null ? places : regionShortName(code)
}

/** The place goes, unless nothing of the house's own would be left; then it stays as it is said, without its rank. */
function stripPlace(name: string): string {
  const end = regionEnd(name, false)
  const rest = name.slice(end)
  const bare = rest.replace(legal, '')
  if (end === 0 || bare.length < 2) return name
  return namesNobody(bare) ? lastPlace(name.slice(0, end)) + rest : rest
}

/** (上海) and (集团) say where and how; any other bracket is part of the name. */
function stripBrackets(name: string): string {
  return name
    .replace(formInBrackets, '')
    .replace(formerInBrackets, '')
    .replace(/\(([^()]*)\)/g, (_, inner: string) => (isPlaces(inner) ? '' : inner))
    .replace(/[()]/g, '')
}

function stripLegal(name: string): string {
  const [main, branch] = behindLegalForm(name) ?? [name, '']
  const stripped = main
    .replace(legal, '')
    .replace(latinLegal, '')
    .replace(/[\s,.;·-]+$/, '')
  return (stripped || main) + branch
}

function once(name: string): string {
  return stripPlace(stripLegal(stripBrackets(name))).trim() || name
}

/** 联合贸易(上海)有限公司: the place in brackets, where there is one. */
function placeInBrackets(name: string): string {
  const inner = /\(([^()]{2,})\)/.exec(name)?.[1] ?? ''
  return isPlaces(inner) ? lastPlace(inner) : ''
}

function stripAll(name: string): string {
  let core = name
  for (let next = once(core); next !== core; next = once(core)) core = next
  return core
}

/**
 * The core of a tidied company name: lower case, simplified, without place, legal form, brackets and quotes. A name of
 * nothing but trade words keeps its place.
 */
export function companyCore(name: string): string {
  const plain = simplified(name.replace(quotes, '')).toLowerCase().trim()
  const core = stripAll(plain)
  const place = placeInBrackets(plain)
  return place && namesNobody(core) ? stripAll(place + core) : core
}
