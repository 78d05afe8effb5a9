import { logit, unlogit, within } from '../best/chance.ts'

/** How much likelier, or less likely, somebody is to win a lead than all are: on the logit scale, with its standard error. */
export interface Edge {
  readonly shift: number
  readonly error: number
}

/** A chance moved by an edge, and how fast it moves with it. */
export function chanceWith(chance: number, { shift }: Edge): { value: number; slope: number } {
  const value = unlogit(logit(chance) + shift)
  return { value, slope: value * (1 - value) }
}

interface Estimate {
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly base: number
}

/** An ability as an edge over what all win of such leads. Its interval is taken for 95 % of a normal one. */
export function edgeOf({ mean, low, high, base }: Estimate): Edge {
  const [at, from, to] = [logit(mean), logit(low), logit(high)]
  return { shift: at - logit(base), error: (to - from) / (2 * 1.96) }
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
