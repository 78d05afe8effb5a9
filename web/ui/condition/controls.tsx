import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Segmented, Select } from 'antd'
import type {
  ActionProps,
  NotToggleProps,
  ValueEditorProps,
  VersatileSelectorProps,
} from 'react-querybuilder'
import type { Value } from '../../../rules/condition.ts'
import type { Field } from '../../../rules/fields.ts'
import { ValueEditor } from './ValueEditor.tsx'

/** An option or a group of them, as the builder lists both. */
interface Listed {
  name?: string
  label: string
  options?: { name: string; label: string }[]
}

/** + 条件, + 分组: quiet, they are not the page's own action. */
export function AddAction({ label, title, handleOnClick, disabled }: ActionProps) {
  return (
    <Button
      type="text"
      size="small"
      icon={<PlusOutlined aria-hidden="true" />}
      disabled={disabled}
      aria-label={title}
      onClick={(event) => handleOnClick(event)}
    >
      {label}
    </Button>
  )
}

export function RemoveAction({ title, handleOnClick, disabled }: ActionProps) {
  return (
    <Button
      type="text"
      size="small"
      className="condition-remove"
      icon={<CloseOutlined aria-hidden="true" />}
      disabled={disabled}
      aria-label={title}
      onClick={(event) => handleOnClick(event)}
    />
  )
}

export function NotTick({ checked = false, handleOnChange, label, disabled }: NotToggleProps) {
  return (
    <Checkbox
      checked={checked}
      disabled={disabled}
      onChange={(event) => handleOnChange(event.target.checked)}
    >
      {label}
    </Checkbox>
  )
}

/** 全部满足 or 任一满足, both in sight. */
export function CombinatorChoice({ options, value, handleOnChange, disabled }: VersatileSelectorProps) {
  return (
    <Segmented
      size="small"
      disabled={disabled}
      value={value ?? ''}
      options={(options as Listed[]).map(({ name = '', label }) => ({ value: name, label }))}
      onChange={(chosen) => handleOnChange(chosen)}
    />
  )
}

/** Fields and operators; searchable, with a name for screen readers, which the ready-made one lacks. */
export function Selector({
  options,
  value,
  handleOnChange,
  title,
  disabled,
  className,
}: VersatileSelectorProps) {
  return (
    <Select
      aria-label={title}
      className={className}
      disabled={disabled}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      options={(options as Listed[]).map(({ name, label, options: inner }) =>
        inner
          ? { label, options: inner.map((each) => ({ value: each.name, label: each.label })) }
          : { value: name, label },
      )}
      value={value ?? null}
      onChange={(chosen: string) => handleOnChange(chosen)}
    />
  )
}

/** The builder's value cell, handed to our editors with the field it is about. */
export function ValueCell({ fieldData, operator, value, handleOnChange }: ValueEditorProps) {
  const field = fieldData['field'] as Field | undefined
  return field ? (
    <ValueEditor
      field={field}
      operator={operator}
      value={value as Value | undefined}
      onChange={handleOnChange}
    />
  ) : null
}
