import type { Condition } from '../../../rules/condition.ts'
import { useWords } from '../../app/language.tsx'
import { ConditionEditor } from '../../ui/condition/ConditionEditor.tsx'
import type { RuleVocabulary } from './useSaying.ts'
import { policyWords } from './words.ts'

interface ConditionFieldProps {
  value: Condition
  vocabulary: RuleVocabulary
  onChange: (condition: Condition) => void
  label?: string
}

/** Which leads a rule is about; the rule's own sentence reads it aloud, so the editor does not. */
export function ConditionField({ value, vocabulary, onChange, label }: ConditionFieldProps) {
  const w = useWords(policyWords)
  return (
    <div className="rule-field" role="group" aria-label={label ?? w.condition}>
      <span className="rule-label">{label ?? w.condition}</span>
      <ConditionEditor
        value={value}
        fields={vocabulary.fields}
        choices={vocabulary.choices}
        onChange={onChange}
        silent
      />
    </div>
  )
}
