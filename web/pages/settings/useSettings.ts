import { getRouteApi, useNavigate, useParams } from '@tanstack/react-router'

const route = getRouteApi('/shell/settings')

/** What the address says of the open settings page: the source it is about, the panel beside it, the entry opened. */
export function useSettings() {
  const search = route.useSearch()
  const { section } = useParams({ strict: false })
  const navigate = useNavigate()
  const go = (part: {
    source?: string | undefined
    panel?: string | undefined
    open?: string | undefined
  }) => {
    const to = { search: { ...search, ...part } }
    void (section
      ? navigate({ to: '/settings/$section', params: { section }, ...to })
      : navigate({ to: '/settings', ...to }))
  }
  return { ...search, go }
}
