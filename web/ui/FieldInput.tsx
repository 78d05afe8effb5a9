import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { Suspense, lazy } from 'react'
import type { Field } from '../../rules/fields.ts'
import { useLanguage, useWords } from '../app/language.tsx'
import { uiWords } from './words.ts'
import './inline.css'

const RegionPicker = lazy(() => import('./RegionPicker.tsx'))

export interface InputProps {
  /** Names it for screen readers, where no label stands beside it. */
  label?: string | undefined
  id?: string | undefined
  value: unknown
  /** null: emptied. */
  onChange: (value: unknown) => void
  autoFocus?: boolean | undefined
  placeholder?: string | undefined
}

interface FieldInputProps extends InputProps {
  field: Pick<Field, 'type' | 'options' | 'whole'>
  /** A text of several lines. */
  long?: boolean
}

/** What a field of any type is filled in with: text, number, day, one of several, several, a region, yes or no. */
export function FieldInput({ field, long = false, ...props }: FieldInputProps) {
  const Shown = inputs[field.type]
  if (field.type === 'text' && long) return <LongText {...props} />
  return <Shown {...props} field={field} />
}

type Typed = InputProps & Pick<FieldInputProps, 'field'>

const inputs = {
  text: OneLine,
  number: Amount,
  date: Day,
  choice: OneOf,
  list: SomeOf,
  region: Region,
  boolean: YesNo,
}

const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

function OneLine({ label, id, value, onChange, autoFocus = false, placeholder }: Typed) {
  return (
    <Input
      id={id}
      aria-label={label}
      className="field-input"
      placeholder={placeholder}
      autoFocus={autoFocus}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function LongText({ label, id, value, onChange, autoFocus = false }: InputProps) {
  return (
    <Input.TextArea
      id={id}
      aria-label={label}
      className="field-input"
      autoFocus={autoFocus}
      autoSize={{ minRows: 2, maxRows: 8 }}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Amount({ label, id, value, onChange, field, autoFocus = false, placeholder }: Typed) {
  return (
    <InputNumber
      id={id}
      aria-label={label}
      className="field-input"
      placeholder={placeholder}
      autoFocus={autoFocus}
      value={typeof value === 'number' ? value : null}
      {...(field.whole ? { precision: 0 } : {})}
      onChange={(next) => onChange(next)}
    />
  )
}

function Day({ label, id, value, onChange, autoFocus = false, placeholder }: Typed) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      className="field-input"
      placeholder={placeholder}
      autoFocus={autoFocus}
      value={typeof value === 'string' && value ? dayjs(value) : null}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}

function useOptions({ options = [] }: Typed['field']) {
  const { lang } = useLanguage()
  return options.map(({ value, label }) => ({ value, label: label[lang] }))
}

function OneOf({ label, id, value, onChange, field, autoFocus = false, placeholder }: Typed) {
  const options = useOptions(field)
  return (
    <Select
      id={id}
      aria-label={label}
      className="field-input"
      placeholder={placeholder}
      autoFocus={autoFocus}
      defaultOpen={autoFocus}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={textOf(value) || null}
      onChange={(next: string | undefined) => onChange(next ?? null)}
    />
  )
}

function SomeOf({ label, id, value, onChange, field, autoFocus = false, placeholder }: Typed) {
  const options = useOptions(field)
  return (
    <Select
      id={id}
      aria-label={label}
      className="field-input"
      placeholder={placeholder}
      autoFocus={autoFocus}
      mode={options.length > 0 ? 'multiple' : 'tags'}
      options={options}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(next: string[]) => onChange(next.length > 0 ? next : null)}
    />
  )
}

function YesNo({ label, id, value, onChange, autoFocus = false, placeholder }: Typed) {
  const w = useWords(uiWords)
  return (
    <Select
      id={id}
      aria-label={label}
      className="field-input"
      placeholder={placeholder}
      autoFocus={autoFocus}
      allowClear
      options={[
        { value: 'true', label: w.yes },
        { value: 'false', label: w.no },
      ]}
      value={typeof value === 'boolean' ? String(value) : null}
      onChange={(next: string | undefined) => onChange(next ? next === 'true' : null)}
    />
  )
}

function Region(props: Typed) {
  return (
    <Suspense fallback={<Input className="field-input" disabled aria-label={props.label} />}>
      <RegionPicker {...props} />
    </Suspense>
  )
}
