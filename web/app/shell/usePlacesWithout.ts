import { queueState } from '../../../contract/confirm.ts'
import { useEndpoint } from '../queries.ts'
import type { Me } from '../session.ts'

/** The places that are nothing to a reader: the queue of leads to confirm, for a rep whom no source names. */
export function usePlacesWithout({ roles }: Pick<Me, 'roles'>): readonly string[] {
  const rep = roles.every((role) => role === 'rep')
  const queue = useEndpoint(queueState, { query: {} }, { enabled: rep, staleTime: 300_000 })
  return rep && queue.data?.may !== true ? ['/confirm'] : []
}
