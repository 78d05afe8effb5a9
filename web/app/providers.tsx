import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { allowShortcuts } from '../ui/keys.ts'
import { AppearanceProvider, useAppearance } from './appearance.tsx'
import { LanguageProvider, useLanguage } from './language.tsx'

/** What every page stands in: language, appearance, the cache of what was read. */
export function Providers({ queries, children }: { queries: QueryClient; children: ReactNode }) {
  return (
    <LanguageProvider>
      <AppearanceProvider>
        <QueryClientProvider client={queries}>
          <ShortcutSwitch />
          <Translated queries={queries} />
          {children}
        </QueryClientProvider>
      </AppearanceProvider>
    </LanguageProvider>
  )
}

function ShortcutSwitch() {
  const { shortcuts } = useAppearance()
  useEffect(() => allowShortcuts(shortcuts), [shortcuts])
  return null
}

/** The server answers in the reader's language, so a change of language reads everything again. */
function Translated({ queries }: { queries: QueryClient }) {
  const { lang } = useLanguage()
  const before = useRef(lang)
  useEffect(() => {
    if (before.current !== lang) void queries.invalidateQueries()
    before.current = lang
  }, [lang, queries])
  return null
}
