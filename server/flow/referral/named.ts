import type { NamedReferrer } from '../../../contract/referral.ts'
import { clean } from '../../rooms/clean/decide/clean.ts'
import { codeShape } from '../../rooms/referral/decide/code.ts'
import { exactKeys, nameKey } from '../../rooms/referral/decide/referrer.ts'

/** Whom somebody named as a referrer, as far as it could be read. */
export interface Named {
  /** In capitals. */
  readonly code: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly name: string | null
}

const nobody: Named = { code: null, phone: null, email: null, name: null }
/** What people write around a number: 手机, tel. */
const labels = /手机号?|电话|号码|微信同号|tel|phone|mobile/giu

/**
 * Reads whom an arrival names; null where it names nobody. One text may be a code, a phone or an e-mail, with a name beside
 * it: “王强 138 0013 8000”. What might be a code or a name is both, and what is held decides.
 */
export function readNamed(raw: NamedReferrer | null | undefined): Named | null {
  if (raw === null || raw === undefined) return null
  const named = typeof raw === 'string' ? readText(raw.normalize('NFKC').trim()) : readParts(raw)
  return named.code || named.phone || named.email || named.name ? named : null
}

function readText(text: string): Named {
  if (codeShape.test(text)) return { ...nobody, code: text.toUpperCase(), name: text }
  const mail = /[^\s,;，；()（）<>]+@[^\s,;，；()（）<>]+/.exec(text)?.[0]
  if (mail) return { ...nobody, email: emailOf(mail), name: rest(text, mail) }
  const digits = text.replace(/\D/g, '')
  if (digits.length >= 7)
    return { ...nobody, phone: phoneOf(text), name: rest(text.replace(/[\d+\-()（）.]/g, ' '), '') }
  return { ...nobody, name: text || null }
}

function readParts({ code, phone, email, name }: Exclude<NamedReferrer, string>): Named {
  const typed = code?.normalize('NFKC').trim()
  return {
    code: typed ? typed.toUpperCase() : null,
    phone: phone ? phoneOf(phone) : null,
    email: email ? emailOf(email) : null,
    name: name?.trim() || null,
  }
}

function rest(text: string, without: string): string | null {
  const left = text
    .replace(without, ' ')
    .replace(labels, ' ')
    .replace(/[,;:，；：()（）<>/]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return left === '' ? null : left.slice(0, 100)
}

const phoneOf = (phone: string) => clean({ phone }, { fields: [] }).values.phone
const emailOf = (email: string) => clean({ email }, { fields: [] }).values.email

/** The keys that a named referrer is found by: exact ones, else the name. */
export function keysOfNamed(named: Named): string[] {
  const exact = exactKeys(named)
  if (exact.length > 0 || named.name === null) return exact
  const called = nameKey(named.name)
  return called ? [called] : []
}
