import { countLeads, listLeads } from '../../../contract/lead.ts'
import { countUntouched, listUntouched } from '../../../contract/views.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useEndpoint } from '../../app/queries.ts'
import type { ListQuery } from './search.ts'

/** Reads a page of a list, whichever endpoint has it. */
export function readList(
  { untouched, ...query }: ListQuery,
  signal?: AbortSignal,
): Promise<Reply<typeof listLeads>> {
  return untouched ? call(listUntouched, { query }, signal) : call(listLeads, { query }, signal)
}

/** How many leads a list has. */
export function useCount({ untouched, sort: _, order: __, ...query }: ListQuery) {
  const options = { keep: true, staleTime: 30_000 }
  const all = useEndpoint(countLeads, { query }, { ...options, enabled: !untouched })
  const few = useEndpoint(countUntouched, { query }, { ...options, enabled: untouched === true })
  return untouched ? few : all
}
