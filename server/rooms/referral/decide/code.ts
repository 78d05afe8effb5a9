/** Crockford's base 32: digits and capitals without I, L, O and U, so that a code survives being read aloud. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 6

/** What may be a referral code, as people type it. */
export const codeShape = /^[0-9a-hjkmnp-tv-z]{6}$/i

/** A referral code of these random bytes, at least six: one of a billion, and it tells nothing of anybody. */
export function codeOf(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, LENGTH), (byte) => LETTERS.charAt(byte % LETTERS.length)).join('')
}
