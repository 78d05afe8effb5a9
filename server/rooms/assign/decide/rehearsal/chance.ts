import { logit, within } from '../best/chance.ts'

/** What a rep is thought to win of leads of a place, what all win of them, and how surely that is known: on the logit scale. */
export interface AbleThen {
  readonly mean: number
  readonly base: number
  readonly error: number
}

interface Estimate {
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly base: number
}

/** An ability with the standard error of its logit. Its interval is taken for 95 % of a normal one. */
export function ableOf({ mean, low, high, base }: Estimate): AbleThen {
  return { mean, base, error: (logit(high) - logit(low)) / (2 * 1.96) }
}

/** Of a grade's leads whose outcome is known. */
interface Ended {
  readonly grade: string
  readonly won: number
  readonly of: number
}

// What a grade's rate is drawn to all leads' by.
const WEIGHT = 20

/** The chance to win by grade at arrival; a grade with few leads is drawn to all leads' rate. Undefined where none ended. */
export function chancesBy(ended: readonly Ended[]): ((grade: string) => number) | undefined {
  const all = ended.reduce((sum, { of }) => sum + of, 0)
  if (all === 0) return undefined
  const rate = ended.reduce((sum, { won }) => sum + won, 0) / all
  const byGrade = new Map(
    ended.map(({ grade, won, of }) => [grade, within((won + WEIGHT * rate) / (of + WEIGHT))]),
  )
  return (grade) => byGrade.get(grade) ?? within(rate)
}
