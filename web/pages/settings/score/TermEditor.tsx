import { Input, InputNumber } from 'antd'
import type { Scorecard } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { scoreWords } from './words.ts'

type Term = Scorecard['terms'][number]

interface TermEditorProps {
  term: Term
  vocabulary: RuleVocabulary
  onChange: (term: Term) => void
}

/** A line of the scorecard opened in place: what it is called, its points, which leads. */
export function TermEditor({ term, vocabulary, onChange }: TermEditorProps) {
  const w = useWords(scoreWords)
  return (
    <>
      <div className="rule-pair">
        <label className="rule-field">
          <span className="rule-label">{w.label}</span>
          <Input
            maxLength={80}
            placeholder={w.labelPrompt}
            value={term.label}
            onChange={(event) => onChange({ ...term, label: event.target.value })}
          />
          <small className="rule-hint">{w.labelHint}</small>
        </label>
        <label className="rule-field">
          <span className="rule-label">{w.points}</span>
          <InputNumber
            min={-1000}
            max={1000}
            precision={0}
            value={term.points}
            onChange={(points) => onChange({ ...term, points: points ?? 0 })}
          />
        </label>
      </div>
      <ConditionField
        value={term.when}
        vocabulary={vocabulary}
        onChange={(when) => onChange({ ...term, when })}
      />
    </>
  )
}
