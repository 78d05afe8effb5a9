import { useState } from 'react'
import { addressOf } from '../../../rules/fields.ts'
import type { Field } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { FieldInput } from '../../ui/FieldInput.tsx'
import type { Typed } from './fields.ts'
import { KnownCheck } from './KnownCheck.tsx'
import type { Captured } from './useTyping.ts'
import { newWords } from './words.ts'

interface InputsProps {
  usual: readonly Field[]
  more: readonly Field[]
  typed: Typed
  reasons: Captured['reasons']
  onChange: (address: string, value: unknown) => void
}

/** The fields of a typed lead: the usual ones, those that were asked for, and the others behind one button. */
export function LeadInputs({ usual, more, typed, reasons, onChange }: InputsProps) {
  const w = useWords(newWords)
  const [all, setAll] = useState(false)
  const isAsked = (field: Field) => reasons.some((reason) => reason.field === addressOf(field))
  const shown = [...usual, ...more.filter((field) => all || isAsked(field))]
  return (
    <>
      {shown.map((field, at) => (
        <OneInput
          key={addressOf(field)}
          field={field}
          first={at === 0}
          typed={typed}
          reasons={reasons}
          onChange={onChange}
        />
      ))}
      <KnownCheck typed={typed} />
      <button type="button" className="plain-link new-more" aria-expanded={all} onClick={() => setAll(!all)}>
        {all ? w.fewerFields : w.moreFields}
      </button>
    </>
  )
}

function OneInput({
  field,
  first,
  typed,
  reasons,
  onChange,
}: Pick<InputsProps, 'typed' | 'reasons' | 'onChange'> & { field: Field; first: boolean }) {
  const { lang } = useLanguage()
  const address = addressOf(field)
  const id = `new-${address}`
  const reason = reasons.find((each) => each.field === address)
  return (
    <div className="lead-field" data-asked={reason ? true : undefined}>
      <label htmlFor={id}>{field.label[lang]}</label>
      <div>
        <FieldInput
          id={id}
          field={field}
          long={field.key === 'need' || field.key === 'note'}
          value={typed[address]}
          autoFocus={first}
          onChange={(value) => onChange(address, value)}
        />
        {reason ? <p className="fact-problem">{reason.message}</p> : null}
      </div>
    </div>
  )
}
