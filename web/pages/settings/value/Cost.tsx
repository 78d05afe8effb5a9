import { Input } from 'antd'
import type { ValuePolicy } from '../../../../contract/value.ts'
import { check } from '../../../../rules/check.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import { PolicyLines } from '../../policy/PolicyLines.tsx'
import { sayCost } from '../../policy/sayValuePolicy.ts'
import { newLineId } from '../../policy/useLines.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { MoneyInput } from './MoneyInput.tsx'
import { valueSettingsWords } from './words.ts'

type CostPart = ValuePolicy['cost']
type CostLine = CostPart['lines'][number]

interface CostProps {
  cost: CostPart
  vocabulary: RuleVocabulary
  onChange: (cost: CostPart) => void
}

/** What working a lead costs: by default, and where it is something else. */
export function Cost({ cost, vocabulary, onChange }: CostProps) {
  const w = useWords(valueSettingsWords)
  return (
    <Section title={w.cost}>
      <MoneyInput
        label={w.costDefault}
        value={cost.amount}
        onChange={(amount) => onChange({ ...cost, amount })}
      />
      <p className="rule-label">{w.costLines}</p>
      <PolicyLines<CostLine>
        label={w.costLines}
        items={cost.lines}
        onChange={(lines) => onChange({ ...cost, lines })}
        fresh={() => ({ id: newLineId(), label: '', when: { all: [] }, amount: 0 })}
        empty={{ title: w.noCosts, hint: w.noCostsHint }}
        say={(line) => sayCost(line, vocabulary.say)}
        isSound={({ when }) => check(when, vocabulary.fields).length === 0}
      >
        {(line, set) => (
          <>
            <label className="rule-field">
              <span className="rule-label">{w.label}</span>
              <Input
                className="rule-wide"
                maxLength={80}
                value={line.label}
                onChange={({ target }) => set({ ...line, label: target.value })}
              />
            </label>
            <ConditionField
              value={line.when}
              vocabulary={vocabulary}
              onChange={(when) => set({ ...line, when })}
            />
            <MoneyInput label={w.cost} value={line.amount} onChange={(amount) => set({ ...line, amount })} />
          </>
        )}
      </PolicyLines>
    </Section>
  )
}
