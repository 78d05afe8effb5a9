import { useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { fieldIn, freshConsent, slugFor } from './formDraft.ts'
import type { Draft, Form } from './formDraft.ts'
import { formWords } from './formWords.ts'
import type { Source } from './SourcePanel.tsx'

/** What a new form begins as: who, how to reach them, where they work. */
export function useFreshForm(others: readonly Form[], sources: readonly Source[]): Draft {
  const w = useWords(formWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const [fresh] = useState<Draft>(() => ({
    sourceId: sources.length === 1 ? (sources[0]?.sourceId ?? '') : '',
    slug: slugFor(
      '',
      others.map(({ slug }) => slug),
    ),
    title: '',
    intro: '',
    button: w.submit,
    thanks: '',
    consent: '',
    ...freshConsent,
    fields: ['name', 'phone', 'company'].flatMap((key) => {
      const field = fields.get(key)
      return field ? [fieldIn(field, lang)] : []
    }),
    active: true,
  }))
  return fresh
}
