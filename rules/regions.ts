import { regionStem } from './region-stem.ts'
/** The regions of GB/T 2260 as a tree: '44' Guangdong, '4403' Shenzhen, '440305' Nanshan. A code's prefix is its parent. */
import table from './regions.json' with { type: 'json' }

export type RegionLevel = 'province' | 'prefecture' | 'county'
type Lang = 'zh' | 'en'

const names: Readonly<Record<string, string>> = table.names
const english: Readonly<Record<string, string>> = table.english

/** Every code there is, provinces, prefectures and counties, sorted so that children follow their parent. */
export const regionCodes: readonly string[] = Object.keys(names).toSorted()

export function isRegion(code: string): boolean {
  return Object.hasOwn(names, code)
}

export function regionLevel(code: string): RegionLevel {
  return code.length === 2 ? 'province' : code.length === 4 ? 'prefecture' : 'county'
}

/** The region one level up that has a name of its own: 110108 → 11 (there is no 1101), 4403 → 44, 44 → null. */
export function parentRegion(code: string): string | null {
  for (let length = code.length - 2; length >= 2; length -= 2) {
    const parent = code.slice(0, length)
    if (isRegion(parent)) return parent
  }
  return null
}

let byParent: Map<string, string[]> | undefined

/** Codes directly below, in the order of their codes; without a code, the provinces. */
export function childRegions(code = ''): readonly string[] {
  byParent ??= Map.groupBy(regionCodes, (child) => parentRegion(child) ?? '')
  return byParent.get(code) ?? []
}

/** The region's own name: '苏州市', 'Suzhou'; counties have no English name and keep the Chinese one. Undefined if unknown. */
export function regionOwnName(code: string, lang: Lang = 'zh'): string | undefined {
  return lang === 'en' ? (english[code] ?? names[code]) : names[code]
}

/** The name as people say it: '苏州', '海淀', 'Suzhou'. The code itself if unknown. */
export function regionShortName(code: string, lang: Lang = 'zh'): string {
  const name = regionOwnName(code, lang)
  return name === undefined ? code : lang === 'en' && english[code] ? name : regionStem(name)
}

/** From the province down: '江苏省苏州市', 'Suzhou, Jiangsu'. The code itself if unknown. */
export function regionName(code: string, lang: Lang = 'zh'): string {
  const name = regionOwnName(code, lang)
  if (name === undefined) return code
  const parent = parentRegion(code)
  if (parent === null) return name
  return lang === 'en' ? `${name}, ${regionName(parent, lang)}` : regionName(parent, lang) + name
}

export interface MacroRegion {
  key: string
  zh: string
  en: string
  provinces: readonly string[]
}

/** The seven regions Chinese sales teams are drawn by (the common 七大区; with Hong Kong, Macao and Taiwan an eighth). */
export const macroRegions: readonly MacroRegion[] = [
  { key: 'north', zh: '华北', en: 'North China', provinces: ['11', '12', '13', '14', '15'] },
  { key: 'northeast', zh: '东北', en: 'Northeast China', provinces: ['21', '22', '23'] },
  { key: 'east', zh: '华东', en: 'East China', provinces: ['31', '32', '33', '34', '35', '36', '37'] },
  { key: 'central', zh: '华中', en: 'Central China', provinces: ['41', '42', '43'] },
  { key: 'south', zh: '华南', en: 'South China', provinces: ['44', '45', '46'] },
  { key: 'southwest', zh: '西南', en: 'Southwest China', provinces: ['50', '51', '52', '53', '54'] },
  { key: 'northwest', zh: '西北', en: 'Northwest China', provinces: ['61', '62', '63', '64', '65'] },
  { key: 'hmt', zh: '港澳台', en: 'Hong Kong, Macao and Taiwan', provinces: ['71', '81', '82'] },
]

/** The macro region made of exactly these provinces, in any order; undefined if there is none. */
export function macroRegionOf(codes: readonly string[]): MacroRegion | undefined {
  const wanted = codes.toSorted().join()
  return macroRegions.find((macro) => macro.provinces.toSorted().join() === wanted)
}
