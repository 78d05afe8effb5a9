import { CloseOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { keepCriteria } from '../../../../contract/policy.ts'
import type { KeepCriterion, MergePolicy } from '../../../../contract/policy.ts'
import { addressOf, facts } from '../../../../rules/fields.ts'
import { useWords } from '../../../app/language.tsx'
import { useVocabulary } from '../../../app/vocabulary.ts'
import { mergeRuleWords } from './words.ts'
import './merge-rules.css'

interface KeptFieldsProps {
  fields: MergePolicy['fields']
  nameOf: (address: string) => string
  onChange: (fields: MergePolicy['fields']) => void
}

const own = [...facts, 'touch']

/** A line for each field that has criteria of its own, and one for all others. */
export function KeptFields({ fields, nameOf, onChange }: KeptFieldsProps) {
  const w = useWords(mergeRuleWords)
  const vocabulary = useVocabulary()
  const custom = [...vocabulary.fields.values()].filter(({ origin }) => origin === 'custom').map(addressOf)
  const known = [...own, ...custom]
  const named = (field: string) => (field === '*' ? w.others : field === 'touch' ? w.touch : nameOf(field))
  const set = known.filter((field) => field in fields)
  const free = known.filter((field) => !(field in fields))
  const criteriaOf = (field: string): KeepCriterion[] => fields[field] ?? ['recent']
  return (
    <>
      <dl className="kept-fields">
        {[...set, '*'].map((field) => (
          <div key={field}>
            <dt>{named(field)}</dt>
            <dd>
              <Select
                mode="multiple"
                aria-label={w.criteria(named(field))}
                value={criteriaOf(field)}
                status={criteriaOf(field).length === 0 ? 'error' : ''}
                options={keepCriteria.map((criterion) => ({ value: criterion, label: w[criterion] }))}
                onChange={(criteria: KeepCriterion[]) => onChange({ ...fields, [field]: criteria })}
              />
              {field === '*' ? null : (
                <Button
                  type="text"
                  size="small"
                  aria-label={w.removeField(named(field))}
                  icon={<CloseOutlined aria-hidden="true" />}
                  onClick={() => onChange(without(fields, field))}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
      {free.length > 0 ? (
        <Select
          aria-label={w.addField}
          placeholder={w.addField}
          className="kept-add"
          value={null}
          options={free.map((field) => ({ value: field, label: named(field) }))}
          onChange={(field: string | null) => {
            if (field) onChange({ ...fields, [field]: [...criteriaOf('*')] })
          }}
        />
      ) : null}
    </>
  )
}

function without(fields: MergePolicy['fields'], field: string): MergePolicy['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== field))
}
