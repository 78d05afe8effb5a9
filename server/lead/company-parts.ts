/**
 * What a company's name is made of: 苏州市 · 青禾 · 网络 科技 · 有限公司 · 杭州分公司. Names are built so by rule (企业名称登记管理规定:
 * place, brand, trade, form), but registries, lists and people drop, double and bracket the parts.
 */
import { branchOf, type BranchKind } from './company-branch.ts'
import { LONGEST, splitBrand } from './company-brand.ts'
import { isPlaces, regionEnd } from './company-place.ts'
import { hasHan, simplified } from './han.ts'
import { isTradeWord } from './trades.ts'

export const version = 1

export interface CompanyParts {
  /** As written, prefix and brackets together: '苏州市吴中区', '(上海)' is '上海'. '' where none is named. */
  region: string
  /** The word that is this company's own; '' for a name without one (长沙报废车回收公司). */
  brand: string
  trades: readonly string[]
  /** Brand and trades with whatever stands between or behind them, as written: no place, no form, no branch. */
  core: string
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
    else if (said && isPlaces(said)) {
      out.regions.push(said)
      return whole
    } else if (said && !formInside.test(said)) out.brackets.push(said)
    return ''
  })
  out.name = out.placed.replace(/[(（[【][^()（）[\]【】]*[)）\]】]/g, '')
  return out
}

function latinParts(name: string): Pick<CompanyParts, 'brand' | 'trades' | 'core' | 'legal'> {
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
    core: words.join(' '),
    legal: legal.replace(/^[\s,]+/, ''),
  }
}

const quotes = /["'“”‘’「」『』《》〈〉]/g

/** A name without brackets and branch → its parts. */
function mainParts(name: string): Pick<CompanyParts, 'region' | 'brand' | 'trades' | 'core' | 'legal'> {
  const latin = latinForm.exec(name)?.[0] ?? ''
  if (!hasHan(name)) return { region: '', ...latinParts(name) }
  const body = name.slice(0, name.length - latin.length)
  const legal = legalForm.exec(body)?.[0] ?? ''
  const core = body.slice(0, body.length - legal.length)
  if (core === '') return { region: '', brand: name, trades: [], core: name, legal: '' }
  const end = regionEnd(core)
  const own = core.slice(end).trim()
  return {
    region: core.slice(0, end),
    ...splitBrand(own),
    core: own,
    legal: legal || latin.replace(/^[\s,]+/, ''),
  }
}

const whole: CompanyParts = {
  region: '',
  brand: '',
  trades: [],
  core: '',
  legal: '',
  brackets: [],
  formerly: null,
  branch: '',
  branchKind: null,
  branchOf: null,
}

/**
 * The parts of a tidied company name, in simplified characters. Nothing is thrown away that is not one of them; a name that
 * cannot be taken apart is all brand.
 */
export function companyParts(name: string): CompanyParts {
  const plain = simplified(name.replace(quotes, '')).trim()
  if (plain.length > LONGEST) return { ...whole, brand: plain, core: plain }
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
