/**
 * The keys of `lead_key`. Exact keys say who a lead is (match), prefix keys how it is found (search); search needs only
 * equality and "starts with", which an index can serve behind row-level security. The letters:
 *
 *   p: phone, E.164        x: SOURCE:external id    n: name          c: company core, from each place a search may begin
 *   e: e-mail, one person  w: WeChat id, lower      y: name, pinyin  d: initials of the company core
 *   u: credit code                                  i: its initials  t: phone digits backwards
 *                                                   a: address       h: host of a company's own e-mail
 */
import { doorOf } from './address.ts'
import { companyCore } from './company.ts'
import { hasHan, nameReadings, readings, simplified } from './han.ts'
import { isPublicHost } from './mail-hosts.ts'

/**
 * Raised with every change of the keys that a lead has: what older code has written is then made anew (server/flow/keys).
 * 2: the whole core of a company has a key of its own end; credit codes, addresses and hosts have keys.
 */
export const keysVersion = 2

export interface KeyedLead {
  readonly name?: string | null
  readonly company?: string | null
  /** E.164. */
  readonly phone?: string | null
  readonly email?: string | null
  readonly wechat?: string | null
  readonly creditCode?: string | null
  readonly address?: string | null
  readonly sourceId?: string | null
  readonly externalId?: string | null
  /** Further numbers and addresses that came in the same cells. */
  readonly otherPhones?: readonly string[]
  readonly otherEmails?: readonly string[]
}

/** Longest text behind a letter: long names are found by their beginning. */
const LENGTH = 40
/** Most places inside a company's core, or words of a Latin name, a search may begin at. */
const SUFFIXES = 12
/** Fewest digits that are a phone's end rather than any number. */
const TAIL = 4

const plusTags: Readonly<Record<string, string>> = {
  'gmail.com': 'gmail.com',
  'googlemail.com': 'gmail.com',
  'outlook.com': 'outlook.com',
  'hotmail.com': 'hotmail.com',
  'live.com': 'live.com',
  'msn.com': 'msn.com',
  'icloud.com': 'icloud.com',
  'me.com': 'icloud.com',
  'mac.com': 'icloud.com',
  'fastmail.com': 'fastmail.com',
  'proton.me': 'proton.me',
  'protonmail.com': 'proton.me',
  'pm.me': 'proton.me',
  'foxmail.com': 'foxmail.com',
  'yandex.com': 'yandex.com',
  'zoho.com': 'zoho.com',
}

/**
 * One mailbox, one key: providers known to ignore a +tag lose it, Gmail its dots too. Elsewhere a plus or a dot may be
 * another person, so nothing is cut.
 */
export function mailbox(email: string): string {
  const lower = email.toLowerCase()
  const at = lower.lastIndexOf('@')
  const host = plusTags[lower.slice(at + 1)]
  if (at < 1 || !host) return lower
  const local = lower.slice(0, at).replace(/\+.*$/, '')
  return `${host === 'gmail.com' ? local.replace(/\./g, '') : local}@${host}`
}

/** A switchboard's 400 number is everybody's: two leads that share one are not thereby one person. */
const shared = /^\+86[48]00\d{7}$/
/** Ids WeChat could have given, or a mobile or QQ number; "同手机" is no id, and would make strangers one. */
const wechatId = /^[a-z0-9][-_a-z0-9]{4,29}$/

/** The exact keys of a lead: who it is. Equal keys of one letter mean the same phone, mailbox, WeChat or foreign id. */
export function matchKeys(lead: KeyedLead): string[] {
  const keys: string[] = []
  if (lead.sourceId && lead.externalId) keys.push(`x:${lead.sourceId}:${lead.externalId}`)
  for (const phone of [lead.phone, ...(lead.otherPhones ?? [])])
    if (phone && !shared.test(phone)) keys.push(`p:${phone}`)
  for (const email of [lead.email, ...(lead.otherEmails ?? [])]) if (email) keys.push(`e:${mailbox(email)}`)
  const wechat = lead.wechat?.toLowerCase()
  if (wechat && wechatId.test(wechat)) keys.push(`w:${wechat}`)
  if (lead.creditCode) keys.push(`u:${lead.creditCode}`)
  return distinct(keys)
}

