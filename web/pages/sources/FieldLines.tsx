import { CloseOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import type { Fields } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { Section } from '../../ui/Page.tsx'
import { SortableItem } from '../../ui/SortableItem.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { asksContact, fieldIn, offeredFields } from './formDraft.ts'
import type { Draft, FormField } from './formDraft.ts'
import { formWords } from './formWords.ts'

interface FieldLinesProps {
  draft: Draft
  fields: Fields
  onFields: (fields: FormField[]) => void
}

/** What the form asks, in order: dragged by the handle, or moved with space and the arrows. */
export function FieldLines({ draft, fields, onFields }: FieldLinesProps) {
  const w = useWords(formWords)
  const asked = draft.fields
  const write = (at: number, part: Partial<FormField>) =>
    onFields(asked.map((each, i) => (i === at ? { ...each, ...part } : each)))
  return (
    <Section title={w.fields}>
      <SortableList label={w.fields} items={asked} idOf={({ field }) => field} onOrder={onFields}>
        {(each, at) => (
          <SortableItem key={each.field} id={each.field} at={at} look={{ off: !fields.has(each.field) }}>
            <FieldLine
              field={each}
              at={at}
              known={fields.has(each.field)}
              onChange={(part) => write(at, part)}
              onRemove={() => onFields(asked.toSpliced(at, 1))}
            />
          </SortableItem>
        )}
      </SortableList>
      {asksContact(draft) ? null : <p className="telling telling-care">{w.noContact}</p>}
      <AddField fields={fields} asked={asked} onAdd={(field) => onFields([...asked, field])} />
    </Section>
  )
}

interface FieldLineProps {
  field: FormField
  at: number
  /** Archived fields are not. */
  known: boolean
  onChange: (part: Partial<FormField>) => void
  onRemove: () => void
}

function FieldLine({
  field: { field, label, placeholder, required },
  at,
  known,
  onChange,
  onRemove,
}: FieldLineProps) {
  const w = useWords(formWords)
  const called = label || field
  return (
    <div className="field-line">
      <Input
        aria-label={w.fieldLabel(at + 1)}
        maxLength={120}
        value={label}
        onChange={({ target }) => onChange({ label: target.value })}
        {...(label.trim() === '' ? { status: 'error' as const } : {})}
      />
      {known ? (
        <Input
          aria-label={w.placeholderOf(called)}
          maxLength={120}
          placeholder={w.placeholder}
          value={placeholder ?? ''}
          onChange={({ target }) => onChange({ placeholder: target.value })}
        />
      ) : (
        <span className="field-gone">{w.unknown}</span>
      )}
      <Checkbox
        aria-label={w.requiredOf(called)}
        checked={required}
        onChange={({ target }) => onChange({ required: target.checked })}
      >
        {w.required}
      </Checkbox>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={w.remove(called)}
        onClick={onRemove}
      />
    </div>
  )
}

interface AddFieldProps {
  fields: Fields
  asked: readonly FormField[]
  onAdd: (field: FormField) => void
}

/** The fields not asked yet. */
function AddField({ fields, asked, onAdd }: AddFieldProps) {
  const w = useWords(formWords)
  const { lang } = useLanguage()
  const left = offeredFields(fields).filter((field) => asked.every((each) => each.field !== addressOf(field)))
  const group = (origin: 'builtin' | 'custom', label: string) => ({
    label,
    options: left
      .filter((field) => field.origin === origin)
      .map((field) => ({ value: addressOf(field), label: field.label[lang] })),
  })
  const groups = [group('builtin', w.leadFields), group('custom', w.ownFields)]
  return (
    <Select<string | null>
      className="add-field"
      aria-label={w.addField}
      placeholder={left.length > 0 && asked.length < 30 ? w.addField : w.allFields}
      disabled={left.length === 0 || asked.length >= 30}
      showSearch={{ optionFilterProp: 'label' }}
      value={null}
      options={groups.filter(({ options }) => options.length > 0)}
      onChange={(address) => {
        const field = address === null ? undefined : fields.get(address)
        if (field) onAdd(fieldIn(field, lang))
      }}
    />
  )
}
