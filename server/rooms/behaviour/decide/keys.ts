/**
 * Public keys (of sites, links, codes, hooks) name their organisation, so that its rows are found without looking at any
 * other's: its id in 22 letters of base64url, then letters of chance.
 */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** A key of an organisation with these letters of chance. */
export function keyFor(orgId: string, chance: string): string {
  const bits = [...orgId.replaceAll('-', '')].map((digit) =>
    Number.parseInt(digit, 16).toString(2).padStart(4, '0'),
  )
  const sextets = `${bits.join('')}0000`.match(/.{6}/g) as string[]
  return sextets.map((six) => letters[Number.parseInt(six, 2)]).join('') + chance
}

/** The organisation a key names; null where it has not the shape of one. */
export function orgOf(key: string): string | null {
  if (!/^[\w-]{26,}$/.test(key)) return null
  const bits = Array.from(key.slice(0, 22))
    .map((letter) => letters.indexOf(letter).toString(2).padStart(6, '0'))
    .join('')
  if (!bits.endsWith('0000')) return null
  const hex = (bits.slice(0, 128).match(/.{4}/g) as string[]).map((four) =>
    Number.parseInt(four, 2).toString(16),
  )
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
