import { scorePolicy } from '../../../../contract/scorecard.ts'
import type { Card, Criterion, Grading, ScorePolicy } from '../../../../contract/scorecard.ts'
import { reachProblems } from '../../../../contract/scoring/reach.ts'
import { check } from '../../../../rules/check.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { newLineId } from '../../policy/useLines.ts'

export type Steps = Extract<Grading, { kind: 'scale' }>['steps']

/** Whether a criterion is written to its end. */
export function soundCriterion(criterion: Criterion, fields: Fields): boolean {
  return criterion.kind !== 'fact' || check(criterion.when, fields).length === 0
}

/** Whether a card is written to its end, and every grade of it can be reached. */
export function soundCard(card: Card, fields: Fields): boolean {
  const { when, groups } = card
  if (when && check(when, fields).length > 0) return false
  const lines = groups.flatMap(({ criteria }) => criteria)
  return lines.every((one) => soundCriterion(one, fields)) && reachProblems(card).length === 0
}

/** Whether the server would take the scorecards: their shape, and every condition in them. */
export function soundPolicy(policy: ScorePolicy, fields: Fields): boolean {
  return scorePolicy.safeParse(policy).success && policy.cards.every((card) => soundCard(card, fields))
}

/** The scorecards without what is not written to its end: an unfinished card scores nobody, an unfinished line gives nothing. */
export function finished(policy: ScorePolicy, fields: Fields): ScorePolicy {
  const whole = policy.cards.filter(({ when }) => !when || check(when, fields).length === 0)
  return {
    cards: whole.map((card) => ({
      ...card,
      groups: card.groups.map((group) => ({
        ...group,
        criteria: group.criteria.filter((one) => soundCriterion(one, fields)),
      })),
    })),
  }
}

/** A card to begin with: two empty groups and the usual four grades. */
export function freshCard(name: string, labels: { fit: string; behaviour: string }): Card {
  const group = (kind: 'fit' | 'behaviour') => ({ id: newLineId(), label: labels[kind], kind, criteria: [] })
  const steps = [60, 40, 20, 0].map((from, at) => ({ grade: 'ABCD'.charAt(at), from }))
  return {
    id: newLineId(),
    name,
    when: { all: [] },
    groups: [group('fit'), group('behaviour')],
    grading: { kind: 'scale', steps },
  }
}

/** The card again under ids of its own, for a lead's history points at lines by their ids. */
export function copyOf(card: Card, name: string): Card {
  return {
    ...card,
    id: newLineId(),
    name,
    groups: card.groups.map((group) => ({
      ...group,
      id: newLineId(),
      criteria: group.criteria.map((one) => ({ ...one, id: newLineId() })),
    })),
  }
}

/** The criterion as one of another kind, keeping what it is called and, where it can, its points. */
export function turnedInto(kind: Criterion['kind'], { id, label, points }: Criterion): Criterion {
  if (kind === 'fact') return { id, kind, label, points, when: { all: [] } }
  if (kind === 'event') return { id, kind, label, points, event: 'page', counts: { kind: 'once' } }
  return { id, kind, label, points: points < 0 ? points : -10, afterDays: 14 }
}

/** The grading as one of the other kind, keeping the thresholds there are. */
export function gradedBy(kind: Grading['kind'], grading: Grading): Grading {
  if (kind === grading.kind) return grading
  if (grading.kind === 'grid') return { kind: 'scale', steps: grading.fit }
  const fit = grading.steps
  return { kind: 'grid', fit, behaviour: fit.map(({ from }, at) => ({ grade: String(at + 1), from })) }
}
