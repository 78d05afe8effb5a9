/**
 * A person's name as people would write it themselves: no form of address, no post, no emoji, no spaces inside Chinese, no
 * lone quotes. Their order stays as written but for "Smith, John"; which of Zhang Wei is the surname the keys need not know,
 * for they hold a name by each of its words.
 *
 * What a cell holds beside the name is told, never dropped: a number goes to the phone cell if that is empty; a post, a
 * company, a second person are suggested. Of 王总 and 张女士 only the surname is known: they stay as they are and are noted.
 */
import { simplified, surnameLength } from '../../../lead/han.ts'
import {
  degree,
  firm,
  generation,
  latinFirm,
  latinSalutation,
  posts,
  salutations,
  short,
  surnames,
} from './name-words.ts'
import { readPhone } from './phone.ts'
import type { Suggestion } from './reasons.ts'

export const version = 3

export type NameNote =
  | 'name.surname_only'
  | 'name.masked'
  | 'name.post'
  | 'name.company'
  | 'name.several'
  | 'name.has_phone'
  | 'name.digits'

export interface NameReading {
  /** null: nothing in the cell is a name. */
  value: string | null
  salutation: string | null
  /** E.164, where the cell held a number too. */
  phones: readonly string[]
  notes: readonly Note[]
}
interface Note {
  code: NameNote
  suggest: readonly Suggestion[]
}

const han = /\p{Script=Han}/u
const spaceInHan = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu
/** The dot of 阿卜杜拉·买买提 in its many writings. */
const dot = /(?<=\p{Script=Han})\s*[·・•‧∙⋅●.᛫⸱﹒▪]\s*(?=\p{Script=Han})/gu
const decoration =
  /[\p{Extended_Pictographic}\p{Regional_Indicator}\u{1F3FB}-\u{1F3FF}✿❀✨❤♡♥★☆◆◇■□▲△→←↑↓♪♫]|\u20E3/gu
const label = /^(?:姓名|名字|联系人|称呼|客户姓名|客户|name|contact)\s*[:=]\s*/i
/** What a name may end with, longest first; the shortest beginning leaves the longest end. */
const ended = new RegExp(`^(.*?)\\s*[(\\[-]?\\s*(${salutations}|${posts}|${short})\\s*[)\\]]?$`, 'u')
/** 张明(采购经理), 张明 采购经理: a whole name, and what ends with a post. */
const posted = new RegExp(
  `^(\\p{Script=Han}{2,4})(?: ?[(\\[]|[ -])(\\p{Script=Han}{0,6}(?:${posts}))[)\\]]?$`,
  'u',
)
const minority = /·/
/** Plain Chinese and Latin names, the lines most rows are: nothing in them to take off. */
const plainHan = /^[\u4e00-\u9fa5]{2,3}$/
const mayEnd = new RegExp(`(?:${salutations}|${posts}|${short})$`)

const isSurname = (text: string) =>
  text.length === 1 ? surnames.has(simplified(text)) : text.length === 2 && surnameLength(text) === 2

/** True where a text begins with a surname and goes on: 欧阳明月, 张明. */
function isWholeName(text: string): boolean {
  const length = surnameLength(text)
  const more = text.length - length
  return more > 0 && more <= 2 && (length === 2 || surnames.has(simplified(text.charAt(0))))
}

/** 王总, 张女士, 欧阳经理, 小王, 老李: somebody of whom only the surname is known. */
function onlySurname(name: string): boolean {
  if (/^[小老阿]\p{Script=Han}$/u.test(name)) return isSurname(name.charAt(1))
  const before = ended.exec(name)?.[1] ?? ''
  return isSurname(before) || (/^[小老]/.test(before) && isSurname(before.slice(1)))
}

interface Parted {
  name: string
  salutation: string | null
  post: string | null
}

const isSalutation = new RegExp(`^(?:${salutations})$`)

const whole = (name: string): Parted => ({ name, salutation: null, post: null })

function withoutTitle(name: string): Parted {
  const [, before = '', title = ''] = ended.exec(name) ?? []
  // 王晓姐 and 李建工 may be names; a word of two characters behind a whole name is none
  if (title.length < 2 || !isWholeName(before)) return whole(name)
  return isSalutation.test(title)
    ? { name: before, salutation: title, post: null }
    : { name: before, salutation: null, post: title }
}

/** Characters that a form set apart are joined; words of an address, a firm and a name are left apart. */
function joined(name: string): string {
  const few = (name.match(/\p{Script=Han}/gu)?.length ?? 0) <= 5
  return few || /^\p{Script=Han}(?: \p{Script=Han})+$/u.test(name) ? name.replace(spaceInHan, '') : name
}

function ofHan(name: string): Parted {
  const [, before = '', post = ''] = posted.exec(name) ?? []
  if (post && isWholeName(before)) return { name: before, salutation: null, post }
  const one = joined(name).replace(dot, '·')
  return minority.test(one) ? withoutTitleOfMany(one) : withoutTitle(one)
}

const titledMany = new RegExp(`^(.*·.*?)\\(?(${salutations})\\)?$`, 'u')

function withoutTitleOfMany(name: string): Parted {
  const [, before, salutation = null] = titledMany.exec(name) ?? []
  return { name: before ?? name, salutation, post: null }
}

