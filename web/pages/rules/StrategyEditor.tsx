import { Select } from 'antd'
import type { AssignRule, Strategy } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { Circle } from './Circle.tsx'
import { ClaimSteps } from './ClaimSteps.tsx'
import { chooses, fresh, groups, type StrategyKind } from './kinds.ts'
import { QuotaEditor, WeightEditor } from './ShareTable.tsx'
import { strategyWords } from './strategyWords.ts'
import { TierLines } from './TierLines.tsx'
import type { Checked } from './useCheck.ts'
import { WhoEditor } from './WhoEditor.tsx'
import { rulesWords } from './words.ts'

interface StrategyEditorProps {
  rule: AssignRule
  vocabulary: RuleVocabulary
  checked: Checked | undefined
  onChange: (rule: AssignRule) => void
}

/** Who gets the leads of a rule, and how they are shared out. */
export function StrategyEditor({ rule, vocabulary, checked, onChange }: StrategyEditorProps) {
  const w = useWords(strategyWords)
  const r = useWords(rulesWords)
  const { kind } = rule.strategy
  const { who: _, ...whoever } = rule
  return (
    <>
      <div className="rule-field">
        <span className="rule-label">{r.give}</span>
        <div className="rule-choose">
          <Select<StrategyKind>
            aria-label={r.give}
            className="rule-pick"
            listHeight={420}
            value={kind}
            onChange={(next) => onChange({ ...rule, strategy: fresh(next, rule.strategy) })}
            options={Object.entries(groups).map(([group, kinds]) => ({
              label: w[group as keyof typeof groups],
              options: kinds.map((each) => ({ value: each, label: w[each] })),
            }))}
          />
          <Target rule={rule} vocabulary={vocabulary} onChange={onChange} />
        </div>
        <small className="rule-hint">{w[`${kind}Hint`]}</small>
      </div>
      {chooses(kind) ? (
        <div className="rule-field" role="group" aria-label={w.who}>
          <span className="rule-label">{w.who}</span>
          <WhoEditor
            who={rule.who}
            vocabulary={vocabulary}
            checked={checked}
            tiers={kind !== 'tier'}
            onChange={(who) => onChange(who ? { ...rule, who } : whoever)}
          />
          <Circle checked={checked} of={rule.id} />
        </div>
      ) : null}
      <Shared rule={rule} vocabulary={vocabulary} checked={checked} onChange={onChange} />
    </>
  )
}

/** What the strategy itself asks: weights, quotas, tiers, steps. */
function Shared({ rule, vocabulary, checked, onChange }: StrategyEditorProps) {
  const { strategy } = rule
  const at = {
    of: rule.id,
    vocabulary,
    checked,
    onChange: (next: Strategy) => onChange({ ...rule, strategy: next }),
  }
  const own =
    strategy.kind === 'roundRobin' ? (
      <WeightEditor {...at} strategy={strategy} />
    ) : strategy.kind === 'quota' ? (
      <QuotaEditor {...at} strategy={strategy} />
    ) : strategy.kind === 'tier' ? (
      <TierLines {...at} strategy={strategy} />
    ) : strategy.kind === 'claimWindow' ? (
      <ClaimSteps {...at} strategy={strategy} />
    ) : null
  return own ? <div className="rule-field">{own}</div> : null
}

/** The one rep or pool that a strategy names. */
function Target({ rule, vocabulary, onChange }: Omit<StrategyEditorProps, 'checked'>) {
  const r = useWords(rulesWords)
  const { strategy } = rule
  if (strategy.kind !== 'rep' && !('poolId' in strategy)) return null
  const toRep = strategy.kind === 'rep'
  const offered = toRep ? vocabulary.reps : vocabulary.pools
  const chosen = toRep ? strategy.userId : strategy.poolId
  const prompt = toRep ? r.pickRep : r.pickPool
  return (
    <Select
      className="rule-pick"
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={prompt}
      placeholder={prompt}
      status={offered.some((each) => each.value === chosen) ? '' : 'warning'}
      options={[...offered]}
      value={chosen || null}
      onChange={(id: string) =>
        onChange({ ...rule, strategy: toRep ? { kind: 'rep', userId: id } : { ...strategy, poolId: id } })
      }
    />
  )
}
