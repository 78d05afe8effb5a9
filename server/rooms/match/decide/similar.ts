/** How alike two texts are, from 0 to 1: the measures that match rules offer. All are symmetric, and 1 of equal texts. */

/** The share of all their members that two sets have in common (Jaccard). 0 where one is empty. */
export function sharedOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let both = 0
  for (const member of a) if (b.has(member)) both += 1
  return both / (a.size + b.size - both)
}

/** Fewest units to insert, delete or replace until one sequence is the other (Levenshtein). */
export function edits(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, at) => at + 1)
  let last = b.length
  for (const [i, unit] of a.entries()) {
    let corner = i
    let left = i + 1
    row = row.map((above, j) => {
      left = Math.min(above + 1, left + 1, corner + (unit === b[j] ? 0 : 1))
      corner = above
      return left
    })
    last = row.at(-1) ?? i + 1
  }
  return b.length === 0 ? a.length : last
}

/** 1 − edits ÷ the longer one's units; 0 where one is empty. */
export function alikeByEdits(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  return 1 - edits(a, b) / Math.max(a.length, b.length)
}

/** Characters of a common beginning that Winkler rewards, and by how much each. */
const PREFIX = 4
const REWARD = 0.1

/**
 * Jaro's similarity with Winkler's reward for a common beginning (Winkler 1990, "String Comparator Metrics and Enhanced
 * Decision Rules in the Fellegi–Sunter Model of Record Linkage"). By UTF-16 unit. 0 where one is empty.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1
  const jaro = jaroOf(a, b)
  let prefix = 0
  while (prefix < PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * REWARD * (1 - jaro)
}

function jaroOf(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = Array.from({ length: b.length }, () => false)
  const ofA: string[] = []
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] || a[i] !== b[j]) continue
      taken[j] = true
      ofA.push(a[i]!)
      break
    }
  }
  if (ofA.length === 0) return 0
  const ofB = taken.flatMap((is, at) => (is ? [b.charAt(at)] : []))
  const swapped = ofA.filter((unit, at) => unit !== ofB[at]).length / 2
  const common = ofA.length
  return (common / a.length + common / b.length + (common - swapped) / common) / 3
}
