import { Checkbox, InputNumber, Radio, Select } from 'antd'
import type { LeadKind } from '../../../../contract/policy.ts'
import { addressOf } from '../../../../rules/fields.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { ConditionField } from '../../policy/ConditionField.tsx'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { askable } from './requirement.ts'
import type { Requirement } from './requirement.ts'
import { gateWords } from './words.ts'

interface RequirementEditorProps<R extends Requirement> {
  requirement: R
  kinds: readonly LeadKind[]
  vocabulary: RuleVocabulary
  onChange: (requirement: R) => void
}

/** Which facts, all or so many of them, always or only in some cases. */
export function RequirementEditor<R extends Requirement>({
  requirement,
  kinds,
  vocabulary,
  onChange,
}: RequirementEditorProps<R>) {
  const w = useWords(gateWords)
  const { lang } = useLanguage()
  const { need, atLeast, when, kind } = requirement
  const set = (part: Partial<Requirement>, without?: 'atLeast' | 'when' | 'kind') => {
    const next = { ...requirement, ...part }
    if (without) delete next[without]
    onChange(next)
  }
  return (
    <>
      <div className="rule-field">
        <span className="rule-label">{w.need}</span>
        <Select
          mode="multiple"
          aria-label={w.need}
          className="need"
          showSearch={{ optionFilterProp: 'label' }}
          options={askable(vocabulary.fields).map((field) => ({
            value: addressOf(field),
            label: field.label[lang],
          }))}
          value={[...need]}
          onChange={(chosen) => set({ need: chosen })}
        />
      </div>
      <div className="rule-choose">
        <Radio.Group
          aria-label={w.need}
          value={atLeast === undefined ? 'all' : 'some'}
          onChange={(event) => (event.target.value === 'all' ? set({}, 'atLeast') : set({ atLeast: 1 }))}
          options={[
            { value: 'all', label: w.all },
            { value: 'some', label: w.some },
          ]}
        />
        {atLeast === undefined ? null : (
          <>
            <InputNumber
              aria-label={w.some}
              className="small-number"
              min={1}
              max={Math.max(1, need.length)}
              precision={0}
              value={atLeast}
              onChange={(least) => set({ atLeast: least ?? 1 })}
            />
            {w.items(need.length)}
          </>
        )}
      </div>
      {kinds.length > 0 ? (
        <label className="rule-field">
          <span className="rule-label">{w.ofKind}</span>
          <Select
            aria-label={w.ofKind}
            className="scope"
            value={kind ?? ''}
            options={[
              { value: '', label: w.everyKind },
              ...kinds.map(({ id, name }) => ({ value: id, label: name || '…' })),
            ]}
            onChange={(chosen: string) => (chosen ? set({ kind: chosen }) : set({}, 'kind'))}
          />
        </label>
      ) : null}
      <Checkbox
        checked={when !== undefined}
        onChange={(event) => (event.target.checked ? set({ when: { all: [] } }) : set({}, 'when'))}
      >
        {w.only}
      </Checkbox>
      {when ? (
        <ConditionField
          label={w.onlyWhen}
          value={when}
          vocabulary={vocabulary}
          onChange={(next) => set({ when: next })}
        />
      ) : null}
    </>
  )
}
