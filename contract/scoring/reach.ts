/** Thresholds that no lead can come to, and grades that some leads would have by half. */
import type { Card, Criterion, CriterionGroup } from '../scorecard.ts'

export type ReachProblem =
  /** Nobody has so many points. */
  | { readonly kind: 'beyond'; readonly grade: string; readonly most: number }
  /** Of a grid's two axes one has no grades. */
  | { readonly kind: 'empty'; readonly axis: 'fit' | 'behaviour' }
  /** A lead may have fewer points on an axis than its lowest grade asks: `least`, where there is a limit. */
  | {
      readonly kind: 'half'
      readonly axis: 'fit' | 'behaviour'
      readonly grade: string
      readonly least: number
    }

type Range = readonly [least: number, most: number]

/** What is wrong with a card's thresholds; nothing with those of a retired card, and of one on which no line is written yet. */
export function reachProblems({ groups, grading, retired }: Card): ReachProblem[] {
  if (retired || groups.every(({ criteria }) => criteria.length === 0)) return []
  const ranges = groups.map((group) => ({ kind: group.kind, range: rangeOf(group) }))
  const over = (counts: (kind: CriterionGroup['kind']) => boolean) =>
    summed(ranges.flatMap(({ kind, range }) => (counts(kind) ? [range] : [])))
  if (grading.kind === 'scale')
    return beyond(
      grading.steps,
      over(() => true),
    )
  const axes = [
    { axis: 'fit' as const, steps: grading.fit, range: over((kind) => kind === 'fit' || kind === 'who') },
    { axis: 'behaviour' as const, steps: grading.behaviour, range: over((kind) => kind === 'behaviour') },
  ]
  if (axes.every(({ steps }) => steps.length === 0)) return []
  return axes.flatMap(({ axis, steps, range }): ReachProblem[] => {
    const lowest = steps.toSorted((a, b) => a.from - b.from)[0]
    if (!lowest) return [{ kind: 'empty', axis }]
    const half = range[0] < lowest.from
    return [
      ...beyond(steps, range),
      ...(half ? [{ kind: 'half' as const, axis, grade: lowest.grade, least: range[0] }] : []),
    ]
  })
}

function beyond(steps: readonly { grade: string; from: number }[], [, most]: Range): ReachProblem[] {
  return steps.flatMap(({ grade, from }) => (from > most ? [{ kind: 'beyond', grade, most }] : []))
}

const summed = (ranges: readonly Range[]): Range =>
  ranges.reduce<Range>(([least, most], [low, high]) => [least + low, most + high], [0, 0])

/** Between which sums a group lies, wherever its criteria do not exclude each other. */
function rangeOf({ criteria, least = -Infinity, most = Infinity }: CriterionGroup): Range {
  const [low, high] = summed(criteria.map(given))
  const within = (sum: number) => Math.min(most, Math.max(least, sum))
  return [within(low), within(high)]
}

/** Between which points a criterion gives. */
function given(criterion: Criterion): Range {
  const { points } = criterion
  if (criterion.kind === 'fact') return [Math.min(0, points), Math.max(0, points)]
  const again =
    criterion.kind === 'silence' ? criterion.everyDays !== undefined : criterion.counts.kind === 'each'
  const size = Math.min(criterion.most ?? Infinity, again ? Infinity : Math.abs(points))
  return points < 0 ? [-size, 0] : [0, points === 0 ? 0 : size]
}
