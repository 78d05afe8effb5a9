import { useQueryClient } from '@tanstack/react-query'
import { readLead } from '../../../contract/lead.ts'
import { useLive } from '../../app/live.ts'
import { keyOf, useEndpoint } from '../../app/queries.ts'
import type { Lead } from './lead.ts'

/**
 * A lead, read again when something happens to it. While it is read again the last answer stays. Out of sight it hears of
 * no change, so what was held is never taken as fresh.
 */
export function useLead(leadId: string) {
  const held = useEndpoint(readLead, { params: { leadId } }, { staleTime: 0 })
  useLive(['lead'], ({ ids }) => {
    if (!ids || ids.includes(leadId)) void held.refetch()
  })
  return held
}

/** Writes into the held answer what was just done, so that the page need not wait to show it. */
export function usePatchLead(): (leadId: string, patch: (lead: Lead) => Lead) => void {
  const client = useQueryClient()
  return (leadId, patch) =>
    client.setQueryData<Lead>(keyOf(readLead, { params: { leadId } }), (lead) => lead && patch(lead))
}
