/** Whether another scorecard would put leads where the people who know them say they belong. */
import type { Direction } from '../../../../contract/score-feedback.ts'
import type { Grading, ScorePolicy } from '../../../../contract/scorecard.ts'
import { gradesOf } from '../../../../contract/scoring/override.ts'
import type { Score } from '../../../../contract/scoring/score.ts'

export interface Heeded {
  readonly right: number
  readonly wrong: number
  readonly same: number
}

export interface Placed {
  readonly score: Pick<Score, 'card' | 'score' | 'grade'>
  readonly by: ScorePolicy | undefined
}

/**
 * Where a lead goes from one scorecard to another: above 0 up, below 0 down. By grade where both grade alike, else, and
 * where the grade stays, by score.
 */
export function shift(before: Placed, after: Placed): number {
  const [from, to] = [rankOf(before), rankOf(after)]
  const byGrade = from && to && from.of === to.of ? from.rank - to.rank : 0
  return byGrade || after.score.score - before.score.score
}

/** Of leads called too high or too low: how many moved the right way, the wrong way, not at all. */
export function heeded(moves: readonly { readonly said: Direction; readonly by: number }[]) {
  const count = (direction: Direction): Heeded => {
    const theirs = moves
      .filter(({ said }) => said === direction)
      .map(({ by }) => (direction === 'high' ? -by : by))
    const right = theirs.filter((by) => by > 0).length
    const wrong = theirs.filter((by) => by < 0).length
    return { right, wrong, same: theirs.length - right - wrong }
  }
  return { high: count('high'), low: count('low') }
}

/** How many better grades there are, and of which grades. */
function rankOf({ score, by }: Placed): { rank: number; of: string } | undefined {
  const grading = by?.cards.find(({ id }) => id === score.card)?.grading
  if (!grading) return undefined
  const rank =
    grading.kind === 'scale' ? gradesOf(grading).indexOf(score.grade) : cellRank(grading, score.grade)
  return rank < 0 ? undefined : { rank, of: gradesOf(grading).join(' ') }
}

/** A cell of a grid is as good as its two sides together. */
function cellRank({ fit, behaviour }: Extract<Grading, { kind: 'grid' }>, grade: string): number {
  const [rows, columns] = [fit, behaviour].map((steps) => gradesOf({ kind: 'scale', steps }))
  for (const [i, row] of rows!.entries())
    for (const [j, column] of columns!.entries()) if (row + column === grade) return i + j
  return -1
}
