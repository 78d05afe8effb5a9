import type { readBoard } from '../../../contract/cohort.ts'
import type { Reply } from '../../app/api.ts'

export type Board = Reply<typeof readBoard>
export type Cohort = Board['cohorts'][number]
export type Group = Cohort['groups'][number]
export type Cell = Group['cells'][number]

const DAY = 86_400_000

export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

export const daysFrom = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => dayAfter(from, i))

/** Whether a day is one on which somebody should serve: the groups are open and leads still stay with the roster. */
export const isServed = (cohort: Pick<Cohort, 'intakeFrom' | 'salesTo'>, day: string): boolean =>
  cohort.intakeFrom <= day && day <= cohort.salesTo

/** Shifts from today on that nobody has, of the days shown. */
export function gapsOf(cohort: Cohort, { days, today }: { days: readonly string[]; today: string }): number {
  const due = days.filter((day) => day >= today && isServed(cohort, day)).length * cohort.shifts.length
  return cohort.groups.reduce(
    (sum, { cells }) => sum + due - cells.filter(({ day }) => day >= today && isServed(cohort, day)).length,
    0,
  )
}

/** A place on the board: a group's row and a day's column, counted from 0 within its cohort. */
export interface Spot {
  readonly row: number
  readonly column: number
}

export interface Selection {
  readonly cohortId: string
  readonly from: Spot
  readonly to: Spot
}

/** The rows and columns between two spots, both included. */
export function rectangle({ from, to }: Pick<Selection, 'from' | 'to'>) {
  const [top, bottom] = [Math.min(from.row, to.row), Math.max(from.row, to.row)]
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)]
  return { top, bottom, left, right }
}

export function isIn(selection: Selection | undefined, cohortId: string, { row, column }: Spot): boolean {
  if (selection?.cohortId !== cohortId) return false
  const { top, bottom, left, right } = rectangle(selection)
  return top <= row && row <= bottom && left <= column && column <= right
}

const steps: Readonly<Record<string, Spot>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/** The selection after an arrow key, within so many rows and columns; undefined for another key. */
export function moved(
  selection: Selection,
  { key, shiftKey }: { key: string; shiftKey: boolean },
  size: { rows: number; columns: number },
): Selection | undefined {
  const step = steps[key]
  if (!step) return undefined
  const within = (at: number, most: number) => Math.max(0, Math.min(most - 1, at))
  const to = {
    row: within(selection.to.row + step.row, size.rows),
    column: within(selection.to.column + step.column, size.columns),
  }
  return { ...selection, to, from: shiftKey ? selection.from : to }
}
