import { Input, Select } from 'antd'
import { fieldType } from '../../../contract/policy.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Mapped } from './mapping.ts'
import { mapWords } from './mapWords.ts'

type Offer = NonNullable<Mapped['suggest']>

interface NewFieldProps {
  column: Mapped
  onDescribe: (change: Partial<Offer>) => void
}

/** What the custom field for a column is called and holds; both were guessed from the column. */
export function NewField({ column: { column, suggest }, onDescribe }: NewFieldProps) {
  const w = useWords(mapWords)
  const { lang } = useLanguage()
  if (!suggest) return null
  const rename = (name: string) => {
    const other = lang === 'zh' ? 'en' : 'zh'
    // Until somebody translates it, both languages say the same.
    const same = suggest.label[other] === suggest.label[lang]
    onDescribe({ label: { ...suggest.label, [lang]: name, ...(same ? { [other]: name } : {}) } })
  }
  const options = suggest.options ?? []
  return (
    <div className="new-field">
      <Input
        size="small"
        maxLength={60}
        aria-label={`${w.newFieldOf(column)} ${w.fieldName}`}
        value={suggest.label[lang]}
        onChange={(event) => rename(event.target.value)}
      />
      <Select
        size="small"
        aria-label={`${w.newFieldOf(column)} ${w.fieldType}`}
        value={suggest.type}
        onChange={(type: Offer['type']) => onDescribe({ type })}
        options={fieldType.options.map((type) => ({ value: type, label: w[type] }))}
      />
      {(suggest.type === 'choice' || suggest.type === 'list') && options.length > 0 ? (
        <small title={options.map(({ label }) => label[lang]).join(' · ')}>{w.options(options.length)}</small>
      ) : null}
    </div>
  )
}
