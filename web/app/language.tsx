import { createContext, use, useCallback, useMemo, useState } from 'react'
import type { ReactNode } from 'react'

export type Lang = 'zh' | 'en'

/** One entry of a words table: the Chinese and the English, both texts or both functions of the same arguments. */
export type Word =
  | readonly [string, string]
  | readonly [(...given: never[]) => string, (...given: never[]) => string]
export type WordTable = Readonly<Record<string, Word>>

type Said<W extends Word> = W[0] extends string ? string : W[0]
export type Words<T extends WordTable> = { readonly [K in keyof T]: Said<T[K]> }

/**
 * Declares the texts of a page: `defineWords({ claim: ['领取', 'Claim'], left: [(n: number) => `还剩 ${n} 条`, (n: number) => `${n} left`] })`.
 * An entry without its second language does not compile.
 */
export function defineWords<const T extends WordTable>(table: T): T {
  return table
}

const resolved = new WeakMap<WordTable, Partial<Record<Lang, unknown>>>()

/** The table's texts in one language; the same object for the same table and language, so it is safe as a dependency. */
export function wordsIn<T extends WordTable>(table: T, lang: Lang): Words<T> {
  const known = resolved.get(table) ?? {}
  resolved.set(table, known)
  const at = lang === 'zh' ? 0 : 1
  known[lang] ??= Object.fromEntries(Object.entries(table).map(([key, word]) => [key, word[at]]))
  return known[lang] as Words<T>
}

interface Language {
  lang: Lang
  setLang: (lang: Lang) => void
}

const LanguageContext = createContext<Language>({ lang: 'zh', setLang: () => undefined })
const stored = 'sluice.language'

/** The language before anyone chose one: the last choice on this machine, else the browser's, else Chinese. */
export function firstLanguage(): Lang {
  const saved = localStorage.getItem(stored)
  if (saved === 'zh' || saved === 'en') return saved
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

function markDocument(lang: Lang) {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [lang, keep] = useState<Lang>(() => {
    const first = firstLanguage()
    markDocument(first)
    return first
  })
  const setLang = useCallback((next: Lang) => {
    localStorage.setItem(stored, next)
    markDocument(next)
    keep(next)
  }, [])
  const value = useMemo(() => ({ lang, setLang }), [lang, setLang])
  return <LanguageContext value={value}>{children}</LanguageContext>
}

export function useLanguage(): Language {
  return use(LanguageContext)
}

/** The texts of a table in the reader's language. */
export function useWords<const T extends WordTable>(table: T): Words<T> {
  return wordsIn(table, use(LanguageContext).lang)
}
