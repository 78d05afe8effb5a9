import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { cancelScan, listPairs, listScans, scanClusters, startScan } from '../../../contract/match.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { keyOf, useEndpoint, useVerb } from '../../app/queries.ts'
import { formatCount } from '../../ui/format.ts'
import { useToast } from '../../ui/useToast.tsx'
import { scanWords } from './scanWords.ts'

export type Scan = Reply<typeof listScans>['items'][number]

/** Should the live stream be cut, progress is still seen. */
const POLL = 2500 // ms

const isActive = (scan: Scan | undefined) => scan?.state === 'checking' || scan?.state === 'running'

/** The last scan, the last one that came to its end, and starting and stopping one. What it found is read again once it is over. */
export function useScans() {
  const w = useWords(scanWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const client = useQueryClient()
  const held = useEndpoint(
    listScans,
    {},
    { refetchInterval: ({ state }) => (isActive(state.data?.items[0]) ? POLL : false) },
  )
  useFreshen(['scan'], [listScans])
  const starting = useVerb(startScan, [listScans])
  const cancelling = useVerb(cancelScan, [listScans])
  const last = held.data?.items[0]
  const active = isActive(last) ? last : undefined
  const done = held.data?.items.find(({ state }) => state === 'done')
  const watched = useRef<string | undefined>(undefined)
  const ended = useEffectEvent(() => {
    if (active) {
      watched.current = active.scanId
      return
    }
    if (watched.current === undefined || last?.scanId !== watched.current) return
    watched.current = undefined
    if (last.found) toast.done(w.doneNow(formatCount(last.found.pairs, lang)))
    for (const read of [listPairs, scanClusters]) void client.invalidateQueries({ queryKey: keyOf(read) })
  })
  useEffect(() => ended(), [last?.scanId, last?.state])
  const onError = (error: Error) => toast.refused(error)
  return {
    held,
    last,
    active,
    done,
    busy: starting.isPending || cancelling.isPending,
    start: (closed: boolean) => starting.mutate({ body: { closed } }, { onError }),
    stop: () => {
      if (!active) return
      cancelling.mutate(
        { params: { scanId: active.scanId } },
        { onError, onSuccess: () => toast.done(w.stopped) },
      )
    },
  }
}

export type Scans = ReturnType<typeof useScans>
