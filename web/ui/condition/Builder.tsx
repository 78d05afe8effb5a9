import { useMemo, useState } from 'react'
import { QueryBuilder } from 'react-querybuilder'
import type { RuleGroupType } from 'react-querybuilder'
import type { Condition } from '../../../rules/condition.ts'
import { addressOf } from '../../../rules/fields.ts'
import type { Field, Fields } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import { AddAction, CombinatorChoice, NotTick, RemoveAction, Selector, ValueCell } from './controls.tsx'
import { firstValue, operatorNames, toCondition, toGroup } from './query.ts'
import type { Group } from './query.ts'
import { conditionWords } from './words.ts'
import './condition.css'

interface BuilderProps {
  value: Condition
  fields: Fields
  onChange: (condition: Condition) => void
  disabled?: boolean | undefined
}

const controlElements = {
  addRuleAction: AddAction,
  addGroupAction: AddAction,
  removeRuleAction: RemoveAction,
  removeGroupAction: RemoveAction,
  notToggle: NotTick,
  combinatorSelector: CombinatorChoice,
  fieldSelector: Selector,
  operatorSelector: Selector,
  valueEditor: ValueCell,
}

/** The rows of a condition. It keeps them itself, so that a half-typed row survives; a new `value` replaces them. */
export default function Builder({ value, fields, onChange, disabled = false }: BuilderProps) {
  const { lang } = useLanguage()
  const w = useWords(conditionWords)
  const [shown, setShown] = useState({ value, group: toGroup(value, fields) })
  const current = shown.value === value ? shown : { value, group: toGroup(value, fields) }
  if (current !== shown) setShown(current)
  const builderFields = useMemo(() => fieldList(fields, lang, w), [fields, lang, w])
  const change = (query: RuleGroupType) => {
    const group = query as Group
    const next = toCondition(group)
    if (JSON.stringify(next) === JSON.stringify(toCondition(current.group))) {
      // The builder only gave its rows their ids.
      setShown({ value, group })
      return
    }
    setShown({ value: next, group })
    onChange(next)
  }
  return (
    <div className="condition">
      <QueryBuilder
        fields={builderFields}
        query={current.group as RuleGroupType}
        onQueryChange={change}
        getOperators={(name) => operatorNames(fields.get(name) ?? noField, lang)}
        getDefaultValue={({ field, operator }) => firstValue(fields.get(field) ?? noField, operator)}
        combinators={[
          { name: 'and', label: w.all },
          { name: 'or', label: w.any },
        ]}
        controlElements={controlElements}
        translations={{
          fields: { title: w.field },
          operators: { title: w.operator },
          value: { title: w.value },
          addRule: { label: w.addRule, title: w.addRule },
          addGroup: { label: w.addGroup, title: w.addGroup },
          removeRule: { title: w.remove },
          removeGroup: { title: w.removeGroup },
          notToggle: { label: w.not, title: w.not },
        }}
        showNotToggle
        listsAsArrays
        addRuleToNewGroups
        disabled={disabled}
      />
    </div>
  )
}

const noField: Field = { key: '', type: 'text', label: { zh: '', en: '' }, origin: 'builtin' }

function fieldList(fields: Fields, lang: Lang, w: { builtin: string; custom: string }) {
  const named = (origin: Field['origin']) =>
    [...fields.values()]
      .filter((field) => field.origin === origin)
      .map((field) => ({ name: addressOf(field), label: field.label[lang], field }))
  const custom = named('custom')
  if (custom.length === 0) return named('builtin')
  return [
    { label: w.builtin, options: named('builtin') },
    { label: w.custom, options: custom },
  ]
}
