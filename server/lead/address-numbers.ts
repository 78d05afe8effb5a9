/** The numbers of an address, however they are written: 十二号楼三单元五〇二室, 12幢3单元502, 12-3-502. */

const digits = '零一二三四五六七八九'
const digitOf = (char: string) => (char === '〇' ? 0 : char === '两' ? 2 : digits.indexOf(char))
const scales: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 二十三 → 23, 一〇二 → 102, 十 → 10; null for what is no number (十百). Up to 9,999. */
export function readNumeral(text: string): number | null {
  if (/^[〇零一二三四五六七八九两]+$/.test(text)) return Number([...text].map(digitOf).join(''))
  if (
    !/^(?:[一二三四五六七八九两]千)?零?(?:[一二三四五六七八九两]百)?零?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?$/.test(
      text,
    )
  )
    return null
  let [total, held] = [0, 0]
  for (const char of text) {
    const scale = scales[char]
    if (scale) total += (held || 1) * scale
    held = scale ? 0 : digitOf(char)
  }
  return total + held
}

/** A numeral before one of these counts houses. Elsewhere it is part of a name: 五一路, 三里屯, 七宝镇. */
const counted =
  /[〇零一二三四五六七八九十百千两]+(?=(?:号楼|号院|号|栋|幢|座|楼|层|室|单元|弄|门|户|房|期|区|组))/g

function numeralsToDigits(text: string): string {
  return text.replace(counted, (numeral) => String(readNumeral(numeral) ?? numeral))
}

/** [what is written, what it is written as]. In this order: each finds what those before it left. */
const units: readonly (readonly [RegExp, string])[] = [
  // 号楼, 幢, 座, # are a building; A座 as well
  [/(\d+|\b[a-z])(?:号楼|栋楼|幢楼|[幢座#]楼?)/g, '$1栋'],
  [/(\d[a-z]|[a-z]\d+)(?:号楼|栋楼|幢楼|[幢座#]楼?)/g, '$1栋'],
  [/(?<=[\p{Script=Han}])([a-z])(?:号?楼|[幢座])/gu, '$1栋'],
  // 11楼3门 is a building with its entrances; 3楼, 3F are a floor
  [/(\d+)楼(?=\d+(?:门|单元))/g, '$1栋'],
  [/(\d+)(?:楼|层楼|f(?![a-z]))/g, '$1层'],
  // 502室, 502号房, 单元502号, 502户
  [/(?<=栋|单元|层|-)(\d+[a-z]?)(?:号[室房]?|[室房户](?:间|号)?)/g, '$1'],
  [/(?<=号)([a-z]?\d{2,}[a-z]?)(?:号[室房]?|[室房户](?:间|号)?)/g, '$1'],
  [/([a-z]?\d{3,}[a-z]?)(?:号[室房]|[室房户](?:间|号)?)/g, '$1'],
  // The floor says nothing beside a room upon it: 18层1802
  [/(\d+)层-?(?=[a-z]?\1\d\d\d?(?!\d))/g, ''],
  // 7栋2单元802 → 7-2-802
  [/(?<=栋-?)(\d+)(?:单元|门)-?(?=\d)/g, '$1-'],
  [/(?<=[\da-z])栋-?(?=[\da-z])/g, '-'],
  [/(?<=单元)-(?=\d)/g, ''],
  // 909号2-122 and 909号-2-122; a number that ends the text behind a road is its number
  [/号-(?=[\da-z])/g, '号'],
  [/(?<=[路街道巷弄])(\d+)$/g, '$1号'],
]

/** What the forms above begin with: a text without any of it is done, which most are when they are read again. */
const unsettled =
  /[〇零一二三四五六七八九十百千两幢座楼室户房#f]|栋.|单元|层[-a-z\d]|号[-a-z\d]|[-路街道巷弄]\d+(?:号|$)/

/** The numbers of a folded address (simplified, lower case, half width) in one form. */
export function normalNumbers(text: string): string {
  if (!unsettled.test(text)) return text
  let out = numeralsToDigits(text)
  for (const [written, form] of units) out = out.replace(written, form)
  return out
}
