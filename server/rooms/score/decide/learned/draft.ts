/** A learned card as one to edit: its criteria, and grades that begin where a chance to win is reached. */
import type { Card, CriterionGroup } from '../../../../../contract/scorecard.ts'
import type { Asked } from './asked.ts'
import { editable } from './editable.ts'
import { type Calibrator, chanceAt } from './isotonic.ts'
import type { Kept } from './kept.ts'

interface Wish {
  readonly name: string
  readonly grades: readonly { readonly grade: string; readonly chance: number }[]
  readonly asked: ReadonlyMap<string, Asked>
}

/** Criteria a group of the house may have. */
const MOST = 200

/** The card, never published by itself. */
export function draftOf({ card, calibrator }: Kept, { name, grades, asked }: Wish): Card {
  return {
    id: 'learned',
    name,
    groups: editable(card, asked).flatMap(parted),
    grading: { kind: 'scale', steps: stepsOf(calibrator, grades) },
  }
}

/** A group in several, none with more criteria than the house allows: without caps they add up to the same. */
function parted({ criteria, ...group }: CriterionGroup): CriterionGroup[] {
  return Array.from({ length: Math.max(1, Math.ceil(criteria.length / MOST)) }, (_, at) => ({
    ...group,
    id: at === 0 ? group.id : `${group.id}.${at + 1}`,
    criteria: criteria.slice(at * MOST, (at + 1) * MOST),
  }))
}

/** Best grade first in, so that one which begins where a better one does is left out, as is one nobody reaches. */
function stepsOf(calibrator: Calibrator, grades: Wish['grades']): { grade: string; from: number }[] {
  const steps: { grade: string; from: number }[] = []
  for (const { grade, chance } of grades.toSorted((a, b) => b.chance - a.chance)) {
    const from = fewest(calibrator, chance)
    if (from !== undefined && steps.every((step) => step.from !== from && step.grade !== grade))
      steps.push({ grade, from })
  }
  return steps
}

/** The fewest whole points with which the chance is reached. */
function fewest(calibrator: Calibrator, chance: number): number | undefined {
  const [first, last] = [calibrator.scores[0]!, calibrator.scores.at(-1)!]
  let [low, high] = [Math.floor(first), Math.ceil(last)]
  if (chanceAt(calibrator, high) < chance) return undefined
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (chanceAt(calibrator, middle) >= chance) high = middle
    else low = middle + 1
  }
  return low
}
