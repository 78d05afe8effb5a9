/**
 * Chinese script for keys: simplified characters and pinyin without tones, a character at a time. The libraries that
 * know them are slow by the word (45,000 rows/s a core together), so each character is asked for once and remembered.
 */
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

const toSimplified = Converter({ from: 't', to: 'cn' })
const han = /\p{Script=Han}/u

/** By UTF-16 code unit, learnt at first sight: a table of this kind is ten times a Map's speed. */
const simplifiedUnit = new Uint16Array(0x1_0000)
const unitReading: string[] = Array.from({ length: 0x1_0000 }, () => '')
const surnameReading = new Map<string, string[]>()

function simplify(unit: number): number {
  const char = String.fromCharCode(unit)
  const simple = han.test(char) ? toSimplified(char) : char
  // The rare simplified form beyond the first plane would not fit; it keeps its traditional one
  return (simplifiedUnit[unit] = simple.length === 1 ? simple.charCodeAt(0) : unit)
}

function readUnit(unit: number): string {
  const char = String.fromCharCode(unit)
  return (unitReading[unit] = han.test(char) ? pinyin(char, { toneType: 'none', v: true }) : char)
}

function readSurname(surname: string): string[] {
  const known = surnameReading.get(surname)
  if (known) return known
  const read = pinyin(surname, { toneType: 'none', v: true, type: 'array', surname: 'head' })
  if (surnameReading.size < SURNAMES) surnameReading.set(surname, read)
  return read
}
/** More than there are; a hostile file can't make the table grow past it. */
const SURNAMES = 5000

/** Surnames of two characters that are met; each also begins rarer names of one, which then only gain a second key. */
const compound = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 端木 独孤 南宫 万俟 闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 轩辕 钟离 鲜于 闾丘 亓官 呼延 西门 第五'.split(
    ' ',
  ),
)

/** How many characters of a Chinese name are its surname, 1 or 2; of 欧阳 alone both are. */
export function surnameLength(name: string): number {
  return compound.has(name.slice(0, 2)) ? 2 : 1
}

/** Traditional characters written as simplified ones, character by character (張總 → 张总). For keys, never for display. */
export function simplified(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit > 0x2e7f && (simplifiedUnit[unit] || simplify(unit)) !== unit) return rewritten(text)
  }
  return text
}

function rewritten(text: string): string {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    out += String.fromCharCode(simplifiedUnit[unit] || simplify(unit))
  }
  return out
}

/** What is read otherwise in words firms are named with: 银行 yinhang, 重庆 chongqing. */
const inWords: ReadonlyMap<string, readonly [RegExp, string]> = new Map([
  ['行', [/[银商车分支洋投本]行|行[业情家]/, 'hang']],
  ['重', [/重[庆复叠]/, 'chong']],
  ['都', [/[成首古]都|都[市会江]/, 'du']],
  ['乐', [/[音声民]乐|乐[器团队坊]/, 'yue']],
  ['会', [/会计/, 'kuai']],
  ['长', [/[成校院]长|长者/, 'zhang']],
  ['厦', [/厦门/, 'xia']],
])
const polyphone = new RegExp(`[${[...inWords.keys()].join('')}]`)

function readInWord(text: string, at: number): string | undefined {
  const [words, reading] = inWords.get(text.charAt(at)) ?? []
  return words?.test(text.slice(Math.max(0, at - 1), at + 2)) ? reading : undefined
}

function readUnits(text: string): string[] {
  const read: string[] = []
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    read.push(unitReading[unit] || readUnit(unit))
  }
  return read
}

/** One reading per character of a text that is no person's name; what is not Chinese stands for itself. ü is v. */
export function readings(text: string): string[] {
  const read = readUnits(text)
  return polyphone.test(text) ? read.map((reading, at) => readInWord(text, at) ?? reading) : read
}

/** The same for a person: the surname is read as a surname (单 shan, 仇 qiu, 尉迟 yuchi). */
export function nameReadings(name: string): string[] {
  if (!hasHan(name)) return readUnits(name)
  const length = name.length > 2 ? surnameLength(name) : 1
  return [...readSurname(name.slice(0, length)), ...readUnits(name.slice(length))]
}

export function hasHan(text: string): boolean {
  return han.test(text)
}
