import { createContext, use } from 'react'
import type { Field } from '../../../rules/fields.ts'
import { useLanguage } from '../../app/language.tsx'

export interface Choice {
  value: string
  label: string
}

/** What a field's values may be: names of people, sources, pools, tags in use. Undefined: any text. */
export type ChoicesOf = (field: Field) => readonly Choice[] | undefined

export const ChoicesContext = createContext<ChoicesOf>(() => undefined)

/** The choices of a field: its own options in the reader's language, else what the page knows. */
export function useChoices(field: Field): readonly Choice[] | undefined {
  const { lang } = useLanguage()
  const known = use(ChoicesContext)(field)
  return known ?? field.options?.map(({ value, label }) => ({ value, label: label[lang] }))
}
