/** Places as they are written in Latin letters: Suzhou, Jiangsu · Nanshan District, Shenzhen · Inner Mongolia. */
import { regionCodes, regionOwnName, regionShortName } from '../../../../rules/regions.ts'
import { readings } from '../../../lead/han.ts'
import { narrow } from '../../../lead/places.ts'

/** Places so much better known than their namesakes that the bare name means them. */
const louder: Readonly<Record<string, string>> = {
  suzhou: '3205',
  fuzhou: '3501',
  yulin: '6108',
  jilin: '22',
  hainan: '46',
}

type Names = ReadonlyMap<string, readonly string[]>

/** English names of a level: 'xian' → 6101. Several places may share one (Suzhou, Fuzhou). */
function namesOf(length: number): Names {
  const codes = regionCodes.filter((code) => code.length === length)
  return Map.groupBy(codes, (code) => fold(regionOwnName(code, 'en') ?? ''))
}
const provinces = namesOf(2)
const prefectures = namesOf(4)

let countyNames: Names | undefined

/** Counties have no English name of their own; people write their pinyin. Made at the first such cell: it takes a while. */
function counties(): Names {
  return (countyNames ??= Map.groupBy(
    regionCodes.filter((code) => code.length === 6),
    (code) => readings(regionShortName(code)).join(''),
  ))
}

/** Lower case, accents and anything but letters off: "Xi'an" → 'xian', 'Lüliang' → 'luliang'. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
}

const rank =
  /^(?:province|city|prefecture|municipality|district|county|region|autonomous|new|area|zone|sar|pr|prc|china)$/
const rankInPinyin = /(?:sheng|shi|qu|xian)$/

function wordsOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}'’]+/u).map(fold)
  return words.filter((word) => word && !rank.test(word))
}

interface Reading {
  held: readonly string[]
  /** Words that no name has used up. */
  words: string[]
}

/** Reads the names of one level, up to three words long (Inner Mongolia): each narrows what is held and is used up. */
function readLevel({ held, words }: Reading, names: Names): Reading {
  const rest = [...words]
  let left = held
  for (let at = 0; at < rest.length; at++) {
    for (const length of [3, 2, 1]) {
      const name = rest.slice(at, at + length).join('')
      const codes = names.get(name) ?? names.get(name.replace(rankInPinyin, ''))
      const narrowed = codes && narrow(left, codes)
      if (!narrowed) continue
      left = narrowed
      rest.splice(at--, length)
      break
    }
  }
  return { held: left, words: rest }
}

/** Every place the text may mean; [] where it names none. Counties are read only where their city or province is named. */
export function placesInEnglish(text: string): readonly string[] {
  const loud = louder[fold(text)]
  if (loud) return [loud]
  const upper = readLevel(readLevel({ held: [], words: wordsOf(text) }, provinces), prefectures)
  return upper.held.length && upper.words.length ? readLevel(upper, counties()).held : upper.held
}
