import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wordsIn } from '../../../app/language.tsx'
import type { Quality, Result } from './preview.ts'
import { sayGrades, sayQuality, signedDecimal } from './say.ts'
import { previewWords } from './words.ts'

const [zh, en] = [wordsIn(previewWords, 'zh'), wordsIn(previewWords, 'en')]
const move = (from: string, to: string, leads: number) => ({ from, to, leads, leadIds: [] })
const opened = (moves: Result['open']['moves']) => ({
  grades: ['A', 'B', 'C', ''],
  open: {
    leads: moves.reduce((sum, { leads }) => sum + leads, 0),
    changed: moves.reduce((sum, { from, to, leads }) => (from === to ? sum : sum + leads), 0),
    moves,
  } as Result['open'],
})

describe('one sentence says what becomes of grades', () => {
  const result = opened([move('A', 'A', 3819), move('B', 'A', 125), move('A', 'B', 87)])

  test('in both languages', () => {
    expect(sayGrades(result, en, 'en')).toBe(
      '212 of 4,031 open leads would change grade; 38 more A, 38 fewer B.',
    )
    expect(sayGrades(result, zh, 'zh')).toBe('4,031 条在手线索里有 212 条会换等级；A 多 38 条、B 少 38 条。')
    expect(sayGrades(opened([move('', 'A', 1)]), en, 'en')).toBe(
      '1 of 1 open leads would change grade; 1 more A, 1 fewer no grade.',
    )
    expect(sayGrades(opened([move('A', 'A', 5)]), en, 'en')).toBe('None of 5 open leads would change grade.')
    expect(sayGrades(opened([]), zh, 'zh')).toBe('现在没有在手线索。')
  })
})

describe('one sentence says whether it tells better, and how surely', () => {
  const quality = (low: number, value: number, high: number) =>
    ({ before: { auc: 0.81 }, after: { auc: 0.81 + value }, difference: { value, low, high } }) as Quality

  test.each([
    [
      quality(0.01, 0.03, 0.05),
      'It surely tells won from lost better: AUC .81 → .84 (difference +.03, 95 % interval +.01 to +.05).',
    ],
    [
      quality(-0.05, -0.03, -0.01),
      'It surely tells won from lost worse: AUC .81 → .78 (difference −.03, 95 % interval −.05 to −.01).',
    ],
    [
      quality(-0.02, 0.01, 0.04),
      'It may be chance, neither is clearly better: AUC .81 → .82 (difference +.01, 95 % interval −.02 to +.04).',
    ],
    [quality(0, 0, 0), 'Both tell them apart alike: AUC .81.'],
  ])('%#', (given, said) => {
    expect(sayQuality(given, en)).toBe(said)
  })

  test('never surely where the interval holds nothing', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (below, above) => {
          const said = sayQuality(quality(-below, (above - below) / 2, above), zh)
          expect(said).not.toMatch(/确实/)
        },
      ),
    )
  })

  test('a sign stands before the point', () => {
    expect([0.034, -0.034, 0, 1].map(signedDecimal)).toEqual(['+.03', '−.03', '.00', '+1.00'])
  })
})
