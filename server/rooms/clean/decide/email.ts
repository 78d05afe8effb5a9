/**
 * An e-mail cell → an address one can send to. Narrower than RFC 5322 on purpose: quoted local parts, comments, address
 * literals and domains without a dot are grammatical, and in a lead's cell they are slips of the hand.
 */
import { freeDomains } from './email-domains.ts'

export const version = 3

export type EmailProblem =
  | 'email.invalid'
  | 'email.no_at'
  | 'email.no_domain'
  | 'email.length'
  | 'email.masked'
  | 'email.dummy'
/** `others`: further valid addresses of the same cell. */
export type EmailReading = { value: string; others: readonly string[] } | { problem: EmailProblem }

/** RFC 5321 §4.5.3.1: local part, whole path without its brackets. */
const LOCAL = 64
const ADDRESS = 254

const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const domain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/** 例子.公司 → xn--fsqu00a.xn--55qx5d, by the platform's own IDNA; '' where it is no host name. */
function asciiDomain(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text
  if (/[\s/?#@:\\[\]%<>^|"`{}]/.test(text)) return ''
  return URL.parse(`http://${text}/`)?.hostname ?? ''
}

/** Slips of Chinese keyboards: 。 for a dot, spaces beside the @. */
function straighten(text: string): string {
  return text.replace(/[。｡]/g, '.').replace(/\s*@\s*/g, '@')
}

/** True for an address as it must be written to be sent to; not for one that still wants trimming. */
export function isAddress(text: string): boolean {
  return problemOf(text.toLowerCase()) === null
}

function problemOf(text: string): EmailProblem | null {
  const at = text.lastIndexOf('@')
  if (at < 0) return 'email.no_at'
  const name = text.slice(0, at)
  const host = text.slice(at + 1)
  if (/\*{2,}/.test(name)) return 'email.masked'
  if (!local.test(name)) return 'email.invalid'
  if (!host.includes('.')) return 'email.no_domain'
  if (!domain.test(host)) return 'email.invalid'
  return name.length > LOCAL || text.length > ADDRESS ? 'email.length' : null
}

const idle =
  /^(?:test\d*|tests|testing|asdf+|asd|qwe|qwer|qwerty|zxc|abc|abcd|aaa+|xxx+|yyy+|zzz+|[a-z]|\d{1,4}|12345|none|no|nomail|noemail|no-email|null|na|n|nil|nobody|noone|fake|dummy|email|mail|example|user|name|yourname|your-email|youremail|xx|aa)$/

/**
 * Addresses typed to get past a mandatory field: test@test.com, a@a.com, 123@123.cn, noemail@qq.com. Not every test@ of a
 * company, nor huawei@huawei.com: firms do call a mailbox so.
 */
function isDummyEmail(address: string): boolean {
  const at = address.lastIndexOf('@')
  const [local, host] = [address.slice(0, at), address.slice(at + 1)]
  if (!idle.test(local)) return false
  const label = host.split('.')[0] ?? ''
  return (
    label === local ||
    (idle.test(label) && label.length > 1 && label !== 'example' && !freeDomains.has(host)) ||
    atProvider(local, host)
  )
}

/** One letter or a few digits are short, and yet somebody's: a@qq.com was given out. */
function atProvider(local: string, host: string): boolean {
  return freeDomains.has(host) && /^(?:test|asdf|qwer|no|null|fake|dummy|example|your|user|name)/.test(local)
}

/** 邮箱：zm@a.cn, Email: zm@a.cn, zm@a.cn(工作), zm@a.cn。: what people write around an address. */
const before = /^(?:\p{Script=Han}{1,6}|e-?mail|mail|e)\s*[:=]\s*/iu
const after = /\s*\((?:[^()@]*\p{Script=Han}[^()@]*)\)$|(?<=\.[a-z]{2,})[.,;:!]+$/iu

/** As most are written: nothing to straighten. */
const plain = /^[a-z0-9][a-z0-9._+-]*@[a-z0-9.-]*[a-z]$/

function readOne(written: string): { value: string } | { problem: EmailProblem } {
  if (plain.test(written)) return judgedAddress(written)
  const text = written
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
    .replace(before, '')
    .replace(after, '')
    .replace(after, '')
  const at = text.lastIndexOf('@')
  const address = at < 0 ? text : `${text.slice(0, at)}@${asciiDomain(text.slice(at + 1))}`
  return judgedAddress(address)
}

function judgedAddress(address: string): { value: string } | { problem: EmailProblem } {
  const problem = problemOf(address) ?? (isDummyEmail(address) ? 'email.dummy' : null)
  return problem ? { problem } : { value: address }
}

/** Quotes that a program has put around the cell. */
const quoted = /^["'“‘]+([^"'“”‘’]+)["'”’]+$/
const wholeHan = /^[\p{Script=Han}:()]*$/u

/**
 * Reads one e-mail cell (tidied text): lower case, domain in ASCII. 张明 <zm@a.cn> gives what stands in the brackets; of
 * several addresses parted by ; , 、 / or | the first valid one, the rest in `others`.
 */
export function readEmail(text: string): EmailReading {
  if (plain.test(text)) {
    const read = judgedAddress(text)
    if ('value' in read) return { ...read, others: [] }
  }
  const straight = straighten(text).replace(quoted, '$1')
  const bracketed = /^[^<>@]*<([^<>]+)>$/.exec(straight)?.[1] ?? straight
  const whole = readOne(bracketed)
  if ('value' in whole) return { ...whole, others: [] }
  const pieces = bracketed.split(/[;,、|/]+\s*|\s+/)
  const parts = pieces.filter((part) => part.includes('@'))
  // 张明 zm@a.cn: beside one address only words in Chinese may stand, for the halves of a torn one look like words
  if (parts.length < 2 && !pieces.every((part) => parts.includes(part) || wholeHan.test(part))) return whole
  const read = parts.map(readOne)
  const valid = [...new Set(read.flatMap((one) => ('value' in one ? [one.value] : [])))]
  if (valid[0]) return { value: valid[0], others: valid.slice(1) }
  const [first] = read
  return first && 'problem' in first ? first : whole
}
