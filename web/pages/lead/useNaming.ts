import { useMemo } from 'react'
import { useLanguage } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import type { Naming } from './trail.ts'

/** The organisation's names for what a trail holds as ids, in the reader's language. */
export function useNaming(): Naming {
  const { lang } = useLanguage()
  const { fields, choices } = useVocabulary()
  return useMemo(() => {
    const named = [...fields.values()].filter(({ from }) => from && from !== 'leads')
    const names = new Map(
      named.flatMap((field) => choices(field) ?? []).map(({ value, label }) => [value, label]),
    )
    return {
      lang,
      name: (id) => names.get(id),
      field: (key) => fields.get(key)?.label[lang] ?? key.replace(/^custom\./, ''),
    }
  }, [lang, fields, choices])
}
