import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { Skeleton } from './Skeleton.tsx'

interface AnswerProps<T> {
  /** A query: what it holds, or why it holds nothing. */
  of: { data: T | undefined; error: Error | null; refetch: () => unknown }
  children: (data: T) => ReactNode
  kept?: ReactNode
  /** How many grey lines stand for it meanwhile. */
  rows?: number
}

/** The three faces of a query: loading, refused, answered. An answer already held stays when a refresh fails. */
export function Answer<T>({ of, children, kept, rows }: AnswerProps<T>) {
  if (of.data !== undefined) return children(of.data)
  if (of.error) return <ErrorState error={of.error} kept={kept} retry={() => void of.refetch()} />
  return <Skeleton {...(rows ? { rows } : {})} />
}
