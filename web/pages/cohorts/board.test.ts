import { describe, expect, test } from 'vitest'
import { type Cohort, gapsOf, isIn, moved, rectangle } from './board.ts'

const cell = (day: string, shift = 0) => ({ day, shift, userId: 'a', insteadOf: null })
const cohort = {
  intakeFrom: '2026-03-02',
  salesTo: '2026-03-05',
  shifts: [
    { from: '09:00', to: '12:00' },
    { from: '12:00', to: '21:00' },
  ],
  groups: [{ cells: [cell('2026-03-02'), cell('2026-03-04'), cell('2026-03-04', 1)] }, { cells: [] }],
} as unknown as Cohort

describe('the board', () => {
  test('gaps are counted from today on, of the days it is sold', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06']
    expect(gapsOf(cohort, { days, today: '2026-03-03' })).toBe(6 - 2 + 6)
    expect(gapsOf(cohort, { days, today: '2026-03-06' })).toBe(0)
  })

  test('a selection is a rectangle whichever corner it began at', () => {
    const selection = { cohortId: 'c', from: { row: 2, column: 5 }, to: { row: 1, column: 3 } }
    expect(rectangle(selection)).toEqual({ top: 1, bottom: 2, left: 3, right: 5 })
    expect(isIn(selection, 'c', { row: 1, column: 4 })).toBe(true)
    expect(isIn(selection, 'c', { row: 0, column: 4 })).toBe(false)
    expect(isIn(selection, 'd', { row: 1, column: 4 })).toBe(false)
  })

  test('arrows move it, with Shift they extend it, and it stays on the board', () => {
    const at = { cohortId: 'c', from: { row: 0, column: 0 }, to: { row: 0, column: 0 } }
    const size = { rows: 2, columns: 3 }
    expect(moved(at, { key: 'ArrowUp', shiftKey: false }, size)?.to).toEqual({ row: 0, column: 0 })
    expect(moved(at, { key: 'ArrowRight', shiftKey: true }, size)).toMatchObject({
      from: { column: 0 },
      to: { column: 1 },
    })
    expect(moved(at, { key: 'ArrowDown', shiftKey: false }, size)).toMatchObject({
      from: { row: 1 },
      to: { row: 1 },
    })
    expect(moved(at, { key: 'x', shiftKey: false }, size)).toBeUndefined()
  })
})
