/** Ways to reach somebody: phone numbers and mailboxes. */
import { mailbox } from '../../../../../lead/keys.ts'
import { edits, jaroWinkler, near } from '../strings.ts'
import type { Kind } from './kind.ts'
import { several } from './several.ts'

/** The digits as one dials them at home. */
function digitsOf(value: string): string | null {
  const digits = value
    .replace(/(?:转|ext\.?|x)\s*\d+$/i, '')
    .replace(/\D/g, '')
    .replace(/^00(?=\d{8})/, '')
  const home = digits.replace(/^86(?=1[3-9]\d{9}$|\d{9,11}$)/, '').replace(/^0(?=\d{9,})/, '')
  return home.length >= 5 ? home : null
}

/** Last digits that are a number without its area. */
const LOCAL = 7

const onePhone: Kind<string> = {
  ofPlace: true,
  levels: ['same', 'slip', 'local', 'neighbour', 'other'],
  begin: [0.7, 0.08, 0.04, 0.01, 0.17],
  prepare: digitsOf,
  compare(a, b) {
    if (a === b) return 1
    if (Math.min(a.length, b.length) >= 7 && edits(a, b, 1) === 1 && a.slice(0, -2) !== b.slice(0, -2))
      return 2
    if (a.length !== b.length && a.slice(-LOCAL) === b.slice(-LOCAL)) return 3
    // The next extension of one switchboard, or a slip at the end: they look alike.
    return a.length >= 7 && a.length === b.length && a.slice(0, -2) === b.slice(0, -2) ? 4 : 5
  },
  keys: (digits) => [`p${digits}`, `t${digits.slice(-LOCAL)}`, `f${digits.slice(0, -4)}`],
}

export const phone = several(onePhone)

interface Mail {
  readonly whole: string
  readonly local: string
  readonly host: string
  /** Too many have a box there for it to say who they are. */
  readonly common: boolean
}

/** Above this share of all addresses a host is a provider's, not a firm's. */
const PROVIDER = 0.02

const oneMail: Kind<Mail> = {
  ofPlace: false,
  levels: ['same', 'box', 'slip', 'like', 'firm', 'other'],
  begin: [0.65, 0.06, 0.1, 0.04, 0.02, 0.13],
  prepare(value, corpus) {
    const whole = mailbox(value.trim())
    const split = whole.lastIndexOf('@')
    if (split < 1) return null
    const [local, host] = [whole.slice(0, split), whole.slice(split + 1)]
    return { whole, local, host, common: corpus.share(host) > PROVIDER }
  },
  compare(a, b) {
    if (a.whole === b.whole) return 1
    const sameBox = a.local === b.local
    const sameHost = a.host === b.host
    if (sameBox && a.local.length >= 4) return near(a.host, b.host) ? 1 + 2 : 2
    if (edits(a.whole, b.whole, 2) <= 2 || (sameHost && jaroWinkler(a.local, b.local) >= 0.92)) return 3
    if (jaroWinkler(a.local, b.local) >= 0.92 && a.local.length >= 4) return 4
    return sameHost && !a.common ? 5 : 6
  },
  keys: ({ whole, local, host, common }) => [`e${whole}`, `b${local}`, ...(common ? [] : [`d${host}`])],
}

export const mail = several(oneMail)
