/** Every way a region is written, indexed by its first two characters: what `places.ts` looks up. */
import { formerRegions } from '../../rules/former-regions.ts'
import { regionStem } from '../../rules/region-stem.ts'
import { regionCodes, regionLevel, regionOwnName, regionShortName } from '../../rules/regions.ts'

export interface Form {
  text: string
  /** Written with its rank (苏州市): safe in the middle of an address, where the bare 苏州 or 东区 may be anything. */
  ranked: boolean
  /** A name no place bears today. Only read where today's names do not fit, and bare only where its parent was named. */
  former: boolean
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
  ['思茅', '5308'],
  ['苏州市工业园区', '320576'],
  ...['颖州区=341202', '颖东区=341203', '颖泉区=341204', '颖上县=341226'].map(miswritten),
  ...['秀州区=330411', '颖上=341226', '荷泽=3717', '濉溪县=340621', '阜蒙县=210921', '喀左县=211324'].map(
    miswritten,
  ),
  ...['前郭县=220721', '杜蒙县=230624', '本溪县=210521', '莫旗=150722'].map(miswritten),
]

/** A slip of the input method met in many addresses, or the short name of a county with a long one. */
function miswritten(pair: string): readonly [string, string] {
  const [written = '', code = ''] = pair.split('=')
  return [written, code]
}

/** Car-plate and weather-report abbreviations: only where they are the whole cell. */
export const abbreviations: ReadonlyMap<string, string> = new Map(
  '京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44 桂45 琼46 渝50 川51 蜀51 贵52 黔52 云53 滇53 藏54 陕61 秦61 甘62 陇62 青63 宁64 新65 台71 港81 澳82'
    .split(' ')
    .map((entry) => [entry.charAt(0), entry.slice(1)]),
)

const ranks: Readonly<Record<string, readonly string[]>> = {
  province: ['省', '自治区'],
  prefecture: ['市', '州', '自治州', '地区', '盟'],
  county: ['县', '区', '市', '旗'],
}

type Builder = Map<string, { ranked: boolean; codes: Set<string> }>

const ranked = /(?:[省市区县旗州盟]|地区)$/

function add(forms: Builder, text: string, code: string, ranked: boolean): void {
  if (text.length < 2) return
  const held = forms.get(text)
  if (held) held.codes.add(code)
  else forms.set(text, { ranked: ranked && text.length > 2, codes: new Set([code]) })
}

/**
 * The rank a place may be thought to have (广西省, 余姚县), unless another place rightly bears that name. Like a bare name it
 * is not looked for inside an address: 朝阳新区 is not 阳新县.
 */
function addOtherRanks(forms: Builder, official: ReadonlySet<string>, code: string): void {
  const stem = regionShortName(code)
  if (stem.length < 2 || stem === regionOwnName(code)) return
  for (const rank of ranks[regionLevel(code)] ?? [])
    if (!official.has(stem + rank)) add(forms, stem + rank, code, false)
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

function today(): Builder {
  const forms: Builder = new Map()
  const official = new Set(regionCodes.map((code) => regionOwnName(code) ?? ''))
  for (const [, name] of formerRegions) official.add(name)
  for (const code of regionCodes) add(forms, regionOwnName(code) ?? '', code, true)
  for (const code of regionCodes) addOtherRanks(forms, official, code)
  for (const code of regionCodes) addSwallowed(forms, code)
  for (const code of regionCodes) addBanner(forms, code)
  for (const code of regionCodes) add(forms, regionShortName(code), code, false)
  for (const [name, code] of spoken) add(forms, name, code, ranked.test(name))
  return forms
}

/** 郊区 and 市中区 were in many cities, and are no more than a word elsewhere. */
const anywhere = /^(?:市?郊区|[城矿新]区|市中区|[东西南北中]市?区)$/

function before(): Builder {
  const forms: Builder = new Map()
  for (const [, name, code] of formerRegions) {
    if (!anywhere.test(name)) add(forms, name, code, true)
    const stem = regionStem(name)
    if (stem !== name) add(forms, stem, code, false)
  }
  return forms
}

function listed(forms: Builder, former: boolean): Form[] {
  return [...forms].map(([text, { ranked, codes }]) => ({ text, ranked, former, codes: [...codes] }))
}

/** The first two characters as one number: quicker to look up than a piece of the text. */
const headOf = (text: string, at: number) => text.charCodeAt(at) * 0x1_0000 + text.charCodeAt(at + 1)

/** Longest first, and of one length today's before yesterday's. */
function build(): ReadonlyMap<number, readonly Form[]> {
  const all = [...listed(today(), false), ...listed(before(), true)]
  all.sort((a, b) => b.text.length - a.text.length)
  return Map.groupBy(all, ({ text }) => headOf(text, 0))
}

const byHead = build()
const none: readonly Form[] = []

/** Forms that stand in the text at this place, longest first. */
export function formsAt(text: string, at: number): readonly Form[] {
  const forms = byHead.get(headOf(text, at))
  return forms ? forms.filter((form) => text.startsWith(form.text, at)) : none
}
