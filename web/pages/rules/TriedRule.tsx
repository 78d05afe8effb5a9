import type { AssignRule } from '../../../contract/assign.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import { useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { failing, instead } from '../policy/facts.ts'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { pointedAs } from './pointedAs.ts'
import type { Told } from './useTrial.ts'
import { rulesWords } from './words.ts'

interface BecauseProps {
  told: Told['rules'][number]
  rule: AssignRule
  lead: LeadFacts | undefined
  vocabulary: RuleVocabulary
}

/** Why the tried lead stopped at this rule, or went on: the very tests it fails, where the lead is known. */
export function Because({ told, rule, lead, vocabulary }: BecauseProps) {
  const w = useWords(rulesWords)
  const { organisation } = useMe()
  const reasons: Record<string, string> = {
    fires: w.fires,
    inactive: w.inactive,
    condition: w.conditionWhy,
    capacity: w.capacity,
    nobody: w.nobody,
    earlier: w.earlier,
    mode: w.mode,
    unpointed: w.unpointed,
  }
  const said = reasons[told.because] ?? told.because
  const missed =
    told.because === 'condition' && lead ? missedBy(rule, lead, vocabulary, organisation.timeZone) : []
  if (missed.length === 0)
    return (
      <span className="rule-because">
        {said}
        {told.pointed ? ` · ${pointedAs(told.pointed, w)}` : null}
      </span>
    )
  return (
    <span className="rule-because">
      {missed.map(({ wanted, has }) => (has ? w.wantedHas(wanted, has) : w.wanted(wanted))).join(w.and)}
    </span>
  )
}

interface Missed {
  wanted: string
  /** What the lead has instead; '' where that cannot be said in a word. */
  has: string
}

function missedBy(
  rule: AssignRule,
  lead: LeadFacts,
  { fields, say }: RuleVocabulary,
  zone: string,
): Missed[] {
  const parts = failing(rule.when, lead, { fields, at: { now: new Date(), zone } })
  return parts.map((part) => {
    const has = 'field' in part ? instead(part, lead, fields) : undefined
    return { wanted: say.condition(part), has: has ? say.condition(has) : '' }
  })
}
