import type { Compared } from './compare.ts'
import type { Lessons } from './estimate.ts'
import type { Shares, Tie } from './model.ts'

/** How many pairs of each pattern are of two: of the random ones, and by column of those that share a key of it. */
export interface Strangers {
  readonly strangers: Float64Array
  readonly among: readonly Float64Array[]
}

/** Pairs the belief counts as that two fields of one place go together: where nothing is seen, only one of them counts. */
const BELIEF = 2

/**
 * Of strangers who agree in one field of a place (the switchboard), how many agree in another (the address)? A field that
 * agrees more rarely is the parent. Before anything is learnt (`seen` null) half of them do.
 */
export function tiesOf(lessons: Lessons, { m, u }: { m: Shares; u: Shares }, seen: Strangers | null): Tie[] {
  const rarest = lessons.places.toSorted((a, b) => agreeing(m[a]!, u[a]!) - agreeing(m[b]!, u[b]!) || a - b)
  return rarest.flatMap((parent, i) =>
    rarest.slice(i + 1).map((child) => {
      const counts = u[parent]!.map(() => u[child]!.map(() => 0))
      if (seen) {
        count(counts, lessons.sessions[parent]!, { parent, child, weights: seen.among[parent]! })
        count(counts, lessons.random, { parent, child, weights: seen.strangers })
      }
      const blend = u[child]!.map((share, level) => (share + m[child]![level]!) / 2)
      return { parent, child, shares: counts.map((row) => believed(row, blend)) }
    }),
  )
}

/** The share of strangers that are on a level that speaks for being one. */
function agreeing(m: readonly number[], u: readonly number[]): number {
  return u.reduce((sum, share, level) => (m[level]! > share ? sum + share : sum), 0)
}

interface Counting {
  readonly parent: number
  readonly child: number
  readonly weights: Float64Array
}

function count(
  counts: number[][],
  { levels, columns, count: many }: Compared,
  { parent, child, weights }: Counting,
): void {
  for (let i = 0; i < many; i++) {
    const [above, level] = [levels[i * columns + parent]!, levels[i * columns + child]!]
    if (above > 0 && level > 0) counts[above]![level]! += weights[i]!
  }
}

function believed(row: readonly number[], blend: readonly number[]): number[] {
  const seen = row.reduce((sum, each) => sum + each, BELIEF)
  return row.map((each, level) => (level === 0 ? 0 : (each + BELIEF * blend[level]!) / seen))
}
