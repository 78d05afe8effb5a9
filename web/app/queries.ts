import {
  MutationCache,
  QueryCache,
  QueryClient,
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { UseQueryOptions } from '@tanstack/react-query'
import type { Endpoint } from '../../contract/endpoint.ts'
import { Refused, Unreachable, call } from './api.ts'
import type { Reply, Sent } from './api.ts'

/** The cache of everything read; `onSignedOut` runs when the server no longer knows the session. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof Refused && error.status === 401) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only a server that could not be reached is worth another try.
        retry: (count, error) => error instanceof Unreachable && count < 2,
      },
    },
  })
}

type ReadOptions<E> = Omit<UseQueryOptions<Reply<E>, Error>, 'queryKey' | 'queryFn'> & {
  /** Keeps showing the last answer while the next one is fetched (a list whose filter changed). */
  keep?: boolean
}

/** The key under which an endpoint's answers are kept; `[id]` alone covers all its inputs. */
export const keyOf = (endpoint: Endpoint, sent?: unknown): readonly unknown[] =>
  sent === undefined ? [endpoint.id] : [endpoint.id, sent]

/** Reads an endpoint; the answer is shared with every other reader of the same input. */
export function useEndpoint<E extends Endpoint>(endpoint: E, sent: Sent<E>, options: ReadOptions<E> = {}) {
  const { keep, ...rest } = options
  return useQuery<Reply<E>, Error>({
    ...rest,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
    queryKey: keyOf(endpoint, sent),
    queryFn: ({ signal }) => call(endpoint, sent, signal),
  })
}

interface PageReply<Item> {
  items: Item[]
  next: string | null
}
type ItemOf<E> = Reply<E> extends PageReply<infer Item> ? Item : never

/** Reads a list page by page by its cursor: `rows` so far, `more` for the next page, `done` at the end. */
export function usePages<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  options: { enabled?: boolean } = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [endpoint.id, 'pages', sent],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => call(endpoint, withCursor(sent, pageParam), signal),
    getNextPageParam: (last) => (last as PageReply<unknown>).next,
    placeholderData: keepPreviousData,
    ...options,
  })
  const rows = pages.data?.pages.flatMap((page) => (page as PageReply<ItemOf<E>>).items)
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError } = pages
  const retryMore = () => {
    if (hasNextPage && !isFetchingNextPage) void pages.fetchNextPage()
  }
  // A page that was refused is not asked for again by itself: it would be refused as fast as it is asked.
  const more = isFetchNextPageError ? undefined : retryMore
  return {
    ...pages,
    rows,
    more,
    /** Why the next page did not come, and asking for it once more. */
    moreError: isFetchNextPageError && !isFetchingNextPage ? (pages.error ?? undefined) : undefined,
    retryMore,
    done: !pages.hasNextPage,
    first: pages.data?.pages[0],
  }
}

function withCursor<E>(sent: Sent<E>, cursor: string | null): Sent<E> {
  if (!cursor) return sent
  const { query } = sent as { query?: object }
  return { ...sent, query: { ...query, cursor } }
}

/** Changes something by an endpoint, then reads again what `freshens` names (endpoints whose answers it changed). */
export function useVerb<E extends Endpoint>(endpoint: E, freshens: readonly Endpoint[] = []) {
  const client = useQueryClient()
  return useMutation<Reply<E>, Error, Sent<E>>({
    mutationKey: [endpoint.id],
    mutationFn: (sent) => call(endpoint, sent),
    onSettled: () => Promise.all(freshens.map((read) => client.invalidateQueries({ queryKey: keyOf(read) }))),
  })
}
