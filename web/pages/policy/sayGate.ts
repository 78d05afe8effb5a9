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
  const ways = asked.flatMap((one) => {
    const names = one.need.map(say.field)
    const least = Math.min(one.atLeast ?? names.length, names.length)
    if (least === names.length) return []
    return [least === 1 ? names.join(w.or) : w.ofThese(least, names.join(w.list))]
  })
  // Of a need of one field, or of all of several, each is a fact that must be there.
  const musts = asked
    .filter(({ need, atLeast }) => (atLeast ?? need.length) >= need.length)
    .flatMap(({ need }) => need.map(say.field))
  const alone = ways.length === 1 && musts.length === 0
  const bracketed = alone ? ways : ways.map((way) => w.bracket(way))
  return [...(musts.length > 0 ? [musts.join(w.list)] : []), ...bracketed].join(w.and)
}
