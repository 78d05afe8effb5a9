/** Likeness of two texts, made for millions of pairs: no allocation while comparing. */
import { simplified } from '../../../../lead/han.ts'

const strange = /[^\p{L}\p{N}]+/gu
const accents = /\p{M}+/gu
const plain = /^[a-z0-9 ]*$/

/** Lower case, half width, simplified, without accents; marks become one space. */
export function folded(text: string): string {
  const lower = text.toLowerCase()
  if (plain.test(lower)) return lower.trim()
  return simplified(lower.normalize('NFKC'))
    .replace(/(?<=\p{L})['’`´](?=\p{L})/gu, '')
    .normalize('NFD')
    .replace(accents, '')
    .normalize('NFC')
    .replace(strange, ' ')
    .trim()
}

/** Longest text that is compared character by character. */
const MOST = 64
const taken = new Uint8Array(MOST)
const matched = new Uint16Array(MOST)

/**
 * Jaro–Winkler likeness, 0 to 1 (Winkler 1990, "String comparator metrics and enhanced decision rules in the
 * Fellegi–Sunter model of record linkage"): prefix scale 0.1, at most four characters.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const [n, m] = [Math.min(short.length, MOST), Math.min(long.length, MOST)]
  if (n === 0) return 0
  const common = commonOf(short, long, n, m)
  if (common === 0) return 0
  const jaro = (common / n + common / m + (common - swapped(long, common, m)) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < n && short.charCodeAt(prefix) === long.charCodeAt(prefix)) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function commonOf(short: string, long: string, n: number, m: number): number {
  const reach = Math.max(0, Math.floor(m / 2) - 1)
  taken.fill(0, 0, m)
  let common = 0
  for (let i = 0; i < n; i++) {
    const unit = short.charCodeAt(i)
    const until = Math.min(m - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= until; j++) {
      if (taken[j] || long.charCodeAt(j) !== unit) continue
      taken[j] = 1
      matched[common++] = unit
      break
    }
  }
  return common
}

/** Half the characters that are common but in another order. */
function swapped(long: string, common: number, m: number): number {
  let wrong = 0
  for (let j = 0, at = 0; j < m && at < common; j++) {
    if (!taken[j]) continue
    if (long.charCodeAt(j) !== matched[at++]) wrong++
  }
  return wrong / 2
}

const rowsOf = [new Uint8Array(MOST + 1), new Uint8Array(MOST + 1), new Uint8Array(MOST + 1)]

/**
 * How many edits (insert, delete, replace, swap of neighbours) lead from one text to the other, told exactly up to
 * `most`; beyond it `most + 1`. Optimal string alignment, only the band that can still win.
 */
export function edits(a: string, b: string, most: number): number {
  const [n, m] = [Math.min(a.length, MOST), Math.min(b.length, MOST)]
  if (Math.abs(n - m) > most) return most + 1
  let [before, last, now] = rowsOf as [Uint8Array, Uint8Array, Uint8Array]
  for (let j = 0; j <= m; j++) last[j] = j
  for (let i = 1; i <= n; i++) {
    now[0] = i
    let least = i
    const unit = a.charCodeAt(i - 1)
    for (let j = 1; j <= m; j++) {
      const other = b.charCodeAt(j - 1)
      let cost = Math.min(last[j]! + 1, now[j - 1]! + 1, last[j - 1]! + (unit === other ? 0 : 1))
      if (i > 1 && j > 1 && unit === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
        cost = Math.min(cost, before[j - 2]! + 1)
      now[j] = cost
      if (cost < least) least = cost
    }
    if (least > most) return most + 1
    ;[before, last, now] = [last, now, before]
  }
  return Math.min(last[m]!, most + 1)
}

/** Whether two words may be one with a slip of the pen, or one cut short (rob, robert). */
export function near(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a.length, b.length] : [b.length, a.length]
  if (short < 3) return false
  if (a.startsWith(b) || b.startsWith(a)) return true
  if (long - short <= 2 && edits(a, b, long >= 8 ? 2 : 1) <= (long >= 8 ? 2 : 1)) return true
  return jaroWinkler(a, b) >= 0.92
}
