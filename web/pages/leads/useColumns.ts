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
  narrow: boolean,
  onChange: (keys: string[] | undefined) => void,
) {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const usual = usualColumns[useIs('rep') ? 'rep' : 'other']
  const all = useMemo(() => columnsOf(fields, w, lang), [fields, w, lang])
  const picked = inAddress ?? chosen()
  const keys = picked ?? usual
  const whole = picked !== undefined && !narrow
  const text = keys.join()
  const shown = useMemo(() => {
    const columns = text.split(',').flatMap((key) => all.get(key) ?? [])
    return whole ? columns.map(({ optional: _, ...column }) => column) : columns
  }, [text, all, whole])
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
