import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import { refuse } from '../../contract/refusals.ts'

/** What somebody signs in with, in the one spelling it is kept in: lower case, or E.164. */
export interface Login {
  readonly email: string | null
  readonly mobile: string | null
}

/** Reads what was typed into the login box: an e-mail address or a mobile number, Chinese unless it says otherwise. */
export function readLogin(text: string): Login {
  const typed = text.normalize('NFKC').trim()
  return typed.includes('@')
    ? { email: readEmail(typed), mobile: null }
    : { email: null, mobile: readMobile(typed) }
}

/** An e-mail address as it is kept; refuses `people.login_invalid`. */
export function readEmail(text: string): string {
  const email = text.normalize('NFKC').trim().toLowerCase()
  if (!z.email().safeParse(email).success) throw refuse('people.login_invalid', { login: text })
  return email
}

/** A mobile number in E.164; refuses `people.login_invalid`. */
export function readMobile(text: string): string {
  const number = parsePhoneNumberFromString(text.normalize('NFKC').trim(), 'CN')
  if (!number?.isPossible()) throw refuse('people.login_invalid', { login: text })
  return number.number
}

/** Both ways to sign in as given in a form; an empty one is none. Refuses when neither is there. */
export function readLogins(given: { email: string | null; mobile: string | null }): Login {
  const email = given.email ? readEmail(given.email) : null
  const mobile = given.mobile ? readMobile(given.mobile) : null
  if (!email && !mobile) throw refuse('people.login_needed')
  return { email, mobile }
}
