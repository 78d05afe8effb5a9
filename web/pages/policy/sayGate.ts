import type { Gate } from '../../../contract/policy.ts'
import { wordsIn } from '../../app/language.tsx'
import type { Saying } from './saying.ts'
import { policyWords } from './words.ts'

type Requirement = Gate['requirements'][number]

/** What a gate asks in one breath of all leads (`kind` null), or more of those of a kind or of some cases. */
export interface Breath {
  readonly of: string | null
  /** 电话 且（公司 或 微信）. */
  readonly asks: string
}

/**
 * A gate's requirements read together: those of every lead first, then what is asked besides of each kind and in each
 * case, in their order. Empty where nothing is asked.
 */
export function sayGate(gate: Pick<Gate, 'kinds' | 'requirements'>, say: Saying): Breath[] {
  const asked = gate.requirements.filter(({ need }) => need.length > 0)
  const groups = Map.groupBy(asked, (one) => caseOf(one, gate, say))
  const all = groups.get('') ?? []
  const some = [...groups].filter(([of]) => of !== '')
  const breaths = some.map(([of, theirs]): Breath => ({ of, asks: together(theirs, say) }))
  return all.length > 0 ? [{ of: null, asks: together(all, say) }, ...breaths] : breaths
}

/** Of which leads a requirement is asked: '' of all. */
export function caseOf(
  { kind, when }: Pick<Requirement, 'kind' | 'when'>,
  { kinds = [] }: Pick<Gate, 'kinds'>,
  say: Saying,
): string {
  const w = wordsIn(policyWords, say.lang)
  const named = kind && (kinds.find(({ id }) => id === kind)?.name ?? w.gone)
  return [...(named ? [named] : []), ...(when ? [say.condition(when)] : [])].join(w.comma)
}

function together(asked: readonly Requirement[], say: Saying): string {
  const w = wordsIn(policyWords, say.lang)
  // A need of one field, or of all of several, is so many facts that all must be there.
  const facts = asked.flatMap((one): { text: string; many: boolean }[] => {
    const names = one.need.map(say.field)
    const least = Math.min(one.atLeast ?? names.length, names.length)
    if (least === names.length) return names.map((text) => ({ text, many: false }))
    if (least === 1) return [{ text: names.join(w.or), many: true }]
    return [{ text: w.ofThese(least, names.join(w.list)), many: true }]
  })
  const bracketed = facts.map(({ text, many }) => (many && facts.length > 1 ? w.bracket(text) : text))
  return bracketed.join(w.and)
}
