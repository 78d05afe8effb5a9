/**
 * Writes rules/regions.json: every province (2 digits), prefecture (4) and county (6) of GB/T 2260, the English names of
 * the first two levels, and the codes that were merged or renamed since. Run it after the yearly changes:
 *
 *   node tools/make-regions.ts
 *
 * Names: element-china-area-data (statistics bureau). Old codes: address-parse, whose table is from 2020, so what stands
 * there and no longer stands in ours was renamed; what was merged away is told by hand below.
 */
import { writeFileSync } from 'node:fs'
import { AREA } from 'address-parse'
import { regionData } from 'element-china-area-data'
import { pinyin } from 'pinyin-pro'
import { regionStem } from '../rules/region-stem.ts'

/** Outside the bureau's table; each a province-level code of GB/T 2260. */
const beyond: Record<string, string> = { 71: '台湾省', 81: '香港特别行政区', 82: '澳门特别行政区' }

/** Where English does not follow pinyin. */
const english: Record<string, string> = {
  15: 'Inner Mongolia',
  45: 'Guangxi',
  54: 'Tibet',
  61: 'Shaanxi',
  64: 'Ningxia',
  65: 'Xinjiang',
  71: 'Taiwan',
  81: 'Hong Kong',
  82: 'Macao',
  1501: 'Hohhot',
  1502: 'Baotou',
  1506: 'Ordos',
  1507: 'Hulunbuir',
  1508: 'Bayannur',
  1411: 'Lüliang',
  1509: 'Ulanqab',
  1522: 'Hinggan',
  1525: 'Xilingol',
  1529: 'Alxa',
  2301: 'Harbin',
  2302: 'Qiqihar',
  5133: 'Garze',
  5132: 'Ngawa',
  5401: 'Lhasa',
  5402: 'Shigatse',
  5403: 'Qamdo',
  5404: 'Nyingchi',
  5405: 'Shannan',
  5406: 'Nagqu',
  5425: 'Ngari',
  6328: 'Haixi',
  6501: 'Urumqi',
  6502: 'Karamay',
  6504: 'Turpan',
  6505: 'Hami',
  6523: 'Changji',
  6527: 'Bortala',
  6528: 'Bayingolin',
  6529: 'Aksu',
  6530: 'Kizilsu',
  6531: 'Kashgar',
  6532: 'Hotan',
  6540: 'Ili',
  6542: 'Tacheng',
  6543: 'Altay',
}

/** Counties merged into a neighbour, and the cities renamed: former code, former name, code today. */
const merged = `110103崇文区110101 110104宣武区110102 110228密云县110118 110229延庆县110119 120107塘沽区120116 120108汉沽区120116
120109大港区120116 120221宁河县120117 120223静海县120118 120225蓟县120119 130521邢台县130503 130526任县130505 220381公主岭市220184
230702伊春区230717 230705西林区230751 230706翠峦区230718 230707新青区230722 230708美溪区230717 230709金山屯区230751
230710五营区230722 230711乌马河区230718 230712汤旺河区230723 230713带岭区230725 230714乌伊岭区230723 230715红星区230722
230716上甘岭区230719 310103卢湾区310101 310108闸北区310106 310119南汇区310115 310230崇明县310151 320103白下区320102
320107下关区320106 320124溧水县320117 320125高淳县320118 320202崇安区320213 320203南长区320213 320204北塘区320213
320405戚墅堰区320412 320502沧浪区320508 320503平江区320508 320504金阊区320508 320584吴江市320509 320602崇川区320613
320611港闸区320613 330103下城区330105 330104江干区330102 330183富阳市330111 330185临安市330112 330204江东区330212
330621绍兴县330603 330682上虞市330604 340208三山区340209 340221芜湖县340210 341400巢湖市340181 350402梅列区350404 360105湾里区360112
361121上饶县361104 370205四方区370203 370284胶南市370211 370634长岛县370614 370684蓬莱市370614 371200莱芜市370116
410306吉利区410308 420600襄樊市4206 440102东山区440104 440107芳村区440103 440116萝岗区440112 440183增城市440118
440184从化市440117 450127横县450181 532701思茅市5308`

type Node = { value: string; label: string; children?: Node[] }

/** '110000' and '1100' say no more than '11': drop what stands for "all of it". */
const names: Record<string, string> = { ...beyond }
const grouping = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/

function collect(nodes: readonly Node[]): void {
  for (const { value, label, children } of nodes) {
    if (value.length > 6) continue // streets of the few prefectures without counties
    if (!grouping.test(label)) names[value] = label
    collect(children ?? [])
  }
}
collect(regionData)

function capitalised(name: string): string {
  const syllables = pinyin(regionStem(name), { toneType: 'none', type: 'array', v: true })
  const joined = syllables
    .map((syllable, at) => (at > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable))
    .join('')
  return joined.charAt(0).toUpperCase() + joined.slice(1)
}

const latin: Record<string, string> = {}
for (const [code, name] of Object.entries(names))
  if (code.length < 6) latin[code] = english[code] ?? capitalised(name)

/** Former code → [former name, code today]. */
const former: Record<string, [string, string]> = {}
for (const entry of merged.split(/\s+/)) {
  const [, code, name, today] = /^(\d{6})(\D+)(\d+)$/.exec(entry) ?? []
  if (!code || !name || !today || !names[today] || names[code]) throw new Error(`merged: ${entry}`)
  if (code !== today) former[code] = [name, today]
}
const orphans: string[] = []
for (const [code, name] of Object.entries(AREA.area_list)) {
  if (
    names[code] ||
    former[code] ||
    /^(7|8|44190|44200|4604)/.test(code) ||
    /^\d{4}9/.test(code) ||
    /开发|高新|工业园|镇|镜铁|雄关|长城|市辖区|街道|管委会/.test(name)
  )
    continue
  const stem = regionStem(name)
  const today = Object.keys(names).find(
    (other) => other.length === 6 && other.startsWith(code.slice(0, 4)) && regionStem(names[other]!) === stem,
  )
  if (today) former[code] = [name, today]
  else orphans.push(code + name)
}
if (orphans.length) console.warn('no successor known:', orphans.join(' '))

const ordered = (record: Record<string, unknown>) =>
  Object.entries(record)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',')
/** One line per table: integer-like keys would be reordered by JSON.stringify of an object. */
writeFileSync(
  new URL('../rules/regions.json', import.meta.url),
  `{"names":{${ordered(names)}},\n"english":{${ordered(latin)}},\n"former":{${ordered(former)}}}\n`,
)
