import type { Grading, ScorePolicy } from '../scorecard.ts'

/** The grades a lead can have by a grading, best first; a grid's row by row. */
function gradesOf(grading: Grading): string[] {
  const names = (steps: readonly { grade: string; from: number }[]) =>
    steps.toSorted((one, other) => other.from - one.from).map(({ grade }) => grade)
  if (grading.kind === 'scale') return names(grading.steps)
  const across = names(grading.behaviour)
  return names(grading.fit).flatMap((row) => across.map((column) => row + column))
}

/** Every grade of some scorecards and of those seen on leads, best first; no grade ('') last. */
export function allGrades(policies: readonly ScorePolicy[], seen: Iterable<string> = []): string[] {
  const named = policies.flatMap(({ cards }) => cards.flatMap(({ grading }) => gradesOf(grading)))
  return [...new Set([...named, ...seen].filter((grade) => grade !== '')), '']
}
