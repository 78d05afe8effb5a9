import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import type { ValuePolicy, WorthLine } from '../../../../contract/value.ts'
import { check } from '../../../../rules/check.ts'
import { addressOf } from '../../../../rules/fields.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import { PolicyLines } from '../../policy/PolicyLines.tsx'
import { sayWorth } from '../../policy/sayValuePolicy.ts'
import { newLineId } from '../../policy/useLines.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { MaybeNumber } from '../score/MaybeNumber.tsx'
import { MoneyInput } from './MoneyInput.tsx'
import { valueSettingsWords } from './words.ts'

type WorthPart = ValuePolicy['worth']

interface WorthProps {
  worth: WorthPart
  vocabulary: RuleVocabulary
  onChange: (worth: WorthPart) => void
}

/** How much a won lead is worth: an amount, what was sold, and what makes it more or less. */
export function Worth({ worth, vocabulary, onChange }: WorthProps) {
  const w = useWords(valueSettingsWords)
  const { history: _, ...without } = worth
  return (
    <Section title={w.worth}>
      <MoneyInput
        label={w.amount}
        value={worth.amount}
        onChange={(amount) => onChange({ ...worth, amount })}
      />
      <Checkbox
        checked={worth.history !== undefined}
        onChange={({ target }) =>
          onChange(target.checked ? { ...worth, history: { days: 365, by: 'source', weight: 10 } } : without)
        }
      >
        {w.byHistory}
      </Checkbox>
      {worth.history ? (
        <HistoryEditor
          history={worth.history}
          vocabulary={vocabulary}
          onChange={(history) => onChange({ ...worth, history })}
        />
      ) : null}
      <p className="rule-label">{w.lines}</p>
      <PolicyLines<WorthLine>
        label={w.lines}
        items={worth.lines}
        onChange={(lines) => onChange({ ...worth, lines })}
        fresh={() => ({ id: newLineId(), label: '', when: { all: [] }, kind: 'times', percent: 130 })}
        empty={{ title: w.noLines, hint: w.noLinesHint }}
        say={(line) => sayWorth(line, vocabulary.say)}
        isSound={({ when }) => check(when, vocabulary.fields).length === 0}
      >
        {(line, set) => <WorthEditor line={line} vocabulary={vocabulary} onChange={set} />}
      </PolicyLines>
      <SpendEditor worth={worth} onChange={onChange} />
    </Section>
  )
}

function SpendEditor({ worth, onChange }: Pick<WorthProps, 'worth' | 'onChange'>) {
  const w = useWords(valueSettingsWords)
  const { spend, ...without } = worth
  return (
    <MaybeNumber
      label={w.spend}
      unit="%"
      min={1}
      max={1000}
      start={10}
      value={spend}
      onChange={(next) => onChange(next === undefined ? without : { ...worth, spend: next })}
    />
  )
}

interface HistoryEditorProps {
  history: NonNullable<WorthPart['history']>
  vocabulary: RuleVocabulary
  onChange: (history: NonNullable<WorthPart['history']>) => void
}

function HistoryEditor({ history, vocabulary, onChange }: HistoryEditorProps) {
  const w = useWords(valueSettingsWords)
  const { lang } = useLanguage()
  const choices = [...vocabulary.fields.values()].filter(
    ({ origin, type, personal }) => origin === 'custom' && type === 'choice' && personal !== true,
  )
  const options = ['source', 'region'].flatMap((key) => vocabulary.fields.get(key) ?? []).concat(choices)
  return (
    <>
      <div className="rule-pair">
        <label className="rule-field">
          <span className="rule-label">{w.days}</span>
          <InputNumber
            min={30}
            max={1825}
            precision={0}
            suffix={w.dayUnit}
            value={history.days}
            onChange={(days) => onChange({ ...history, days: days ?? 365 })}
          />
        </label>
        <div className="rule-field">
          <span className="rule-label">{w.by}</span>
          <Select
            aria-label={w.by}
            value={history.by ?? ''}
            options={[
              { value: '', label: w.byNone },
              ...options.map((field) => ({ value: addressOf(field), label: field.label[lang] })),
            ]}
            onChange={(by: string) => onChange({ ...history, by: by || null })}
          />
        </div>
        <label className="rule-field">
          <span className="rule-label">{w.weight}</span>
          <InputNumber
            min={1}
            max={1000}
            precision={0}
            suffix={w.salesUnit}
            value={history.weight}
            onChange={(weight) => onChange({ ...history, weight: weight ?? 10 })}
          />
        </label>
      </div>
      <p className="quietly">{w.weightHint}</p>
    </>
  )
}

interface WorthEditorProps {
  line: WorthLine
  vocabulary: RuleVocabulary
  onChange: (line: WorthLine) => void
}

function WorthEditor({ line, vocabulary, onChange }: WorthEditorProps) {
  const w = useWords(valueSettingsWords)
  const { id, label, when } = line
  const common = { id, label, when }
  return (
    <>
      <label className="rule-field">
        <span className="rule-label">{w.label}</span>
        <Input
          className="rule-wide"
          maxLength={80}
          value={label}
          onChange={({ target }) => onChange({ ...line, label: target.value })}
        />
      </label>
      <ConditionField
        value={when}
        vocabulary={vocabulary}
        onChange={(next) => onChange({ ...line, when: next })}
      />
      <div className="rule-pair">
        <div className="rule-field">
          <span className="rule-label">{w.effect}</span>
          <Radio.Group
            aria-label={w.effect}
            value={line.kind}
            onChange={(event) =>
              onChange(
                event.target.value === 'times'
                  ? { ...common, kind: 'times', percent: 130 }
                  : { ...common, kind: 'plus', amount: 0 },
              )
            }
            options={(['times', 'plus'] as const).map((kind) => ({ value: kind, label: w[kind] }))}
          />
        </div>
        {line.kind === 'times' ? (
          <label className="rule-field">
            <span className="rule-label">{w.percent}</span>
            <InputNumber
              min={0}
              max={1000}
              precision={0}
              suffix="%"
              value={line.percent}
              onChange={(percent) => onChange({ ...line, percent: percent ?? 100 })}
            />
          </label>
        ) : (
          <MoneyInput
            label={w.plus}
            signed
            value={line.amount}
            onChange={(amount) => onChange({ ...line, amount })}
          />
        )}
      </div>
    </>
  )
}
