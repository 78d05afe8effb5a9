/**
 * Chinese script for keys: simplified characters and pinyin without tones, a character at a time. The libraries that
 * know them are slow by the word (45,000 rows/s a core together), so each character is asked for once and remembered.
 */
import { Converter } from 'opencc-js/t2cn'
import { pinyin } from 'pinyin-pro'

const toSimplified = Converter({ from: 't', to: 'cn' })
const han = /\p{Script=Han}/u
const plain = /^[\x20-\x7e]*$/

/** Room for every character of the common blocks; a hostile file can't make it grow past that. */
const ROOM = 30_000

function remembered(learn: (key: string) => string): (key: string) => string {
  const known = new Map<string, string>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const learnt = learn(key)
    if (known.size < ROOM) known.set(key, learnt)
    return learnt
  }
}

const simplifiedChar = remembered((char) => (han.test(char) ? toSimplified(char) : char))
const charReading = remembered((char) =>
  han.test(char) ? pinyin(char, { toneType: 'none', v: true }) : char,
)
const surnameReading = remembered((surname) =>
  pinyin(surname, { toneType: 'none', v: true, type: 'array', surname: 'head' }).join(' '),
)

/** Surnames of two characters that are met; each also begins rarer names of one, which then only gain a second key. */
const compound = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 端木 独孤 南宫 万俟 闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 轩辕 钟离 鲜于 闾丘 亓官 呼延 西门 第五'.split(
    ' ',
  ),
)

/** Traditional characters written as simplified ones, character by character (張總 → 张总). For keys, never for display. */
export function simplified(text: string): string {
  if (plain.test(text)) return text
  let out = ''
  for (const char of text) out += simplifiedChar(char)
  return out
}

/** One reading per character of a text that is no person's name; what is not Chinese stands for itself. ü is v. */
export function readings(text: string): string[] {
  return Array.from(text, charReading)
}

/** The same for a person: the surname is read as a surname (单 shan, 仇 qiu, 尉迟 yuchi). */
export function nameReadings(name: string): string[] {
  const chars = Array.from(name)
  if (chars.length === 0 || !han.test(name)) return chars
  const length = chars.length > 2 && compound.has(name.slice(0, 2)) ? 2 : 1
  const surname = surnameReading(chars.slice(0, length).join('')).split(' ')
  return [...surname, ...chars.slice(length).map(charReading)]
}

export function hasHan(text: string): boolean {
  return han.test(text)
}
