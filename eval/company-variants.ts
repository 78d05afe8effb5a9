import { Converter } from 'opencc-js/cn2t'
import { dice } from '../bench/people.ts'
import { parentRegion, regionOwnName } from '../rules/regions.ts'
import { type CompanyParts, companyParts } from '../server/lead/company-parts.ts'
import { commonPlace, readPlaces } from '../server/lead/places.ts'

export interface Variant {
  /** What was done: brackets, script, suffix, region, abbreviation, typo. */
  readonly kind: string
  readonly name: string
}

const traditional = Converter({ from: 'cn', to: 't' })

/** A name in the parts that variants move about. The branch stays what it is in each: another one is another company. */
interface Name {
  readonly region: string
  /** Brand and trades, as written. */
  readonly core: string
  readonly parts: CompanyParts
}

function nameOf(name: string): Name {
  const parts = companyParts(name)
  return { region: parts.region, core: parts.core, parts }
}

function spelled({ region, core, parts }: Name, legal = parts.legal): string {
  return region + core + legal + parts.branch
}

/** One of these, by the seed. */
type Roll = () => number
const pick = <T>(from: readonly T[], roll: Roll): T => from[Math.floor(roll() * from.length)]!

/** 中国石油 is never 石油. */
const abroad = /^(?:中国|中华|全国)/

/** 上海青禾科技有限公司 → 青禾科技（上海）有限公司, 青禾(上海)科技有限公司. Only where the region is said once, at the head. */
function brackets(name: Name, roll: Roll): string[] {
  const { region, core, parts } = name
  if (!region || abroad.test(region) || core.length < 4) return []
  const [open, shut] = pick(['()', '（）'], roll)
  const at = roll() < 0.5 && parts.brand ? parts.brand.length : core.length
  const moved = core.slice(0, at) + open + region.replace(/市$/, '') + shut + core.slice(at)
  return [moved + parts.legal + parts.branch]
}

const forms: Readonly<Record<string, readonly string[]>> = {
  有限公司: ['有限责任公司', '公司', ''],
  有限责任公司: ['有限公司', '公司', ''],
  股份有限公司: ['有限公司', '股份公司', ''],
  集团有限公司: ['集团', '有限公司', '集团公司'],
}

function suffix(name: Name, roll: Roll): string[] {
  const other = forms[name.parts.legal]
  return other ? [spelled(name, pick(other, roll))] : []
}

/** The region left out, its rank left out or put in, its province put before it. A name of trades alone keeps its region. */
function region(name: Name, roll: Roll): string[] {
  if (!name.region || abroad.test(name.region)) return []
  const bare = name.region.replace(/(?<=..)(?:[省市县]|(?<!开发|保税|高新|新|工业)区)$/, '')
  const code = commonPlace(readPlaces(name.region).held)
  const above = code === null ? null : parentRegion(code)
  const others = [
    bare,
    ...(code === null || code.length === 6 ? [] : [regionOwnName(code)!]),
    ...(above === null || name.region.includes(regionOwnName(above)!)
      ? []
      : [regionOwnName(above)! + name.region]),
    ...(name.parts.brand ? ['', ''] : []),
  ].filter((other) => other !== name.region)
  return others.length ? [spelled({ ...name, region: pick(others, roll) })] : []
}

/** What people say: place and brand, brand and first trade. */
function abbreviation(name: Name, roll: Roll): string[] {
  const { brand, trades, branch } = name.parts
  if (brand.length < 2 || !trades[0]) return []
  const short = pick([brand + trades[0], name.region + brand + trades[0], name.region + name.core], roll)
  return [short + branch]
}

/** Of like sound: what an input method offers first when one hurries. */
const alike: Readonly<Record<string, string>> = Object.fromEntries(
  '科课 技计 贸茂 易益 商尚 工公 程成 电店 子自 信讯 息习 网往 络洛 机几 械戒 设社 备倍 建健 筑竹 材才 料了 制治 品拼 服福 装庄 食十 药要 业叶 发法 展站 管馆 理里 咨资 询寻 文闻 化华 传船 媒没 环还 保宝 物务 流刘 汽气 车撤 金今 属蜀'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
)

/** One slip in the trade words or the form, never in the brand: another brand is another company. */
function typo(name: Name, roll: Roll): string[] {
  const tail = name.core.slice(name.parts.brand.length)
  if (tail.length < 2 || !name.parts.brand) return []
  const at = Math.floor(roll() * (tail.length - 1))
  const slip = pick(['swap', 'sound', 'drop', 'twice'], roll)
  const like = [...tail].findIndex((char) => char in alike)
  const slips: Readonly<Record<string, string>> = {
    swap: tail.slice(0, at) + tail.charAt(at + 1) + tail.charAt(at) + tail.slice(at + 2),
    sound: like < 0 ? tail : tail.slice(0, like) + alike[tail.charAt(like)] + tail.slice(like + 1),
    drop: tail.length > 3 ? tail.slice(0, at) + tail.slice(at + 1) : tail,
    twice: tail.slice(0, at + 1) + tail.slice(at),
  }
  return [spelled({ ...name, core: name.parts.brand + slips[slip] })]
}

/**
 * A company's name as others write it: at most one of each kind that its name allows, none the name itself. The same for
 * the same seed. A branch stays the branch it is, and a brand is never touched.
 */
export function companyVariants(name: string, seed: number): Variant[] {
  const roll = dice(seed)
  const parted = nameOf(name.normalize('NFKC'))
  const made: readonly (readonly [string, readonly string[]])[] = [
    ['brackets', brackets(parted, roll)],
    ['script', [traditional(name)]],
    ['suffix', suffix(parted, roll)],
    ['region', region(parted, roll)],
    ['abbreviation', abbreviation(parted, roll)],
    ['typo', typo(parted, roll)],
  ]
  return made
    .flatMap(([kind, names]) => names.map((one) => ({ kind, name: one })))
    .filter((variant) => variant.name !== name && variant.name.length > 1)
}
