/** Every way a region is written, indexed by its first two characters: what `region.ts` looks up. */
import {
  formerRegions,
  regionCodes,
  regionLevel,
  regionOwnName,
  regionShortName,
} from '../../../../rules/regions.ts'

export interface Form {
  text: string
  /** Written with its rank (苏州市): safe in the middle of an address, where the bare 苏州 or 东区 may be anything. */
  ranked: boolean
  codes: readonly string[]
}

/** Names in use that no rule makes. 中区 and the like: 乐山市市中区 is mostly written 乐山市中区. */
const spoken: readonly (readonly [string, string])[] = [
  ['内蒙', '15'],
  ['九龙', '81'],
  ['新界', '81'],
  ['香港岛', '81'],
  ['香港', '81'],
  ['澳门', '82'],
  ['台湾', '71'],
  ...['台北', '新北', '桃园市', '台中', '台南', '高雄', '基隆', '新竹'].map((name) => [name, '71'] as const),
  ['浦东新', '310115'],
  ['西双版纳', '5328'],
]

/** Car-plate and weather-report abbreviations: only where they are the whole cell. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  '京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44 桂45 琼46 渝50 川51 蜀51 贵52 黔52 云53 滇53 藏54 陕61 秦61 甘62 陇62 青63 宁64 新65 台71 港81 澳82'
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
)

const ranks: Readonly<Record<string, readonly string[]>> = {
  province: ['省', '自治区'],
  prefecture: ['市', '州', '地区', '盟'],
  county: ['县', '区', '市', '旗'],
}

type Builder = Map<string, { ranked: boolean; codes: Set<string> }>

function add(forms: Builder, text: string, code: string, ranked: boolean): void {
  if (text.length < 2) return
  const held = forms.get(text)
  if (held) held.codes.add(code)
  else forms.set(text, { ranked: ranked && text.length > 2, codes: new Set([code]) })
}

/** The rank a place had or will have (富阳市, 太谷县, 广西省), unless another place rightly bears that name. */
function addOtherRanks(forms: Builder, official: ReadonlySet<string>, code: string): void {
  const stem = regionShortName(code)
  if (stem.length < 2 || stem === regionOwnName(code)) return
  for (const rank of ranks[regionLevel(code)] ?? [])
    if (!official.has(stem + rank)) add(forms, stem + rank, code, true)
}

/** 察哈尔右翼中旗 is said 察右中旗. */
function addBanner(forms: Builder, code: string): void {
  const short = /^(.).+([左右])翼(.旗)$/.exec(regionOwnName(code) ?? '')
  if (short) add(forms, short.slice(1).join(''), code, true)
}

/** 市中区 after its city's 市 is written once: 乐山市中区, 青岛市南区. */
function addSwallowed(forms: Builder, code: string): void {
  const name = regionOwnName(code) ?? ''
  if (/^市.区$/.test(name)) add(forms, regionShortName(code.slice(0, 4)) + name, code, true)
}

function build(): ReadonlyMap<string, readonly Form[]> {
  const forms: Builder = new Map()
  const official = new Set(regionCodes.map((code) => regionOwnName(code) ?? ''))
  for (const code of regionCodes) add(forms, regionOwnName(code) ?? '', code, true)
  for (const [, name, today] of formerRegions) add(forms, name, today, true)
  for (const code of regionCodes) addOtherRanks(forms, official, code)
  for (const code of regionCodes) addSwallowed(forms, code)
  for (const code of regionCodes) addBanner(forms, code)
  for (const code of regionCodes) add(forms, regionShortName(code), code, false)
  for (const [, name, today] of formerRegions)
    if (name.length > 2) add(forms, name.slice(0, -1), today, false)
  for (const [name, code] of spoken) add(forms, name, code, false)
  const ready = [...forms].map(([text, { ranked, codes }]) => ({ text, ranked, codes: [...codes] }))
  ready.sort((a, b) => b.text.length - a.text.length)
  return Map.groupBy(ready, ({ text }) => text.slice(0, 2))
}

const byHead = build()

/** Forms that stand in the text at this place, longest first. */
export function* formsAt(text: string, at: number): Generator<Form> {
  for (const form of byHead.get(text.slice(at, at + 2)) ?? []) if (text.startsWith(form.text, at)) yield form
}

/** English names, folded: 'xian' → 6101. Several places may share one (Suzhou, Fuzhou). */
export const englishForms: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  regionCodes.filter((code) => code.length < 6),
  (code) => foldEnglish(regionOwnName(code, 'en') ?? ''),
)

/** Lower case, accents and anything but letters off: "Xi'an" → 'xian', 'Lüliang' → 'luliang'. */
export function foldEnglish(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}
