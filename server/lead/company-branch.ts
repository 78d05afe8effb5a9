/** Branches: parts of a company that sit elsewhere and are not the company (分公司, 支行, 营业部, 加油站). */
import { formsAt } from './place-forms.ts'

export type BranchKind = 'branch' | 'shop' | 'office' | 'plant' | 'project' | 'unit'

export interface Branch {
  /** The company it is of, as written. */
  parent: string
  /** What is said of the branch: 杭州第二分公司. */
  branch: string
  kind: BranchKind
}

/** By how the name ends; anything else behind a company's legal form is a unit of it. */
const kinds: readonly (readonly [RegExp, BranchKind])[] = [
  [/(?:分|支|子)公司$|[分支]行$|分[校院所社局部会]$|支局$|分理处$/, 'branch'],
  [/(?:办事|代表|联络)处$/, 'office'],
  [/(?:项目|工程|施工|指挥)部$|工地$/, 'project'],
  [/厂$|车间$|矿$|电站$|基地$/, 'plant'],
  [/[店行铺厅]$|门市部?$|超市$|商场$|专柜$|药房$|加油站$|营业[部所]$|经营部$|销售部$|服务部$/, 'shop'],
]

const kindOf = (text: string): BranchKind => kinds.find(([ending]) => ending.test(text))?.[1] ?? 'unit'

/** A company by its legal form, and more behind it that is no company of its own. */
const behindForm =
  /^(.{2,}?(?:有限(?:责任)?(?:总)?公司|(?:集团|股份|控股|总)公司|(?<!分|支|(?<!电)子)公司|集团(?=[^公司]{0,12}(?:[分支]公司|办事处|营业[部厅])$)))(?!.*(?:有限(?:责任)?|集团|股份|控股)公司$)(.*\p{Script=Han}.*)$/u
/** Banks and insurers are written without their form: 招商银行上海陆家嘴支行. */
const behindHouse =
  /^(.{2,}?(?:银行|信用社|保险|人寿|证券|供销合作社|供销社))((?!联合社$).+(?:[分支]行|分理处|储蓄所|[分支]公司|营业部|[店站部处社厂]))$/
/** These say branch whatever stands before them. A shop or a department may be the whole house. */
const surely =
  /^(.{2,})((?:第?[一二三四五六七八九十百\d]+)?(?:[分支]公司|[分支]行|分店|分[厂校院所社]|办事处|代表处))$/

/** A name parted behind its legal form: 青禾有限公司 and 杭州分公司. Null where nothing is behind it, or another company. */
export function behindLegalForm(name: string): readonly [company: string, rest: string] | null {
  const told = behindForm.exec(name)
  return told ? [told[1]!, told[2]!] : null
}

/** Where the place of the branch begins (新月能源|石家庄): from a place's name to the end, never in the first two characters. */
function placeStart(text: string): number {
  for (let at = 2; at < text.length; at++)
    for (const form of formsAt(text, at))
      if (form.ranked || form.codes.some((code) => code.length < 6)) return at
  return text.length
}

/** The branch a name is of, or null for a company itself. Wants the name without brackets. */
export function branchOf(name: string): Branch | null {
  const told = behindForm.exec(name) ?? behindHouse.exec(name)
  if (told) return { parent: told[1]!, branch: told[2]!.trim(), kind: kindOf(told[2]!.trim()) }
  const last = surely.exec(name)
  if (!last) return null
  const start = placeStart(last[1]!)
  return { parent: name.slice(0, start), branch: name.slice(start), kind: kindOf(name) }
}
