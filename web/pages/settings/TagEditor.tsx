import { InputNumber, Select } from 'antd'
import type { TagPolicy } from '../../../contract/policy.ts'
import { useWords } from '../../app/language.tsx'
import { ConditionField } from '../policy/ConditionField.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { ruleWords } from './ruleWords.ts'

type Rule = TagPolicy['rules'][number]

interface TagEditorProps {
  rule: Rule
  vocabulary: RuleVocabulary
  onChange: (rule: Rule) => void
}

/** A tagging rule opened in place: which leads, which tags, for how long. */
export function TagEditor({ rule, vocabulary, onChange }: TagEditorProps) {
  const w = useWords(ruleWords)
  return (
    <>
      <ConditionField
        value={rule.when}
        vocabulary={vocabulary}
        onChange={(when) => onChange({ ...rule, when })}
      />
      <div className="rule-pair">
        <div className="rule-field">
          <span className="rule-label">{w.tag}</span>
          <Select
            mode="tags"
            aria-label={w.tag}
            placeholder={w.tagPrompt}
            maxCount={10}
            status={rule.tags.length > 0 ? '' : 'warning'}
            options={vocabulary.tags.map((tag) => ({ value: tag, label: tag }))}
            value={rule.tags}
            onChange={(tags: string[]) => onChange({ ...rule, tags: tags.map((tag) => tag.slice(0, 40)) })}
          />
        </div>
        <label className="rule-field">
          <span className="rule-label">{w.lapse}</span>
          <InputNumber
            min={1}
            max={3650}
            placeholder={w.never}
            value={rule.days}
            onChange={(days) => onChange({ ...rule, days })}
          />
        </label>
      </div>
    </>
  )
}
