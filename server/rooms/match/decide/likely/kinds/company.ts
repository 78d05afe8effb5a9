/** Names of companies: what remains without place, legal form and brackets, and where and of whom it is a branch. */
import { companyCore } from '../../../../../lead/company.ts'
import { hasHan, readings } from '../../../../../lead/han.ts'
import { commonPlace, readPlaces } from '../../../../../lead/places.ts'
import { tradesAt } from '../../../../../lead/trades.ts'
import { edits, folded } from '../strings.ts'
import type { Corpus, Kind } from './kind.ts'
import { likeness, prepareWords, type Words } from './words.ts'

interface Company {
  readonly full: string
  readonly core: string
  /** Without tones, syllable by syllable, run together. */
  readonly sound: string
  /** Where it says it is: 上海, and its code. Empty where it does not say. */
  readonly place: string
  readonly code: string
  /** What it is of another company: 第二分公司. Empty for a company of its own. */
  readonly branch: string
  /** The core's words, for names in Latin script. */
  readonly words: Words | null
}

/** What follows the legal form belongs to somebody's branch: …有限公司第二分公司, …合作社门市部. */
const afterForm = /^.*?(?:公司|合作社|联社|集团)(.+)$/u
const bareBranch =
  /((?:第?[一二三四五六七八九十\d]+)?(?:分公司|支公司|分店|分行|支行|营业部|办事处|代表处|经营部|门市部))$/u
const formEnd = /(?<![分支])公司$/

/** What it is of another company; '' for a company of its own. */
function branchOf(full: string): string {
  const rest = afterForm.exec(full)?.[1] ?? ''
  if (rest && !formEnd.test(rest)) return rest
  return bareBranch.exec(full)?.[1] ?? ''
}

const rank = /[省市区县]$/

function prepare(value: string, corpus: Corpus): Company | null {
  const full = folded(value).replaceAll(' ', '')
  if (!full) return null
  if (!hasHan(full)) {
    const words = prepareWords(companyCore(value), corpus)
    return { full, core: words?.squeezed ?? full, sound: '', place: '', code: '', branch: '', words }
  }
  const branch = branchOf(full)
  const core = folded(companyCore(value)).replaceAll(' ', '')
  const main = branch && core.endsWith(branch) ? core.slice(0, -branch.length) : core
  const place = placeOf(value, main)
  return {
    full,
    core: main || core,
    sound: readings(main || core).join(''),
    place: place.length > 2 ? place.replace(rank, '') : place,
    code: codeOf(place),
    branch,
    words: null,
  }
}

/** What stands before the core, or in brackets behind it. */
function placeOf(value: string, core: string): string {
  const bare = folded(value.replace(/[(（][^()（）]*[)）]/g, '')).replaceAll(' ', '')
  const before = bare.slice(0, Math.max(0, bare.indexOf(core)))
  const inside = folded(/[(（](\p{Script=Han}{2,4})[)）]/u.exec(value)?.[1] ?? '')
  return before || (core.includes(inside) ? '' : inside)
}

const codes = new Map<string, string>()
/** Thousands of companies name a few hundred places. */
const FEW_PLACES = 5000

/** GB/T 2260; '' for what is no place of one code. */
function codeOf(place: string): string {
  if (!place) return ''
  let code = codes.get(place)
  if (code === undefined) {
    if (codes.size >= FEW_PLACES) codes.clear()
    code = commonPlace(readPlaces(place).held) ?? ''
    codes.set(place, code)
  }
  return code
}

/** Both say where they are, and neither place is within the other: 江苏苏州 is within 江苏, and is 苏州. */
function elsewhere(a: Company, b: Company): boolean {
  if (a.place === '' || b.place === '') return false
  const [x, y] = a.code && b.code ? [a.code, b.code] : [a.place, b.place]
  return !x.startsWith(y) && !y.startsWith(x)
}

/** A branch is not its parent: that weighs against, as much as another name. */
const levels = ['same', 'core', 'near', 'part', 'like', 'elsewhere', 'other', 'branch'] as const
const at = Object.fromEntries(levels.map((level, i) => [level, i + 1])) as Record<
  (typeof levels)[number],
  number
>

function compare(a: Company, b: Company): number {
  if (a.full === b.full) return at.same
  if (a.words || b.words) return compareLatin(a, b)
  // 青禾科技江苏路分公司 leaves out the form that says where the branch begins
  if (a.branch !== b.branch) return a.core + a.branch === b.core + b.branch ? at.core : at.branch
  const level = compareCores(a, b)
  return level !== at.other && elsewhere(a, b) ? at.elsewhere : level
}

function compareCores({ core: a, sound: x }: Company, { core: b, sound: y }: Company): number {
  if (a === b) return at.core
  const short = Math.min(a.length, b.length)
  if (short >= 2 && (x === y || (short >= 4 && edits(a, b, 1) === 1)))
    return x !== y && otherWord(a, b) ? at.like : at.near
  if (short >= 2 && (a.startsWith(b) || b.startsWith(a))) return at.part
  return short >= 3 && (a.includes(b) || b.includes(a)) ? at.part : at.other
}

/**
 * Whether two cores that are one edit apart differ by a word rather than by a slip: 荣协贸易 and 荣乐贸易, 明大物业 and 明大物流,
 * 天润 and 天润泽. Of a slip in a trade word one side is no word any more.
 */
function otherWord(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  let i = 0
  while (i < short.length && short.charAt(i) === long.charAt(i)) i++
  const char = long.charAt(i)
  if (short.length < long.length)
    return char !== long.charAt(i - 1) && char !== long.charAt(i + 1) && !inTrade(long, i)
  return short.slice(i + 1) === long.slice(i + 1) && inTrade(short, i) === inTrade(long, i)
}

/** Longest trade word, as far as it matters which of them a character belongs to. */
const TRADE = 4

function inTrade(core: string, i: number): boolean {
  for (let from = Math.max(1, i - TRADE + 1); from <= i; from++)
    if (tradesAt(core, from).some(({ text }) => from + text.length > i)) return true
  return false
}

function compareLatin(a: Company, b: Company): number {
  if (!a.words || !b.words) return at.other
  if (a.core === b.core) return at.core
  const shared = likeness(a.words, b.words)
  if (shared >= 0.85) return at.near
  if (shared >= 0.65) return at.part
  return shared >= 0.45 ? at.like : at.other
}

/** Its core, what it sounds like, how it begins and how it goes on: an abbreviation keeps the one or the other. */
function keys({ full, core, sound, words }: Company): string[] {
  if (words)
    return [
      `q${full}`,
      ...words.words
        .filter((word) => word.length > 2)
        .slice(0, 3)
        .map((word) => `w${word}`),
    ]
  const parts = core.length >= 4 ? [`b${core.slice(0, 2)}${core.slice(2, 4)}`, `f${core.slice(2, 5)}`] : []
  return [`c${core}`, `s${sound}`, `a${core.slice(0, 2)}`, ...parts]
}

export const company: Kind<Company> = {
  ofPlace: true,
  levels,
  // A name is given once in a place. What only looks like it, or is of another place, is another company's until somebody says otherwise.
  sureTo: at.part,
  apart: [at.elsewhere, at.branch],
  begin: [0.6, 0.12, 0.06, 0.06, 0.03, 0.01, 0.11, 0.01],
  prepare,
  compare,
  keys,
}
