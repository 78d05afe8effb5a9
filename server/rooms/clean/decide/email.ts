/**
 * An e-mail cell → an address one can send to. Narrower than RFC 5322 on purpose: quoted local parts, comments, address
 * literals and domains without a dot are grammatical, and in a lead's cell they are slips of the hand.
 */
export const version = 1

export type EmailProblem =
  | 'email.invalid'
  | 'email.no_at'
  | 'email.no_domain'
  | 'email.length'
  | 'email.masked'
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

function readOne(written: string): { value: string } | { problem: EmailProblem } {
  const text = written
    .trim()
    .toLowerCase()
    .replace(/^mailto:/, '')
  const at = text.lastIndexOf('@')
  const address = at < 0 ? text : `${text.slice(0, at)}@${asciiDomain(text.slice(at + 1))}`
  const problem = problemOf(address)
  return problem ? { problem } : { value: address }
}

/**
 * Reads one e-mail cell (tidied text): lower case, domain in ASCII. 张明 <zm@a.cn> gives what stands in the brackets; of
 * several addresses parted by ; , 、 / or | the first valid one, the rest in `others`.
 */
export function readEmail(text: string): EmailReading {
  const straight = straighten(text)
  const bracketed = /^[^<>@]*<([^<>]+)>$/.exec(straight)?.[1] ?? straight
  const whole = readOne(bracketed)
  if ('value' in whole) return { ...whole, others: [] }
  const parts = bracketed.split(/[;,、|/]+\s*|\s+/).filter((part) => part.includes('@'))
  if (parts.length < 2) return whole
  const valid = [...new Set(parts.map(readOne).flatMap((one) => ('value' in one ? [one.value] : [])))]
  return valid[0] ? { value: valid[0], others: valid.slice(1) } : whole
}
