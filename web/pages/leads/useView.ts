import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { listViews } from '../../../contract/views.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { builtinViews } from './builtinViews.ts'
import { leadsSearch } from './search.ts'
import type { LeadsSearch, ViewSearch } from './search.ts'
import { listWords } from './words.ts'

/** A view to choose: one everybody has, or one somebody saved. */
export interface View {
  key: string
  name: string
  search: ViewSearch
  saved?: { mine: boolean; shared: boolean }
}

/**
 * What the list shows: the chosen view, with whatever the address says beyond it. `change` writes into the address and
 * keeps it short by leaving out what the view says anyway.
 */
export function useView() {
  const w = useWords(listWords)
  const { roles } = useMe()
  const navigate = useNavigate()
  const search: LeadsSearch = useSearch({ from: '/shell/leads' })
  const saved = useEndpoint(listViews, {}, { staleTime: 60_000 }).data
  const views = useMemo((): readonly View[] => {
    const own = (saved?.items ?? [])
      .filter(({ page }) => page === 'leads')
      .map(({ viewId, name, search: kept, mine, shared }) => ({
        key: viewId,
        name,
        search: readSearch(kept),
        saved: { mine, shared },
      }))
    return [
      ...builtinViews(roles).map(({ key, label, search: asked }) => ({
        key,
        name: w[label] as string,
        search: asked,
      })),
      ...own,
    ]
  }, [saved, roles, w])
  const view = views.find(({ key }) => key === search.view) ?? views.at(0)!
  const { view: _, open, ...differing } = search
  const shown: ViewSearch = { ...view.search, ...defined(differing) }
  const change = useCallback(
    (part: Partial<LeadsSearch>) =>
      void navigate({
        to: '/leads',
        search: (before) => defined({ ...before, ...part }),
        replace: !('view' in part) && !('open' in part),
      }),
    [navigate],
  )
  return {
    views,
    view,
    shown,
    open,
    change,
    modified: Object.keys(defined(differing)).some((key) =>
      differs(key as keyof ViewSearch, differing, view),
    ),
  }
}

function differs(key: keyof ViewSearch, differing: ViewSearch, { search }: View): boolean {
  return JSON.stringify(differing[key] ?? null) !== JSON.stringify(search[key] ?? null)
}

function readSearch(kept: unknown): ViewSearch {
  const { view: _, open: __, ...search } = leadsSearch.parse(kept)
  return search
}

/** The parts that say something, so that an address holds no empty ones. */
function defined<T extends object>(search: T): T {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ''),
  ) as T
}
