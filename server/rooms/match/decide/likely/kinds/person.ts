/** Names of persons, in any order, in Chinese or Latin script, whole or in part. */
import { hasHan, nameReadings } from '../../../../../lead/han.ts'
import { folded, near } from '../strings.ts'
import type { Kind } from './kind.ts'

export interface Person {
  /** Words of a Latin name; for a Chinese one its syllables. */
  readonly words: readonly string[]
  /** The words run together: zhangming. */
  readonly sound: string
  /** The words in alphabetical order, run together. */
  readonly sorted: string
  /** Characters, where it is written in Chinese. */
  readonly han: string | null
  /** How many of the characters are the surname; 0 for a Latin name. */
  readonly surname: number
  /** 张总, 李女士: a surname is all one knows. */
  readonly polite: boolean
}

const address = /(?:先生|女士|小姐|同学|太太|老师|经理|老板|总|工|哥|姐)$/
const MOST_WORDS = 6

function prepare(value: string): Person | null {
  const text = folded(value)
  if (!text) return null
  if (!hasHan(text)) return latin(text.split(' ').slice(0, MOST_WORDS))
  const whole = text.replaceAll(' ', '')
  const bare = whole.replace(address, '')
  const polite =
    bare.length > 0 && bare.length <= 2 && bare !== whole && (bare.length === 1 || isCompound(bare))
  const han = polite || bare.length >= 2 ? bare : whole
  const syllables = nameReadings(han).map((syllable) => syllable.toLowerCase())
  const surname = isCompound(han) ? 2 : 1
  return { ...latin(syllables), han, surname, polite }
}

function isCompound(han: string): boolean {
  return nameReadings(han.slice(0, 2)).length < 2 || compound.has(han.slice(0, 2))
}
const compound = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 司空 夏侯 端木'.split(' '),
)

function latin(words: readonly string[]): Person {
  const sorted = words.toSorted().join('')
  return { words, sound: words.join(''), sorted, han: null, surname: 0, polite: false }
}

const levels = ['same', 'sound', 'near', 'part', 'part_near', 'half', 'half_near', 'other'] as const
const at = Object.fromEntries(levels.map((level, i) => [level, i + 1])) as Record<
  (typeof levels)[number],
  number
>

function compare(a: Person, b: Person): number {
  if (a.han && b.han) return compareHan(a, b)
  if (a.sorted === b.sorted || a.sound === b.sound) return at.sound
  return compareWords(a.words, b.words)
}

function compareHan(a: Person, b: Person): number {
  const [x, y] = [a.han as string, b.han as string]
  const sameSurname = x.slice(0, a.surname) === y.slice(0, b.surname)
  if (x === y) return at.same
  if (a.polite || b.polite) return sameSurname ? at.part : at.other
  if (a.sound === b.sound) return at.sound
  if (sameSurname) return givenLikeness(a, b)
  return x.length > 2 && x.slice(a.surname) === y.slice(b.surname) ? at.half : at.other
}

/** 张晓明 and 张小民: one of two characters of the given name, or all their sounds but a letter. */
function givenLikeness(a: Person, b: Person): number {
  const [x, y] = [(a.han as string).slice(a.surname), (b.han as string).slice(b.surname)]
  if (x.length === 2 && y.length === 2 && (x[0] === y[0] || x[1] === y[1]))
    return near(a.sound, b.sound) ? at.near : at.half
  if (x.length !== y.length && (x.includes(y) || y.includes(x))) return at.part_near
  return near(a.sound, b.sound) ? at.part_near : at.half_near
}

/** Each word of the shorter name finds its best counterpart; what is left over on one side is missing, not different. */
function compareWords(a: readonly string[], b: readonly string[]): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let used = 0
  let [same, like] = [0, 0]
  for (const word of short) {
    const twin = long.findIndex((other, j) => !(used & (1 << j)) && other === word)
    if (twin < 0) continue
    used |= 1 << twin
    same++
  }
  for (const word of short) {
    if (long.includes(word)) continue
    const twin = long.findIndex((other, j) => !(used & (1 << j)) && alike(other, word))
    if (twin < 0) continue
    used |= 1 << twin
    like++
  }
  return levelOf({ same, like, short: short.length, long: long.length })
}

/** A word, or its first letter alone. */
function alike(a: string, b: string): boolean {
  return near(a, b) || ((a.length === 1 || b.length === 1) && a[0] === b[0])
}

function levelOf({ same, like, short, long }: Record<'same' | 'like' | 'short' | 'long', number>): number {
  const all = same + like === short
  if (all && short === long) return like === 0 ? at.sound : at.near
  if (all) return like === 0 ? at.part : at.part_near
  if (same > 0) return at.half
  return like > 0 ? at.half_near : at.other
}

function keys({ words, sound, sorted, han, surname, polite }: Person): string[] {
  if (han)
    return polite
      ? []
      : [`h${han}`, `s${sorted}`, ...(han.length - surname > 1 ? [`g${han.slice(surname)}`] : [])]
  const found = words.filter((word) => word.length > 1).flatMap((word) => [`w${word}`, `k${skeleton(word)}`])
  return words.length > 1 ? [`s${sorted}`, `t${sound.slice(0, 6)}`, ...found] : found
}

/** A word by its first letter and three consonants: slips among vowels and doubled letters leave it as it is. */
export function skeleton(word: string): string {
  return (
    word.charAt(0) +
    word
      .slice(1)
      .replace(/[aeiouyhw]/g, '')
      .replace(/(.)\1+/g, '$1')
  ).slice(0, 4)
}

/** One person's name in two records: see the levels. `half`: one of two names is the same, the other is not. */
export const person: Kind<Person> = {
  ofPlace: false,
  levels,
  begin: [0.6, 0.08, 0.1, 0.08, 0.04, 0.05, 0.02, 0.03],
  prepare,
  compare,
  keys,
}
