import type { Field } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatPhone } from '../../ui/format.ts'
import { Region } from '../../ui/Region.tsx'
import { uiWords } from '../../ui/words.ts'

/** A field's value as people read it: a region by name, an option by its label, a number in groups. */
export function FactValue({ field, value }: { field: Field; value: unknown }) {
  const { lang } = useLanguage()
  const w = useWords(uiWords)
  if (value === null || value === undefined || value === '') return null
  if (field.type === 'region') return <Region code={value as string} />
  if (field.type === 'boolean') return value === true ? w.yes : w.no
  if (field.key === 'phone') return <span className="figure">{formatPhone(value as string)}</span>
  const labelled = (one: unknown) =>
    field.options?.find((option) => option.value === one)?.label[lang] ?? String(one)
  if (Array.isArray(value)) return value.map(labelled).join(lang === 'zh' ? '、' : ', ')
  if (typeof value === 'number') return <span className="figure">{value.toLocaleString(lang)}</span>
  return labelled(value)
}
