/** What may be said of an address beyond whether it is one: whose mailbox it is, and what was meant where it is none. */
import { commonDomains, disposableDomains, endings, freeDomains, roles, slips } from './email-domains.ts'
import { isAddress } from './email.ts'

export type EmailKind = 'corporate' | 'free' | 'disposable' | 'role'

/** True where the domain or one it lies under is listed: x.mailinator.com is mailinator.com's. */
function listed(host: string, domains: ReadonlySet<string>): boolean {
  for (let at = -1; ;) {
    if (domains.has(host.slice(at + 1))) return true
    at = host.indexOf('.', at + 1)
    if (at < 0) return false
  }
}

/**
 * Whose mailbox an address (as read) is. `allow`: domains the organisation takes as companies' own, whatever our lists say.
 * A disposable or free domain is told before a role: info@qq.com is nobody's office.
 */
export function emailKind(address: string, allow: ReadonlySet<string> = new Set()): EmailKind {
  const at = address.lastIndexOf('@')
  const host = address.slice(at + 1).toLowerCase()
  const local = address.slice(0, at).toLowerCase().replace(/\+.*$/, '')
  if (!listed(host, allow)) {
    if (listed(host, disposableDomains)) return 'disposable'
    if (listed(host, freeDomains)) return 'free'
  }
  return roles.has(local) ? 'role' : 'corporate'
}

/** Edits between two words, neighbours swapped counting as one (optimal string alignment). Above `most` any number above it. */
export function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let at = 1; at <= b.length; at++) {
      const same = a[row - 1] === b[at - 1]
      let least = Math.min((last[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1, (last[at - 1] ?? 0) + (same ? 0 : 1))
      if (row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1])
        least = Math.min(least, (before[at - 2] ?? 0) + 1)
      line.push(least)
    }
    before = last
    last = line
  }
  return last[b.length] ?? 0
}

interface Meant {
  host: string
  confidence: number
}

/** The providers' names without their ending, for qq, gmail and 163 cut short. */
const bareNames = new Map(
  commonDomains.toReversed().map((domain) => [domain.slice(0, domain.indexOf('.')), domain] as const),
)

/** The ending of a domain that was meant to be another: con. Undefined where it may be meant. */
export function wrongEnding(host: string): string | undefined {
  return Object.keys(endings).find((wrong) => host.endsWith(`.${wrong}`))
}

function endingMeant(host: string): string {
  const wrong = wrongEnding(host)
  return wrong === undefined ? host : host.slice(0, -wrong.length) + (endings[wrong] ?? wrong)
}

/** Most leads share a few domains, and each is compared with all common ones: what was found is remembered. */
const remembered = new Map<string, Meant | null>()
const MOST_REMEMBERED = 10_000

/** The domain that was meant by one nobody has; null where it may well be meant as it stands. */
function meant(host: string): Meant | null {
  if (freeDomains.has(host)) return null
  const known = remembered.get(host)
  if (known !== undefined) return known
  const found = compared(host)
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(host, found)
  return found
}

function compared(host: string): Meant | null {
  const slip = slips[host] ?? (host.includes('.') ? undefined : bareNames.get(host))
  if (slip) return { host: slip, confidence: 0.95 }
  const ended = endingMeant(host)
  if (ended !== host) return { host: slips[ended] ?? ended, confidence: freeDomains.has(ended) ? 0.95 : 0.85 }
  // 163 and 126, qq and tom are too short for a letter to tell much: only their dot and ending may be wrong
  const near = commonDomains.find((domain) => domain.length >= 8 && edits(host, domain, 1) === 1)
  if (near) return { host: near, confidence: 0.9 }
  const short = commonDomains.find((domain) => edits(host, domain, 1) === 1 && sameName(host, domain))
  if (short) return { host: short, confidence: 0.85 }
  const far = commonDomains.find(
    (domain) => domain.length >= 9 && host[0] === domain[0] && edits(host, domain, 2) === 2,
  )
  return far ? { host: far, confidence: 0.6 } : null
}

/** qqcom, 163.cm: the provider's name stands there whole. */
function sameName(host: string, domain: string): boolean {
  return host.startsWith(domain.slice(0, domain.indexOf('.')))
}

/** Marks and words for an @ or a dot, and what stands around an address. */
function straightened(text: string): string {
  return text
    .toLowerCase()
    .replace(/^\p{Script=Han}*[:：]|^(?:e-?mail|mail)\s*[:：]/u, '')
    .replace(/\s*(?:[([{<]\s*at\s*[)\]}>]|\sat\s|#|＠)\s*/g, '@')
    .replace(/\s*(?:[([{<]\s*dot\s*[)\]}>]|\sdot\s)\s*/g, '.')
    .replace(/\s+/g, '')
    .replace(/[。,，、;；·]/g, '.')
    .replace(/@+/g, '@')
    .replace(/\.{2,}/g, '.')
    .replace(/@\.|\.@/g, '@')
    .replace(/^\.|[.!?]+$/g, '')
}

export interface EmailSuggestion {
  value: string
  /** 0 to 1: how sure one may be that this was meant. */
  confidence: number
}

const suggest = (value: string, confidence: number): EmailSuggestion | null =>
  isAddress(value) ? { value, confidence } : null

function withoutAt(text: string): EmailSuggestion | null {
  // A QQ number alone in an e-mail cell
  if (/^[1-9]\d{4,10}$/.test(text) && !/^1[3-9]\d{9}$/.test(text)) return suggest(`${text}@qq.com`, 0.6)
  for (const domain of commonDomains) {
    const local = text.endsWith(domain) ? text.slice(0, -domain.length).replace(/[.2]$/, '') : ''
    if (local.length >= 3) return suggest(`${local}@${domain}`, 0.7)
  }
  return null
}

/**
 * What an address was probably meant to be: gmial.com → gmail.com, qq.con, 163.cm, a lost @ or dot. Null where it is fine
 * as it stands or nothing is near. Never applied by itself: somebody looks at it.
 */
export function suggestEmail(text: string): EmailSuggestion | null {
  if (freeDomains.has(text.slice(text.indexOf('@') + 1)) && isAddress(text)) return null
  const straight = straightened(text)
  const at = straight.lastIndexOf('@')
  if (at < 0) return withoutAt(straight)
  const local = straight.slice(0, at).replace(/@/g, '.')
  const host = straight.slice(at + 1)
  const other = meant(host)
  if (other) return suggest(`${local}@${other.host}`, other.confidence)
  const value = `${local}@${host}`
  return value === text.trim().toLowerCase() ? null : suggest(value, 0.85)
}
