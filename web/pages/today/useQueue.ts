import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { myDay } from '../../../contract/followup.ts'
import { listLeads, readLead } from '../../../contract/lead.ts'
import { call } from '../../app/api.ts'
import { useEndpoint } from '../../app/queries.ts'
import type { Row } from '../lead/lead.ts'
import { mine } from './counted.ts'
import { isPending, settle } from './queue.ts'
import type { Turn } from './queue.ts'
import { useSteadily } from './useSteadily.ts'

const limit = 200

/** The reader's day in the order they took it, and the rows to show it with. */
export function useQueue() {
  const day = useEndpoint(myDay, { query: { limit } }, { refetchInterval: 60_000 })
  useSteadily(['lead'], [myDay])
  const now = day.data?.queue
  const [taken, setTaken] = useState<readonly Turn[] | undefined>()
  if (now && !taken) setTaken(now)
  const { places, fresh } = settle(taken ?? now ?? [], now ?? [])
  const pending = places.filter((place) => isPending(place) && !place.done).length
  // With nothing left to work nothing can jump: what came is simply there.
  if (now && taken && pending === 0 && fresh > 0) setTaken(now)
  const rows = useRows(now)
  return { day, places, fresh, pending, rows, take: () => setTaken(now) }
}

/** The rows of the queue by id: the list of one's leads, and one by one whatever lies beyond its first page. */
function useRows(now: readonly Turn[] | undefined): ReadonlyMap<string, Row> {
  const ids = (now ?? []).map(({ leadId }) => leadId)
  const held = useQuery({
    queryKey: [listLeads.id, 'my-day', ids],
    enabled: now !== undefined,
    placeholderData: (before: Map<string, Row> | undefined) => before,
    queryFn: async () => {
      const query = {
        condition: JSON.stringify(mine),
        holder: 'rep',
        sort: 'dueAt',
        order: 'asc',
        limit,
      } as const
      const { items } = await call(listLeads, { query })
      const found = new Map<string, Row>(items.map((row) => [row.leadId, row]))
      const missing = ids.filter((leadId) => !found.has(leadId)).slice(0, 50)
      const read = await Promise.allSettled(missing.map((leadId) => call(readLead, { params: { leadId } })))
      for (const each of read) if (each.status === 'fulfilled') found.set(each.value.leadId, each.value)
      return found
    },
  })
  const [seen] = useState(() => new Map<string, Row>())
  // One that was worked may have left the list; its row stays as it was last seen.
  for (const [leadId, row] of held.data ?? []) seen.set(leadId, row)
  return seen
}
