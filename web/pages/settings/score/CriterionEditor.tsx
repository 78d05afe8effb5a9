import { Input, InputNumber, Radio } from 'antd'
import type { Criterion } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { turnedInto } from './cards.ts'
import { criterionWords } from './criterionWords.ts'
import { EventEditor } from './EventEditor.tsx'
import { MaybeNumber } from './MaybeNumber.tsx'

interface CriterionEditorProps {
  criterion: Criterion
  vocabulary: RuleVocabulary
  onChange: (criterion: Criterion) => void
}

/** A line of a scorecard opened in place: for what it gives points, what it is called, how many. */
export function CriterionEditor({ criterion, vocabulary, onChange }: CriterionEditorProps) {
  const w = useWords(criterionWords)
  const { kind, label, points } = criterion
  return (
    <>
      <Radio.Group
        aria-label={w.kind}
        value={kind}
        onChange={({ target }) => onChange(turnedInto(target.value as Criterion['kind'], criterion))}
        options={(['fact', 'event', 'silence'] as const).map((value) => ({ value, label: w[value] }))}
        optionType="button"
      />
      <div className="rule-pair">
        <label className="rule-field">
          <span className="rule-label">{w.label}</span>
          <Input
            maxLength={80}
            placeholder={w.labelPrompt}
            value={label}
            onChange={(event) => onChange({ ...criterion, label: event.target.value })}
          />
          <small className="rule-hint">{w.labelHint}</small>
        </label>
        <label className="rule-field">
          <span className="rule-label">{w.points}</span>
          <InputNumber
            min={-1000}
            max={kind === 'silence' ? -1 : 1000}
            precision={0}
            value={points}
            onChange={(next) => onChange({ ...criterion, points: next ?? (kind === 'silence' ? -1 : 0) })}
          />
        </label>
      </div>
      {criterion.kind === 'fact' ? (
        <ConditionField
          value={criterion.when}
          vocabulary={vocabulary}
          onChange={(when) => onChange({ ...criterion, when })}
        />
      ) : criterion.kind === 'event' ? (
        <EventEditor criterion={criterion} onChange={onChange} />
      ) : (
        <SilenceEditor criterion={criterion} onChange={onChange} />
      )}
    </>
  )
}

type SilenceCriterion = Extract<Criterion, { kind: 'silence' }>

function SilenceEditor({
  criterion,
  onChange,
}: {
  criterion: SilenceCriterion
  onChange: (criterion: SilenceCriterion) => void
}) {
  const w = useWords(criterionWords)
  const { everyDays: _every, most: _most, ...bare } = criterion
  const { everyDays, most, afterDays } = criterion
  const keep = (part: Pick<SilenceCriterion, 'everyDays' | 'most'>) =>
    onChange(compact({ ...bare, everyDays, most, ...part }))
  return (
    <>
      <label className="rule-choose">
        {w.silentFor}
        <InputNumber
          className="small-number"
          min={1}
          max={730}
          precision={0}
          value={afterDays}
          onChange={(next) => onChange({ ...criterion, afterDays: next ?? 1 })}
        />
        {w.days}
      </label>
      <MaybeNumber
        label={w.again}
        unit={w.days}
        min={1}
        max={730}
        start={7}
        value={everyDays}
        onChange={(next) => keep({ everyDays: next })}
      />
      <MaybeNumber
        label={w.mostLost}
        unit={w.pointsUnit}
        min={1}
        max={10_000}
        start={30}
        value={most}
        onChange={(next) => keep({ most: next })}
      />
    </>
  )
}

/** Without keys whose value is undefined: a setting that is off is not there. */
function compact(criterion: SilenceCriterion): SilenceCriterion {
  return Object.fromEntries(
    Object.entries(criterion).filter(([, value]) => value !== undefined),
  ) as unknown as SilenceCriterion
}
