import type { Cell } from '../../../../contract/cohort.ts'
import { dayAfter, daysFrom } from './serving.ts'

/** Somebody in a shift from a day to another: [from, to, shift, user, instead of]. */
export type Run = readonly [from: string, to: string, shift: number, userId: string, insteadOf: string | null]

type RosterCell = Omit<Cell, 'groupId'>

/** A group's cells as runs of days: a month of one rep is one line of a version, not thirty. */
export function asRuns(cells: readonly RosterCell[]): Run[] {
  const sorted = cells.toSorted((a, b) => a.shift - b.shift || (a.day < b.day ? -1 : 1))
  const runs: Run[] = []
  for (const { day, shift, userId, insteadOf } of sorted) {
    const last = runs.at(-1)
    const goesOn =
      last && last[2] === shift && last[3] === userId && last[4] === insteadOf && dayAfter(last[1], 1) === day
    if (goesOn) runs[runs.length - 1] = [last[0], day, shift, userId, insteadOf]
    else runs.push([day, day, shift, userId, insteadOf])
  }
  return runs
}

/** The cells of runs on these days. */
export function fromRuns(runs: readonly Run[], days: { from: string; to: string }): RosterCell[] {
  return runs.flatMap(([from, to, shift, userId, insteadOf]) =>
    daysFrom(from > days.from ? from : days.from, to < days.to ? to : days.to).map((day) => ({
      day,
      shift,
      userId,
      insteadOf,
    })),
  )
}