/** "Smith, John" → John Smith; "John Smith, Jr." and ", PhD" are told apart by what stands behind. */
function ofLatin(name: string): Parted {
  const found = latinSalutation.exec(name)?.[0]
  const bare = found ? name.slice(found.length) : name
  const [, last = '', first = ''] = /^([^,]+),\s*([^,]+)$/.exec(bare) ?? []
  const salutation = found?.trim() ?? null
  if (!first || latinFirm.test(bare)) return { name: bare, salutation, post: null }
  if (generation.test(first)) return { name: `${last.trim()} ${first.trim()}`, salutation, post: null }
  if (degree.test(first)) return { name: last.trim(), salutation, post: first.trim() }
  const names = /^[\p{L}'’.-]+(?: [\p{L}'’.-]+){0,2}$/u
  const turned = names.test(last) && names.test(first)
  return { name: turned ? `${first.trim()} ${last.trim()}` : bare, salutation, post: null }
}

const quotes = /^["'“”‘’「」『』《》]+|["'“”‘’「」『』《》]+$/g
const edges = /^[\s,;:：、。/|_~!=-]+|[\s,;:：、。/|_~!=-]+$/g

const undecorated = (text: string) => text.replace(decoration, ' ').replace(/ {2,}/g, ' ')

function once(name: string): Parted {
  const straight = undecorated(name).replace(quotes, '').replace(edges, '').replace(label, '').trim()
  return han.test(straight) ? ofHan(straight) : ofLatin(straight)
}

/** A number inside: 张明13800138000, 张明(138-0013-8000). */
const numbered = /\+?\d[\d\s()+-]{5,}\d/g
const around =
  /(?:手机号?|电话|联系电话|tel|mobile|phone|微信同号|微信)\s*[:：]?\s*(?=\/|$)|\(\s*\/?\s*\)|\[\s*\]/gi

interface Numbered {
  name: string
  phones: readonly string[]
}

function withoutNumbers(text: string): Numbered {
  const phones: string[] = []
  const name = text.replace(numbered, (digits) => {
    const read = readPhone(digits)
    if ('problem' in read) return digits
    phones.push(read.value, ...read.others)
    return ' / '
  })
  if (phones.length === 0) return { name: text, phones }
  return { name: name.replace(around, '').replace(/^[\s/]+|[\s/(]+$/g, ''), phones: [...new Set(phones)] }
}

const several = /^(\p{Script=Han}{2,4})\s*[/、,&;|]\s*(\p{Script=Han}{2,4})$/u
const beside =
  /^(.{4,}?)(?:\s*[-—_|/:,]\s*|\s+)(\p{Script=Han}{2,4})$|^(\p{Script=Han}{2,4})(?:\s*[-—_|/:,(@]\s*|\s+)(.{4,}?)\)?$/u

const isFirm = (text: string) => firm.test(text) || latinFirm.test(text)

function companyIn(name: string): Suggestion[] {
  const [, before, after, first, second] = beside.exec(name) ?? []
  const [company, person] = before === undefined ? [second, first] : [before, after]
  if (company && person && isFirm(company) && !isFirm(person))
    return [
      { field: 'company', value: company, confidence: 0.8 },
      { field: 'name', value: person, confidence: 0.8 },
    ]
  return isFirm(name) ? [{ field: 'company', value: name, confidence: 0.7 }] : []
}

const called = (value: string): Suggestion[] => [{ field: 'name', value, confidence: 0.6 }]

function noteOf(name: string): Note | null {
  if (/[*×某]/.test(name)) return { code: 'name.masked', suggest: [] }
  if (onlySurname(name)) return { code: 'name.surname_only', suggest: [] }
  const company = companyIn(name)
  if (company.length > 0) return { code: 'name.company', suggest: company }
  const first = several.exec(name)?.[1]
  if (first) return { code: 'name.several', suggest: called(first) }
  const bare = name
    .replace(/\d+/g, '')
    .replace(/^a+(?=\p{Script=Han})/iu, '')
    .trim()
  return bare === name || !/\p{L}/u.test(bare) ? null : { code: 'name.digits', suggest: called(bare) }
}

const nothing: NameReading = { value: null, salutation: null, phones: [], notes: [] }

/** Reads one name cell (tidied text). Letters keep their case: McDonald and van der Berg know better than we. */
export function readName(text: string): NameReading {
  if (plainHan.test(text) && !mayEnd.test(text) && !/^[小老阿]/.test(text) && !text.includes('某'))
    return { ...nothing, value: text }
  const { name: without, phones } = withoutNumbers(undecorated(text))
  let parted: Parted = { name: without, salutation: null, post: null }
  // Each round takes off what the one before laid bare, never adding any; a cell that only held such words keeps them
  for (;;) {
    const next = once(parted.name)
    if (next.name === '' || next.name === parted.name) break
    parted = {
      name: next.name,
      salutation: parted.salutation ?? next.salutation,
      post: parted.post ?? next.post,
    }
  }
  const notes: Note[] = []
  if (phones[0])
    notes.push({ code: 'name.has_phone', suggest: [{ field: 'phone', value: phones[0], confidence: 0.95 }] })
  if (!/\p{L}/u.test(parted.name)) return { ...nothing, phones, notes }
  if (parted.post)
    notes.push({ code: 'name.post', suggest: [{ field: 'title', value: parted.post, confidence: 0.8 }] })
  const note = noteOf(parted.name)
  if (note) notes.push(note)
  return { value: parted.name, salutation: parted.salutation, phones, notes }
}
