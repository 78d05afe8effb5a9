import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Endpoint } from '../../../contract/endpoint.ts'
import type { LiveTopic } from '../../../contract/live.ts'
import { useLive } from '../../app/live.ts'
import { keyOf } from '../../app/queries.ts'

const pause = 2000

/** Reads again after something changed, every two seconds at most: an import changes thousands of leads a second. */
export function useSteadily(topics: readonly LiveTopic[], reads: readonly Endpoint[]): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useLive(topics, () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      for (const read of reads) void client.invalidateQueries({ queryKey: keyOf(read) })
    }, pause)
  })
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}
