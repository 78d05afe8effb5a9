import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Endpoint } from '../../../contract/endpoint.ts'
import { listImportRows, listImports, readImport } from '../../../contract/import.ts'
import type { Reply, Sent } from '../../app/api.ts'
import { useLive } from '../../app/live.ts'
import { keyOf, useEndpoint, useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { moving } from './job.ts'
import type { Job } from './job.ts'
import { rateOf, sampled, secondsLeft } from './pace.ts'
import type { Sample } from './pace.ts'

/** One import; read again when the server tells of it, and every second while it moves, should the live line be cut. */
export function useImport(importId: string) {
  const job = useEndpoint(
    readImport,
    { params: { importId } },
    { refetchInterval: ({ state: { data } }) => (data && moving.has(data.state) ? 1000 : false) },
  )
  useLive(['import'], ({ ids }) => {
    if (!ids || ids.includes(importId)) void job.refetch()
  })
  return job
}

/** A verb on an import whose answer is the import: the page shows it at once, a refusal is told. */
export function useJobVerb<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient()
  const toast = useToast()
  const verb = useVerb(endpoint, [listImports, listImportRows])
  const run = (sent: Sent<E>, after?: (job: Job) => void) =>
    verb.mutate(sent, {
      onSuccess: (reply: Reply<E>) => {
        const job = reply as Job
        client.setQueryData(keyOf(readImport, { params: { importId: job.importId } }), job)
        after?.(job)
      },
      onError: (error) => toast.refused(error),
    })
  return { run, pending: verb.isPending }
}

/** How fast an import moves, and the seconds until it is there; both undefined until that can be said. */
export function usePace({ rowsDone, rowsTotal }: Pick<Job, 'rowsDone' | 'rowsTotal'>) {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  useEffect(() => setSamples((before) => sampled(before, { at: Date.now(), done: rowsDone })), [rowsDone])
  const rate = rateOf(samples)
  const left = rate === undefined ? undefined : secondsLeft({ done: rowsDone, total: rowsTotal }, rate)
  return { rate, left }
}
