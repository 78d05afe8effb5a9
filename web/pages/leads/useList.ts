import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { InfiniteData } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { listLeads } from '../../../contract/lead.ts'
import type { Reply } from '../../app/api.ts'
import type { ListRow } from '../lead/lead.ts'
import { readList } from './ask.ts'
import type { ListQuery } from './search.ts'

type Page = Omit<Reply<typeof listLeads>, 'items'> & { items: ListRow[] }
type Pages = InfiniteData<Page, string | null>

const pageSize = 100

/**
 * The leads of a list page by page. It is not read again behind the reader's back, which would make it jump: changes are
 * written into it row by row (`patch`), and `renew` starts it over when the reader asks.
 */
export function useList(query: ListQuery) {
  const client = useQueryClient()
  const text = JSON.stringify(query)
  const key = useMemo(() => [listLeads.id, 'list', text], [text])
  const pages = useInfiniteQuery({
    queryKey: key,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      readList({ ...query, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  })
  const rows = useMemo(() => distinct(pages.data?.pages ?? []), [pages.data])
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages
  const retryMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  // A page that was refused is not asked for again by itself: it would be refused as fast as it is asked.
  const more = useCallback(() => {
    if (!isFetchNextPageError) retryMore()
  }, [isFetchNextPageError, retryMore])
  const moreError = isFetchNextPageError && !isFetchingNextPage ? (pages.error ?? undefined) : undefined
  const patch = useCallback(
    (change: (row: ListRow) => ListRow | undefined) =>
      client.setQueryData<Pages>(
        key,
        (held) => held && { ...held, pages: held.pages.map((page) => changed(page, change)) },
      ),
    [client, key],
  )
  const renew = useCallback(() => client.resetQueries({ queryKey: key }), [client, key])
  return { ...pages, rows, more, moreError, retryMore, patch, renew, hasMore: hasNextPage }
}

// A lead whose place moved between two pages is in both: the first stands.
function distinct(pages: readonly Page[]): readonly ListRow[] {
  const seen = new Set<string>()
  return pages.flatMap(({ items }) => items.filter(({ leadId }) => !seen.has(leadId) && seen.add(leadId)))
}

function changed(page: Page, change: (row: ListRow) => ListRow | undefined): Page {
  const items = page.items.flatMap((row) => change(row) ?? [])
  const same = items.length === page.items.length && items.every((row, at) => row === page.items[at])
  return same ? page : { ...page, items }
}