function distinct(keys: string[]): string[] {
  return keys.filter((key, at) => keys.indexOf(key) === at)
}

const strange = /[^\p{L}\p{N}]+/gu
/** Already as it is compared: the usual case, told apart in one pass. */
const straight = /^[a-z0-9\u4e00-\u9fa5]*$/

/** Names and words as they are compared: simplified, lower case, nothing but letters and digits. */
export function folded(text: string): string {
  return straight.test(text)
    ? simplified(text)
    : simplified(text.normalize('NFKC')).toLowerCase().replace(strange, '')
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

const cut = (text: string) => (text.length > LENGTH ? text.slice(0, LENGTH) : text)

function initials(syllables: readonly string[]): string {
  return syllables.map((syllable) => syllable.charAt(0)).join('')
}

/** n: y: i: of a name. A Latin name is found by each of its words too (zhang ming, Ming Zhang). */
function nameKeys(name: string): string[] {
  const whole = folded(name)
  if (!whole) return []
  if (!hasHan(name)) {
    const parts = words(name).slice(0, SUFFIXES)
    return parts.map((_, at) => `n:${cut(parts.slice(at).join(''))}`)
  }
  const syllables = nameReadings(whole)
  return [`n:${cut(whole)}`, `y:${cut(syllables.join(''))}`, `i:${cut(initials(syllables))}`]
}

/** Where a search inside the core may begin: at each Chinese character, at the start of each Latin word. */
const beginning = /[a-z0-9]+|\p{L}|\p{N}/gu

function beginnings(core: string): string[] {
  const found: string[] = []
  for (const { index } of core.matchAll(beginning)) {
    const suffix = core.slice(index, index + LENGTH).replace(strange, '')
    if (suffix.length >= 2) found.push(suffix)
    if (found.length === SUFFIXES) break
  }
  return found
}

/** The characters and Latin words of a core that searches may begin at, at most twelve: what companies are compared by. */
export function coreUnits(core: string): string[] {
  return (core.match(beginning) ?? []).slice(0, SUFFIXES)
}

/** The key of a whole company core; null for a core too short to have one. */
export function coreKey(core: string): string | null {
  const [whole] = beginnings(core)
  return whole === undefined ? null : wholeCore(whole)
}

/** Ended by a mark no core has: who is called just so is told from whoever ends so, and both begin alike. */
const wholeCore = (core: string) => `c:${core}|`

/** c: d: of a company. The whole name is a beginning too: people paste 北京仁科互动网络技术有限公司 as it stands. */
function companyKeys(company: string): string[] {
  const core = companyCore(company)
  const keys = beginnings(core).map((suffix, at) => (at === 0 ? wholeCore(suffix) : `c:${suffix}`))
  const whole = cut(folded(company))
  if (whole.length >= 2) keys.push(`c:${whole}`)
  if (hasHan(core)) keys.push(`d:${cut(initials(readings(folded(core))))}`)
  return keys
}

/** n: of a whole name as it is written, and y: as it sounds (Latin names sound as they are written); '' of no name. */
export function wholeName(name: string): { written: string; sounds: string } {
  if (!hasHan(name)) {
    const written = cut(words(name).slice(0, SUFFIXES).join(''))
    return { written, sounds: written }
  }
  const whole = folded(name)
  return { written: cut(whole), sounds: cut(nameReadings(whole).join('')) }
}

/** The host of an address that is a company's own; null for the providers anybody has a mailbox at. */
export function ownHost(email: string): string | null {
  const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  return host && !isPublicHost(host) ? host : null
}

/** a: of an address that tells a door: its region's code and its street. Of a long one both ends, which tell most. */
export function addressKey(address: string): string | null {
  const door = doorOf(address)
  if (!door) return null
  const told = (door.region ?? '') + door.rest
  return `a:${told.length > LENGTH ? told.slice(0, LENGTH / 2) + told.slice(-LENGTH / 2) : told}`
}

/** The key under which whoever has a phone ending in these digits is found, as a beginning of it. */
export function phoneEndKey(digits: string): string {
  return `t:${backwards(digits)}`
}

function backwards(digits: string): string {
  let out = ''
  for (const digit of digits) out = digit + out
  return out
}

/** The digits as one dials them at home, backwards: whatever end of the number is typed is a prefix of this. */
function phoneKey(phone: string): string {
  return `t:${backwards(phone.replace(/\D/g, ''))}`
}

/**
 * Every key a lead is searched by, without its match keys: at most 14 of the company, 12 of the name, one a phone, one of
 * the address and one of the e-mail's host.
 */
export function searchKeys(lead: KeyedLead): string[] {
  const keys: string[] = []
  if (lead.name) keys.push(...nameKeys(lead.name))
  if (lead.company) keys.push(...companyKeys(lead.company))
  for (const phone of [lead.phone, ...(lead.otherPhones ?? [])]) if (phone) keys.push(phoneKey(phone))
  const host = lead.email ? ownHost(lead.email) : null
  if (host) keys.push(`h:${host}`)
  const address = lead.address ? addressKey(lead.address) : null
  if (address) keys.push(address)
  return distinct(keys)
}

export interface QueryKeys {
  /** A lead with one of these keys is meant. */
  exact: string[]
  /** A lead with a key that begins with one of these may be meant. */
  prefix: string[]
}

/** 138 0013 8000, +86-138…, 8000: digits with what people write between them. */
const dialled = /^\+?[\d\s().-]+$/

function phoneQuery(text: string): QueryKeys {
  const digits = text.replace(/\D/g, '').replace(/^00(?=\d{8})/, '')
  const home = digits.replace(/^86(?=1[3-9]\d{9}$)/, '').replace(/^0(?=\d{9,})/, '')
  const exact: string[] = []
  if (/^1[3-9]\d{9}$/.test(home)) exact.push(`p:+86${home}`)
  else if (text.trim().startsWith('+')) exact.push(`p:+${digits}`)
  else if (/^0\d{9,}$/.test(digits)) exact.push(`p:+86${home}`)
  const prefix = home.length >= TAIL ? [`t:${backwards(home)}`] : []
  // 1380013, 010-828: the beginning of a number that is not typed out yet
  if (/^(?:1[3-9]\d{1,8}|0\d{3,})$/.test(home)) prefix.push(`p:+86${home.replace(/^0/, '')}`)
  return { exact, prefix }
}

/**
 * What a person typed into the search box → the keys to look up. A phone, its beginning or its last four digits; an
 * e-mail; a name or any stretch of a company's core, in Chinese; pinyin or initials of either.
 */
export function queryKeys(text: string): QueryKeys {
  const asked = text.normalize('NFKC').trim()
  if (dialled.test(asked) && /\d/.test(asked)) return withWords(phoneQuery(asked), asked)
  if (asked.includes('@')) return { exact: [`e:${mailbox(asked)}`], prefix: [`e:${asked.toLowerCase()}`] }
  return withWords({ exact: [], prefix: [] }, asked)
}

function withWords(keys: QueryKeys, asked: string): QueryKeys {
  const whole = cut(folded(asked))
  if (!whole) return keys
  const prefix = [...keys.prefix, `n:${whole}`]
  if (whole.length >= 2) {
    const core = cut(folded(companyCore(asked)))
    prefix.push(...new Set([`c:${whole}`, ...(core.length >= 2 ? [`c:${core}`] : [])]))
  }
  if (/^[a-z]+$/.test(whole))
    prefix.push(`y:${whole}`, `i:${whole}`, ...(whole.length >= 2 ? [`d:${whole}`] : []))
  if (/^[a-z0-9][\w.+-]{2,}$/i.test(asked)) prefix.push(`e:${asked.toLowerCase()}`)
  const exact = wechatId.test(asked.toLowerCase()) ? [...keys.exact, `w:${asked.toLowerCase()}`] : keys.exact
  return { exact, prefix }
}
