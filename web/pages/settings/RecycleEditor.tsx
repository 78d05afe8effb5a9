import { Input, InputNumber, Select } from 'antd'
import type { RecyclePolicy } from '../../../contract/policy.ts'
import { useWords } from '../../app/language.tsx'
import { ConditionField } from '../policy/ConditionField.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { policyWords } from '../policy/words.ts'
import { ruleWords } from './ruleWords.ts'

type Rule = RecyclePolicy['rules'][number]

interface RecycleEditorProps {
  rule: Rule
  vocabulary: RuleVocabulary
  onChange: (rule: Rule) => void
}

/** A recycling rule opened in place: which leads, after how many days, reminded when, and to which pool. */
export function RecycleEditor({ rule, vocabulary, onChange }: RecycleEditorProps) {
  const w = useWords(ruleWords)
  const p = useWords(policyWords)
  const set = (part: Partial<Rule>) => onChange({ ...rule, ...part })
  return (
    <>
      <label className="rule-field">
        <span className="rule-label">{p.name}</span>
        <Input
          className="rule-wide"
          maxLength={80}
          placeholder={w.namePrompt}
          value={rule.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </label>
      <ConditionField value={rule.when} vocabulary={vocabulary} onChange={(when) => set({ when })} />
      <div className="rule-pair">
        <label className="rule-field">
          <span className="rule-label">{w.days}</span>
          <InputNumber
            min={1}
            max={3650}
            suffix={w.dayUnit}
            value={rule.days}
            onChange={(days) => set({ days: days ?? 1 })}
          />
        </label>
        <label className="rule-field">
          <span className="rule-label">{w.remind}</span>
          <InputNumber
            min={0}
            max={365}
            suffix={w.dayUnit}
            status={rule.remindDays < rule.days ? '' : 'warning'}
            value={rule.remindDays}
            onChange={(remindDays) => set({ remindDays: remindDays ?? 0 })}
          />
          {rule.remindDays < rule.days ? null : <small className="rule-unsound">{w.remindLate}</small>}
        </label>
        <label className="rule-field">
          <span className="rule-label">{w.again}</span>
          <InputNumber
            min={0}
            max={10}
            suffix={w.againUnit}
            value={rule.again ?? 0}
            onChange={(times) => {
              const { again: _, ...rest } = rule
              onChange(times ? { ...rest, again: times } : rest)
            }}
          />
          <small className="faint">{rule.again ? w.againTold(rule.again) : w.againNever}</small>
        </label>
        <div className="rule-field">
          <span className="rule-label">{w.pool}</span>
          <Select
            aria-label={w.pool}
            value={rule.poolId ?? ''}
            options={[{ value: '', label: w.ownPool }, ...vocabulary.pools]}
            onChange={(poolId: string) => set({ poolId: poolId || null })}
          />
        </div>
      </div>
    </>
  )
}
