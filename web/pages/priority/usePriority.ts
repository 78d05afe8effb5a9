import { listLeads } from '../../../contract/lead.ts'
import { countPriority } from '../../../contract/priority.ts'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint, usePages } from '../../app/queries.ts'

const condition = JSON.stringify({ field: 'priority', op: 'is_true' })

/** Priority leads that wait to be followed up where the reader sees them, what is due first on top. */
export function useWaiting() {
  useFreshen(['lead'], [listLeads, countPriority])
  return usePages(listLeads, { query: { condition, sort: 'priorityDueAt', order: 'asc', limit: 100 } })
}

/** How many wait, are overdue, and are with nobody. */
export function useWaitingCount(enabled = true) {
  useFreshen(['lead'], [countPriority])
  return useEndpoint(countPriority, {}, { enabled, refetchInterval: 60_000, keep: true }).data
}
