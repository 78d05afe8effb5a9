import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber } from 'antd'
import type { ValuePolicy } from '../../../../contract/value.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { MaybeNumber } from '../score/MaybeNumber.tsx'
import { valueSettingsWords } from './words.ts'

type ChancePart = ValuePolicy['chance']

/** How likely a lead is won: by the learned scorecard, by history, by a table, whichever there is first. */
export function Chance({ chance, onChange }: { chance: ChancePart; onChange: (chance: ChancePart) => void }) {
  const w = useWords(valueSettingsWords)
  const set = (part: Partial<ChancePart>) => onChange({ ...chance, ...part })
  return (
    <Section title={w.chance}>
      <Checkbox checked={chance.model} onChange={({ target }) => set({ model: target.checked })}>
        {w.model}
      </Checkbox>
      <MaybeNumber
        label={w.rates}
        unit={w.leadsUnit}
        min={1}
        max={100_000}
        start={100}
        value={chance.fewest ?? undefined}
        onChange={(fewest) => set({ fewest: fewest ?? null })}
      />
      {chance.fewest === null ? null : (
        <label className="rule-field">
          <span className="rule-label">{w.weight}</span>
          <InputNumber
            min={1}
            max={1000}
            precision={0}
            suffix={w.leadsUnit}
            value={chance.weight}
            onChange={(weight) => set({ weight: weight ?? 20 })}
          />
        </label>
      )}
      <p className="rule-label">{w.table}</p>
      <GradeTable chance={chance} onChange={set} />
    </Section>
  )
}

function GradeTable({
  chance,
  onChange,
}: {
  chance: ChancePart
  onChange: (part: Partial<ChancePart>) => void
}) {
  const w = useWords(valueSettingsWords)
  const { grades, other } = chance
  const change = (at: number, part: Partial<ChancePart['grades'][number]>) =>
    onChange({ grades: grades.map((each, i) => (i === at ? { ...each, ...part } : each)) })
  return (
    <div className="value-grades">
      {grades.map(({ grade, percent }, at) => (
        <div key={at} className="value-grade">
          <Input
            aria-label={w.grade}
            className="small-number"
            maxLength={8}
            status={grade === '' ? 'warning' : ''}
            value={grade}
            onChange={({ target }) => change(at, { grade: target.value })}
          />
          <Percent
            label={`${w.chance} ${grade}`}
            value={percent}
            onChange={(to) => change(at, { percent: to })}
          />
          <Button
            type="text"
            size="small"
            aria-label={w.removeGrade(grade)}
            icon={<DeleteOutlined aria-hidden="true" />}
            onClick={() => onChange({ grades: grades.toSpliced(at, 1) })}
          />
        </div>
      ))}
      <div className="value-grade">
        <span>{w.other}</span>
        <Percent label={w.other} value={other} onChange={(to) => onChange({ other: to })} />
      </div>
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden="true" />}
        disabled={grades.length >= 20}
        onClick={() => onChange({ grades: [...grades, { grade: '', percent: 10 }] })}
      >
        {w.addGrade}
      </Button>
    </div>
  )
}

function Percent({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (to: number) => void
}) {
  return (
    <InputNumber
      aria-label={label}
      className="small-number"
      min={0}
      max={100}
      precision={0}
      suffix="%"
      value={value}
      onChange={(to) => onChange(to ?? 0)}
    />
  )
}
