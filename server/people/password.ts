import { hashPassword } from 'better-auth/crypto'
import { refuse } from '../../contract/refusals.ts'

/** NIST SP 800-63B: eight characters at least, no rules of composition, nothing an attacker tries first. */
export const SHORTEST = 8

// The head of every list of leaked passwords, Chinese ones too, as far as eight characters reach.
const known =
  'password password1 passw0rd qwertyui qwertyuiop qwerty123 1qaz2wsx 1q2w3e4r 1q2w3e4r5t abcd1234 abc12345 a1234567 a12345678 ' +
  'a123456789 aa123456 aa12345678 woaini1314 woaini520 5201314520 iloveyou 11223344 147258369 123123123 qq123456 admin123 ' +
  'admin888 password123 zaq12wsx asdfghjkl zxcvbnm1 welcome1 p@ssw0rd sluice123'
const common = new Set(known.split(' '))

/** Whether a password would be among the first tried: short, one run of characters, well known, or the login itself. */
export function isWeak(password: string, logins: readonly (string | null)[] = []): boolean {
  const folded = password.toLowerCase()
  if (folded.length < SHORTEST || common.has(folded) || isRun(folded)) return true
  return logins.some((login) => login && namesOf(login).includes(folded))
}

function namesOf(login: string): string[] {
  const lower = login.toLowerCase()
  return [lower, lower.split('@')[0] ?? lower, lower.replace(/^\+86/, '')]
}

// 88888888, 12345678, 87654321, abcdefgh: every character is the same step from the one before.
function isRun(text: string): boolean {
  const step = text.charCodeAt(1) - text.charCodeAt(0)
  if (Math.abs(step) > 1) return false
  for (let i = 1; i < text.length; i++) if (text.charCodeAt(i) - text.charCodeAt(i - 1) !== step) return false
  return true
}

/** The stored form of a password (scrypt, about 100 ms); refuses `people.weak_password`. */
export function sealPassword(password: string, logins: readonly (string | null)[] = []): Promise<string> {
  if (isWeak(password, logins)) throw refuse('people.weak_password', { min: SHORTEST })
  return hashPassword(password)
}
