import type { AssignRule } from '../../../contract/assign.ts'
import type { RuleVocabulary } from '../policy/useSaying.ts'

export type Template = 'blank' | 'tReferral' | 'tQuota' | 'tEven' | 'tBest' | 'tPool'

/** What a new rule may start from: a blank one, those of the founding modes. */
export const templates: Readonly<Record<'forGrowth' | 'forLean', readonly Template[]>> = {
  forGrowth: ['tReferral', 'tQuota', 'tEven'],
  forLean: ['tBest', 'tPool'],
}

interface Starting {
  readonly id: string
  /** Its name, in the reader's language. */
  readonly name: string
  readonly vocabulary: Pick<RuleVocabulary, 'teams'>
  readonly fallbackPoolId: string
  /** The grades that scorecards give, best first. */
  readonly grades: readonly string[]
}

const all = { all: [] }

/** A rule as a template begins it, ready to be narrowed. */
export function begin(
  template: Template,
  { id, name, vocabulary, fallbackPoolId, grades }: Starting,
): AssignRule {
  const rule = { id, name: template === 'blank' ? '' : name, when: all, active: true }
  const good = grades.length > 0 ? grades.slice(0, 2) : ['A', 'B']
  const graded = { all: [{ field: 'grade', op: 'one_of' as const, value: good }] }
  const [first] = vocabulary.teams
  switch (template) {
    case 'tReferral':
      return { ...rule, strategy: { kind: 'referral' } }
    case 'tQuota':
      return { ...rule, when: graded, strategy: { kind: 'quota', quotas: {}, per: 'month' } }
    case 'tEven':
      return { ...rule, strategy: { kind: 'roundRobin' } }
    case 'tBest':
      return { ...rule, when: graded, strategy: { kind: 'best' } }
    case 'tPool':
      return { ...rule, strategy: { kind: 'pool', poolId: fallbackPoolId } }
    default:
      return {
        ...rule,
        ...(first ? { who: { teamIds: [first.value] } } : {}),
        strategy: { kind: 'roundRobin' },
      }
  }
}
