import { Input } from 'antd'
import type { AssignRule } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import { ConditionField } from '../policy/ConditionField.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { policyWords } from '../policy/words.ts'
import { Limits } from './Limits.tsx'
import { StrategyEditor } from './StrategyEditor.tsx'
import type { Checked } from './useCheck.ts'
import { rulesWords } from './words.ts'

interface AssignEditorProps {
  rule: AssignRule
  vocabulary: RuleVocabulary
  checked: Checked | undefined
  onChange: (rule: AssignRule) => void
}

/** A rule opened in place: its name, which leads, and to whom. */
export function AssignEditor({ rule, vocabulary, checked, onChange }: AssignEditorProps) {
  const w = useWords(policyWords)
  const r = useWords(rulesWords)
  return (
    <>
      <label className="rule-field">
        <span className="rule-label">{w.name}</span>
        <Input
          className="rule-wide"
          maxLength={80}
          placeholder={r.namePrompt}
          value={rule.name}
          onChange={(event) => onChange({ ...rule, name: event.target.value })}
        />
      </label>
      <ConditionField
        value={rule.when}
        vocabulary={vocabulary}
        onChange={(when) => onChange({ ...rule, when })}
      />
      <StrategyEditor rule={rule} vocabulary={vocabulary} checked={checked} onChange={onChange} />
      <Limits rule={rule} vocabulary={vocabulary} onChange={onChange} />
    </>
  )
}
