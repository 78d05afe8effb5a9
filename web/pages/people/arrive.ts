import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Goes into the app as a new person: nothing that was read before counts any more. */
export function useArrive(): (next?: string) => void {
  const queries = useQueryClient()
  const router = useRouter()
  return useCallback(
    (next) => {
      queries.clear()
      // An address of ours only: //elsewhere would leave the house.
      router.history.push(next?.startsWith('/') && !next.startsWith('//') ? next : '/')
    },
    [queries, router],
  )
}

/** The token a link carries after its #, so that no server logs it; or as ?token=. */
export function tokenOf(location: { hash: string; search: string }): string {
  return location.hash.replace(/^#/, '') || (new URLSearchParams(location.search).get('token') ?? '')
}
