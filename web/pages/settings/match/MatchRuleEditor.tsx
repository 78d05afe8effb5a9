import { Input, Select } from 'antd'
import type { HeldState, MatchAction, MatchRule, MatchTerm } from '../../../../rules/matching.ts'
import { actionsFor, heldStates, strengths } from '../../../../rules/matching.ts'
import { useWords } from '../../../app/language.tsx'
import { matchSaying, sayMatchTerm } from '../../policy/sayMatch.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { matchWords } from './words.ts'

interface MatchRuleEditorProps {
  rule: MatchRule
  terms: readonly MatchTerm[]
  vocabulary: RuleVocabulary
  onChange: (rule: MatchRule) => void
}

/** A match rule opened in place: its logic over the terms, how sure it is, and what becomes of whom it is true of. */
export function MatchRuleEditor({ rule, terms, vocabulary, onChange }: MatchRuleEditorProps) {
  const w = useWords(matchWords)
  const said = useWords(matchSaying)
  const set = (part: Partial<MatchRule>) => onChange({ ...rule, ...part })
  const append = (text: string) => set({ logic: `${rule.logic.trimEnd()} ${text}`.trim() })
  const states = heldStates.filter((state) =>
    state === 'customer' ? rule.against !== 'leads' : rule.against !== 'customers',
  )
  return (
    <>
      <div className="rule-pair">
        <label className="rule-field">
          <span className="rule-label">{w.name}</span>
          <Input
            maxLength={80}
            placeholder={w.namePrompt}
            value={rule.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </label>
        <Choice
          label={w.strength}
          value={rule.strength}
          options={strengths.map((value) => ({ value, label: said[value] }))}
          onChange={(strength) => set({ strength })}
        />
        <Choice
          label={w.against}
          value={rule.against}
          options={(['both', 'leads', 'customers'] as const).map((value) => ({ value, label: w[value] }))}
          onChange={(against) => set({ against })}
        />
      </div>
      <label className="rule-field">
        <span className="rule-label">{w.logic}</span>
        <Input
          className="match-line"
          spellCheck={false}
          value={rule.logic}
          onChange={(event) => set({ logic: event.target.value })}
        />
        <small className="rule-hint">{w.logicHint}</small>
      </label>
      <div className="match-words">
        {terms.map((term) => (
          <button key={term.name} type="button" onClick={() => append(term.name)}>
            <b>{term.name}</b> {term.kind === 'logic' ? term.logic : sayMatchTerm(term, vocabulary.say)}
          </button>
        ))}
        {[said.and, said.or, said.not, '(', ')'].map((word) => (
          <button key={word} type="button" className="match-joint" onClick={() => append(word.trim())}>
            {word.trim()}
          </button>
        ))}
      </div>
      <fieldset className="match-then">
        <legend className="rule-label">{w.outcome}</legend>
        <small className="rule-hint">{w.outcomeHint}</small>
        {states.map((state) => (
          <Choice
            key={state}
            label={said[state]}
            value={rule.does[state]}
            options={actionsFor[state].map((value) => ({
              value,
              label: said[value],
              hint: w[`${value}Hint`],
            }))}
            onChange={(action) => set({ does: doing(rule.does, state, action) })}
          />
        ))}
      </fieldset>
    </>
  )
}

function doing(does: MatchRule['does'], state: HeldState, action: MatchAction): MatchRule['does'] {
  return { ...does, [state]: action }
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string; hint?: string }[]
  onChange: (value: Value) => void
}

function optionOf({ data }: { data: { label: string; hint?: string } }) {
  return (
    <div className="match-option">
      {data.label}
      {data.hint ? <small>{data.hint}</small> : null}
    </div>
  )
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <div className="rule-field">
      <span className="rule-label">{label}</span>
      <Select<Value, ChoiceProps<Value>['options'][number]>
        aria-label={label}
        value={value}
        options={[...options]}
        popupMatchSelectWidth={false}
        optionRender={optionOf}
        onChange={onChange}
      />
    </div>
  )
}
