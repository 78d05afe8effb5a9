import { Input, InputNumber, Select, Space } from 'antd'
import type { ReactNode } from 'react'
import type { Field } from '../../../rules/fields.ts'
import { editorOf } from '../../../rules/operators.ts'
import type { Editor } from '../../../rules/operators.ts'
import { useWords } from '../../app/language.tsx'
import { useChoices } from './choices.ts'
import { DayEditor, DaysEditor } from './DayEditor.tsx'
import { textsOf } from './editor.ts'
import type { EditorProps } from './editor.ts'
import { opOf } from './query.ts'
import { RegionEditor } from './RegionEditor.tsx'
import { conditionWords } from './words.ts'

const editors: Record<Exclude<Editor, 'none'>, (props: EditorProps) => ReactNode> = {
  text: TextEditor,
  texts: ManyEditor,
  number: NumberEditor,
  range: RangeEditor,
  day: DayEditor,
  days: DaysEditor,
  span: SpanEditor,
  years: YearsEditor,
  option: OneEditor,
  options: ManyEditor,
  regions: RegionEditor,
}

/** What the value is edited with, by the field's type and the operator. */
export function ValueEditor({ operator, ...props }: EditorProps & { operator: string }) {
  const editor = editorOf(props.field, opOf(operator))
  if (!editor || editor === 'none') return null
  const Shown = editors[editor]
  return <Shown {...props} />
}

function TextEditor({ value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  return (
    <Input
      aria-label={w.value}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function OneEditor({ field, value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  const choices = useChoices(field)
  if (!choices) return <TextEditor field={field} value={value} onChange={onChange} />
  return (
    <Select
      aria-label={w.value}
      className="condition-wide"
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      options={[...choices]}
      value={typeof value === 'string' && value ? value : null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  )
}

function ManyEditor({ field, value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  const choices = useChoices(field)
  const free = !choices || field.type === 'text' || field.type === 'list'
  return (
    <Select
      aria-label={w.value}
      className="condition-wide"
      mode={free ? 'tags' : 'multiple'}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      placeholder={free ? w.enterTexts : undefined}
      options={[...(choices ?? [])]}
      value={textsOf(value)}
      onChange={(chosen) => onChange(chosen)}
    />
  )
}

function NumberEditor({ field, value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  return (
    <Amount
      field={field}
      label={w.value}
      value={typeof value === 'number' ? value : null}
      onChange={onChange}
    />
  )
}

function RangeEditor({ field, value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  const [from, to] = Array.isArray(value) ? (value as (number | undefined)[]) : []
  const set = (next: (number | undefined)[]) => onChange(next as number[])
  return (
    <Space size={4}>
      <Amount field={field} label={w.from} value={from ?? null} onChange={(next) => set([next, to])} />
      <span className="condition-between">–</span>
      <Amount field={field} label={w.to} value={to ?? null} onChange={(next) => set([from, next])} />
    </Space>
  )
}

interface AmountProps {
  field: Field
  label: string
  value: number | null
  onChange: (value: number | undefined) => void
}

/** A number as people say it: an amount kept in 分 is typed in 元. */
function Amount({ field, label, value, onChange }: AmountProps) {
  const scale = field.scale ?? 1
  const keep = (typed: number | null) => {
    if (typed === null) return onChange(undefined)
    onChange(field.whole ? Math.round(typed * scale) : typed * scale)
  }
  return (
    <InputNumber
      aria-label={label}
      className="condition-number"
      value={value === null ? null : value / scale}
      {...(field.whole && scale === 1 ? { precision: 0 } : {})}
      onChange={keep}
    />
  )
}

function YearsEditor({ value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  return (
    <InputNumber
      aria-label={w.value}
      className="condition-count"
      min={1}
      max={100}
      precision={0}
      value={typeof value === 'number' ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

function SpanEditor({ value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  const hours = typeof value === 'object' && 'hours' in value
  const count =
    typeof value !== 'object' ? null : 'hours' in value ? value.hours : 'days' in value ? value.days : null
  const set = (next: number, unit: string) => onChange(unit === 'hours' ? { hours: next } : { days: next })
  const unit = hours ? 'hours' : 'days'
  return (
    <Space.Compact>
      <InputNumber
        aria-label={w.value}
        className="condition-count"
        min={1}
        precision={0}
        value={count}
        onChange={(next) => (next === null ? onChange(undefined) : set(next, unit))}
      />
      <Select
        aria-label={w.unit}
        value={unit}
        options={[
          { value: 'days', label: w.days },
          { value: 'hours', label: w.hours },
        ]}
        onChange={(next) => set(count ?? 1, next)}
      />
    </Space.Compact>
  )
}
