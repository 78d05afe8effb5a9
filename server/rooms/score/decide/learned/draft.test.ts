import { expect, test } from 'vitest'
import { card as cardSchema } from '../../../../../contract/scorecard.ts'
import type { Asked } from './asked.ts'
import { draftOf } from './draft.ts'
import { chanceAt } from './isotonic.ts'
import { type Kept, thawed } from './kept.ts'
import { scores } from './learn.ts'
import { madeHistory } from './made.ts'
import { explained } from './reasons.ts'
import { study } from './study.ts'

const history = madeHistory(3000, 4)
const studied = study(history, new Set())!
const kept: Kept = { ...studied, unasked: [] }
const asked = new Map<string, Asked>(
  history.columns.map(({ key, kind }) => [
    key,
    {
      key,
      kind,
      field: { key, type: kind, label: { zh: key, en: key }, origin: 'custom' },
      read: (lead) => (lead[key] ?? null) as string | number | null,
    },
  ]),
)

test('what is kept comes back from JSON as it was, ranges without an end too', () => {
  const back = thawed(JSON.parse(JSON.stringify(kept)) as Kept)
  expect(back.spreads).toEqual(kept.spreads)
  expect(scores(back.card, history)).toEqual(scores(kept.card, history))
})

test('a grade of the draft begins at the fewest points with which its chance is reached', () => {
  const grades = [0.3, 0.6, 0.1, 0.999].map((chance) => ({ grade: `${chance}`.slice(2), chance }))
  const draft = draftOf(kept, { name: '学习评分卡', grades, asked })
  expect(cardSchema.parse(draft)).toEqual(draft)
  const { steps } = draft.grading as Extract<typeof draft.grading, { kind: 'scale' }>
  expect(steps.map(({ grade }) => grade)).toEqual(['6', '3', '1'])
  for (const { grade, from } of steps) {
    expect(chanceAt(kept.calibrator, from)).toBeGreaterThanOrEqual(Number(`0.${grade}`))
    expect(chanceAt(kept.calibrator, from - 1)).toBeLessThan(Number(`0.${grade}`))
  }
})

test('a lead’s reasons with the base are its points, strongest first', () => {
  const points = scores(kept.card, history)
  for (let i = 0; i < 300; i++) {
    const lead = Object.fromEntries(history.columns.map(({ key, values }) => [key, values[i]]))
    const told = explained(kept, lead, { asked, many: 100 })
    expect(told.points).toBe(points[i])
    expect(told.reasons.reduce((sum, reason) => sum + reason.points, told.base)).toBe(points[i])
    const sizes = told.reasons.map((reason) => Math.abs(reason.points))
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(told.chance).toBe(chanceAt(kept.calibrator, points[i]!))
  }
})
