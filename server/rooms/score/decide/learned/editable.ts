/** A learned card as a scorecard of the house: criteria with conditions and points, to be read, edited and published. */
import type { Criterion, CriterionGroup } from '../../../../../contract/scorecard.ts'
import type { Condition } from '../../../../../rules/condition.ts'
import { type Asked, conditionOf } from './asked.ts'
import type { LearnedCard, Line } from './card.ts'

/**
 * Groups that give every lead the points the card gives it (a property of the tests), lines without points left out.
 * Labels are left to the reader's language: a criterion without one is told by its condition.
 */
export function editable({ base, groups }: LearnedCard, asked: ReadonlyMap<string, Asked>): CriterionGroup[] {
  const criteria = groups.map((lines, at) => criteriaOf(lines, at, asked))
  const [singles, pairs] = [false, true].map((paired) =>
    criteria.filter((_, at) => Boolean(groups[at]![0]?.with) === paired).flat(),
  )
  const ground: Criterion[] =
    base === 0 ? [] : [{ id: 'base', kind: 'fact', label: '', when: { all: [] }, points: base }]
  return [
    { id: 'learned', label: '', kind: 'fit', criteria: [...ground, ...(singles ?? [])] },
    ...((pairs ?? []).length > 0
      ? [{ id: 'together', label: '', kind: 'fit' as const, criteria: pairs ?? [] }]
      : []),
  ]
}

function criteriaOf(lines: readonly Line[], at: number, asked: ReadonlyMap<string, Asked>): Criterion[] {
  return lines.flatMap((line, i): Criterion[] => {
    const when = line.points === 0 ? undefined : conditionOfLine(line, lines, asked)
    return when ? [{ id: `l${at}.${i}`, kind: 'fact', label: '', when, points: line.points }] : []
  })
}

/** A line of a group as a condition; undefined where it holds of nobody, or asks for a field that is gone. */
export function conditionOfLine(
  line: Line,
  group: readonly Line[],
  asked: ReadonlyMap<string, Asked>,
): Condition | undefined {
  const answers = answersOf(group)
  const whens = [
    conditionIn(asked, line, answers.own),
    ...(line.with ? [conditionIn(asked, line.with, answers.beside)] : []),
  ]
  if (whens.includes(undefined)) return undefined
  const conditions = whens as Condition[]
  return conditions.length === 1 ? conditions[0]! : { all: conditions }
}

function conditionIn(
  asked: ReadonlyMap<string, Asked>,
  { key, bin }: Pick<Line, 'key' | 'bin'>,
  answers: readonly string[],
): Condition | undefined {
  const field = asked.get(key)
  return field && conditionOf(field, bin, answers)
}

/** The answers that have bins of their own, on either axis. */
function answersOf(lines: readonly Line[]): { own: string[]; beside: string[] } {
  const of = (bins: readonly Line['bin'][]) => [
    ...new Set(bins.flatMap((bin) => (bin.kind === 'value' ? [bin.value] : []))),
  ]
  return {
    own: of(lines.map(({ bin }) => bin)),
    beside: of(lines.flatMap((line) => (line.with ? [line.with.bin] : []))),
  }
}
