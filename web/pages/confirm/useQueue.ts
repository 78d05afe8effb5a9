import { useQuery, useQueryClient } from '@tanstack/react-query'
import { confirmLead, nextToConfirm, queueState } from '../../../contract/confirm.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useLive } from '../../app/live.ts'
import { keyOf, useEndpoint, useVerb } from '../../app/queries.ts'

export type QueueLead = NonNullable<Reply<typeof nextToConfirm>['lead']>
export type Confirmed = Reply<typeof confirmLead>

const DAYS = 7

/** The queue: the lead that is the reader's now, how much waits, and what was done. `next` takes another one. */
export function useQueue(source: string | undefined) {
  const client = useQueryClient()
  const state = useEndpoint(queueState, { query: { days: DAYS } }, { keep: true })
  const key = [nextToConfirm.id, source]
  const ask = (skip?: string) =>
    call(nextToConfirm, { body: { ...(source && { sourceId: source }), ...(skip && { skip }) } })
  const taken = useQuery({
    queryKey: key,
    queryFn: () => ask(),
    enabled: state.data?.may === true,
    // It stays the reader's until they say what came of it, whatever else changes.
    staleTime: Infinity,
    gcTime: 0,
  })
  const next = async (skip?: string) => {
    client.setQueryData(key, await ask(skip))
    void client.invalidateQueries({ queryKey: keyOf(queueState) })
  }
  useLive(['lead'], () => {
    void client.invalidateQueries({ queryKey: keyOf(queueState) })
    if (taken.data?.lead === null) void taken.refetch()
  })
  const verb = useVerb(confirmLead, [])
  return { state, taken, lead: taken.data?.lead ?? undefined, next, verb }
}
