import type { AssignPolicy } from '../../../contract/assign.ts'
import {
  cancelRehearsal,
  listRehearsals,
  readRehearsal,
  startRehearsal,
} from '../../../contract/rehearsal.ts'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'

/** Should the live stream be cut, progress is still seen. */
const POLL = 2000 // ms

/** The rehearsals there are, and beginning and stopping one. */
export function useRehearsals(onBegun: (rehearsalId: string) => void) {
  const toast = useToast()
  const isRunning = ({ state }: { state: string }) => state === 'running'
  const held = useEndpoint(
    listRehearsals,
    {},
    { refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? POLL : false) },
  )
  useFreshen(['rehearsal'], [listRehearsals, readRehearsal])
  const starting = useVerb(startRehearsal, [listRehearsals])
  const stopping = useVerb(cancelRehearsal, [listRehearsals, readRehearsal])
  const onError = (error: Error) => toast.refused(error)
  return {
    held,
    busy: starting.isPending || stopping.isPending,
    start: (body: { draft: AssignPolicy; days: number }) =>
      starting.mutate({ body }, { onError, onSuccess: ({ rehearsalId }) => onBegun(rehearsalId) }),
    stop: (rehearsalId: string) => stopping.mutate({ params: { rehearsalId } }, { onError }),
  }
}
