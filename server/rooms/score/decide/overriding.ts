import type { Role } from '../../../../contract/endpoint.ts'
import type { RefusalCode, RefusalParams } from '../../../../contract/refusals.ts'
import type { Card } from '../../../../contract/scorecard.ts'
import { gradesOf, type Override } from '../../../../contract/scoring/override.ts'
import type { Overriders } from '../store/overrides.ts'

export interface Obstacle {
  readonly code: RefusalCode
  readonly params: RefusalParams
}

/** Why somebody may not set a lead's grade by hand; null: they may. A manager may wherever they see the lead in full. */
export function mayOverride(
  { roles, holds }: { readonly roles: readonly Role[]; readonly holds: boolean },
  overriders: Overriders,
): Obstacle | null {
  if (roles.includes('admin') || roles.includes('manager')) return null
  if (overriders === 'managers') return { code: 'override.managers', params: {} }
  return holds ? null : { code: 'override.not_holder', params: {} }
}

/** Why a lead cannot be put there: its scorecard has no such grade, or grades by two sides and takes no score by hand. */
export function whereTo(to: Override['to'], card: Card | undefined): Obstacle | null {
  if ('score' in to) return card?.grading.kind === 'grid' ? { code: 'override.by_grade', params: {} } : null
  const known = card ? gradesOf(card.grading) : []
  if (known.includes(to.grade) && known.length > 1) return null
  return {
    code: 'override.no_grade',
    params: { grade: to.grade, known: known.filter(Boolean).join(' ') || '—' },
  }
}
