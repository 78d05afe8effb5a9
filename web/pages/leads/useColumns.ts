import { useMemo } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { columnsOf, usualColumns } from './columns.tsx'
import { listWords } from './words.ts'

const stored = 'sluice.columns'

/** The columns of the list: those in the address, else those chosen last on this device, else the usual ones. */
export function useColumns(
  inAddress: readonly string[] | undefined,
  onChange: (keys: string[] | undefined) => void,
) {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const usual = usualColumns[useIs('rep') ? 'rep' : 'other']
  const all = useMemo(() => columnsOf(fields, w, lang), [fields, w, lang])
  const keys = inAddress ?? chosen() ?? usual
  const text = keys.join()
  const shown = useMemo(() => text.split(',').flatMap((key) => all.get(key) ?? []), [text, all])
  const choose = (next: readonly string[] | undefined) => {
    if (next) localStorage.setItem(stored, JSON.stringify(next))
    else localStorage.removeItem(stored)
    onChange(next && [...next])
  }
  return { all, keys, shown, choose }
}

function chosen(): string[] | undefined {
  try {
    const keys: unknown = JSON.parse(localStorage.getItem(stored) ?? 'null')
    return Array.isArray(keys) ? keys.map(String) : undefined
  } catch {
    return undefined
  }
}
