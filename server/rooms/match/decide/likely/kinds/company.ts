/** Names of companies: what remains without place, legal form and brackets, and where and of whom it is a branch. */
import { companyCore } from '../../../../../lead/company.ts'
import { hasHan, readings } from '../../../../../lead/han.ts'
import { edits, folded } from '../strings.ts'
import type { Corpus, Kind } from './kind.ts'
import { likeness, prepareWords, type Words } from './words.ts'

interface Company {
  readonly full: string
  readonly core: string
  /** Without tones, syllable by syllable, run together. */
  readonly sound: string
  /** Where it says it is: 上海. Empty where it does not say. */
  readonly place: string
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
    return { full, core: words?.squeezed ?? full, sound: '', place: '', branch: '', words }
  }
  const branch = branchOf(full)
  const core = folded(companyCore(value)).replaceAll(' ', '')
  const main = branch && core.endsWith(branch) ? core.slice(0, -branch.length) : core
  return {
    full,
    core: main || core,
    sound: readings(main || core).join(''),
    place: placeOf(value, main),
    branch,
    words: null,
  }
}

/** What stands before the core, or in brackets behind it. */
function placeOf(value: string, core: string): string {
  const bare = folded(value.replace(/[(（][^()（）]*[)）]/g, '')).replaceAll(' ', '')
  const before = bare.slice(0, Math.max(0, bare.indexOf(core)))
  const inside = folded(/[(（](\p{Script=Han}{2,4})[)）]/u.exec(value)?.[1] ?? '')
  const place = before || (core.includes(inside) ? '' : inside)
  return place.length > 2 ? place.replace(rank, '') : place
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
  if (level === at.other) return level
  const elsewhere =
    a.place !== '' && b.place !== '' && !a.place.startsWith(b.place) && !b.place.startsWith(a.place)
  return elsewhere ? at.elsewhere : level
}

function compareCores({ core: a, sound: x }: Company, { core: b, sound: y }: Company): number {
  if (a === b) return at.core
  const short = Math.min(a.length, b.length)
  if (short >= 2 && (x === y || (short >= 4 && edits(a, b, 1) === 1)))
    return otherBrand(a, b) && x !== y ? at.like : at.near
  if (short >= 2 && (a.startsWith(b) || b.startsWith(a))) return at.part
  return short >= 3 && (a.includes(b) || b.includes(a)) ? at.part : at.other
}

/** One character of the first two is another: 荣协贸易, 荣乐贸易. The trade is everybody's, these two are the brand. */
function otherBrand(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const [same, first] = [a.slice(2) === b.slice(2), new Set(a.slice(0, 2))]
  return same && !Array.from(b.slice(0, 2)).every((char) => first.has(char))
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
  begin: [0.6, 0.12, 0.06, 0.06, 0.03, 0.01, 0.11, 0.01],
  prepare,
  compare,
  keys,
}
