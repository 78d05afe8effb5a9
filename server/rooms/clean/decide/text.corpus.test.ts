import { expect, test } from 'vitest'
import { corpus, judged } from '../../../../test/corpus.ts'
import type { CellKind } from './placeholders.ts'
import { readText } from './text.ts'

test('the corpus of cells of any kind', () => {
  const { cases, share, failures } = judged(
    corpus('text'),
    ({ raw, more: [kind = 'other'] }) => readText(raw, kind as CellKind) ?? '∅',
  )
  expect(cases).toBeGreaterThanOrEqual(250)
  expect(share >= 0.995 ? [] : failures).toEqual([])
})
