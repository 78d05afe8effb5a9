import { Select } from 'antd'
import { useMemo } from 'react'
import { listPurposes } from '../../../contract/consent.ts'
import { type ImportKind, importTargets, manyTargets } from '../../../contract/import.ts'
import { type Lang, useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { choiceOf, leaveOut, newField, parts } from './mapping.ts'
import type { Mapped } from './mapping.ts'
import { mapWords } from './mapWords.ts'

interface FieldPickProps {
  kind: ImportKind
  column: Mapped
  mapping: readonly Mapped[]
  onChoose: (choice: string) => void
}

/** The field a column goes to: the lead's own, pieces of a name or a region, the organisation's, a new one, or none. */
export function FieldPick({ kind, column, mapping, onChoose }: FieldPickProps) {
  const w = useWords(mapWords)
  const groups = useFieldGroups(kind)
  const holders = useMemo(() => new Map(mapping.map((each) => [choiceOf(each), each.column])), [mapping])
  const choice = choiceOf(column)
  // Heads are options that cannot be taken: antd's own groups are announced as what they are not.
  const options = groups.flatMap(({ label, options: offered }) => [
    { value: `#${label}`, label, disabled: true, className: 'field-group' },
    ...offered.map(({ value, label: name }) => ({ value, label: name, search: `${name} ${value}` })),
  ])
  const holderOf = (value: unknown) =>
    value === leaveOut || value === newField || value === choice || manyTargets[kind].includes(String(value))
      ? undefined
      : holders.get(String(value))
  return (
    <Select
      className="field-pick"
      aria-label={w.fieldFor(column.column)}
      value={choice}
      onChange={onChoose}
      showSearch={{ optionFilterProp: 'search' }}
      popupMatchSelectWidth={280}
      options={options}
      // oxlint-disable-next-line react/no-unstable-nested-components -- a render prop, not a component
      optionRender={({ label, value }) => {
        const holder = holderOf(value)
        return (
          <span className="field-option">
            {label}
            {holder ? <small>{w.taken(holder)}</small> : null}
          </span>
        )
      }}
    />
  )
}

/** What a customer has and a lead has not. */
const customerFields: Readonly<Record<string, Record<Lang, string>>> = {
  lifecycleStage: { zh: '客户阶段', en: 'Lifecycle stage' },
  firstPurchaseOn: { zh: '首次购买', en: 'First purchase' },
  lastPurchaseOn: { zh: '最近购买', en: 'Last purchase' },
  spend: { zh: '累计消费', en: 'Spend' },
}

interface FieldGroup {
  label: string
  options: { value: string; label: string }[]
}

function useFieldGroups(kind: ImportKind): readonly FieldGroup[] {
  const w = useWords(mapWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const purposes = useEndpoint(listPurposes, {}, { staleTime: 60_000 }).data?.items
  return useMemo(() => {
    const named = (address: string) => ({
      value: address,
      label: customerFields[address]?.[lang] ?? fields.get(address)?.label[lang] ?? address,
    })
    const own = [...fields].filter(([address]) => address.startsWith('custom.'))
    const pieces = (of: 'name' | 'region') =>
      parts[of].map((part) => ({ value: `${of}/${part}`, label: w[part] }))
    const consents = (purposes ?? []).map(({ key, label }) => ({
      value: `consent.${key}`,
      label: w.consentTo(label[lang]),
    }))
    return [
      {
        label: w.goes,
        options: [
          { value: leaveOut, label: w.leaveOut },
          { value: newField, label: w.newField },
        ],
      },
      { label: w.builtin, options: importTargets[kind].map(named) },
      ...(own.length > 0 ? [{ label: w.own, options: own.map(([address]) => named(address)) }] : []),
      ...(kind === 'leads' ? [{ label: w.consent, options: consents }] : []),
      { label: w.nameParts, options: pieces('name') },
      { label: w.regionParts, options: pieces('region') },
    ]
  }, [fields, kind, purposes, lang, w])
}
