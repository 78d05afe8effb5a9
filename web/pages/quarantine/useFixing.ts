import { useEffect, useEffectEvent, useState } from 'react'
import { countLeads } from '../../../contract/lead.ts'
import { fixAlike, listAlike, readFix, undoFix } from '../../../contract/quarantine.ts'
import { quarantineSources } from '../../../contract/views.ts'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'

const POLL = 800 // ms

/** A fix of many from its beginning to its end or its undoing; `onFixed` is called when leads have moved. */
export function useFixing(onFixed: () => void) {
  const toast = useToast()
  const freshens = [listAlike, countLeads, quarantineSources]
  const beginning = useVerb(fixAlike, freshens)
  const undoing = useVerb(undoFix, freshens)
  const [fixId, setFixId] = useState<string | undefined>()
  const held = useEndpoint(
    readFix,
    { params: { fixId: fixId ?? '' } },
    {
      enabled: fixId !== undefined,
      staleTime: 0,
      refetchInterval: ({ state }) =>
        state.data?.state === 'running' || state.data?.state === 'undoing' ? POLL : false,
    },
  )
  const fix = fixId === undefined ? undefined : held.data
  const moved = useEffectEvent(onFixed)
  useEffect(() => {
    if (fix?.state === 'done' || fix?.state === 'undone') moved()
  }, [fix?.state])
  return {
    fix,
    running: beginning.isPending || fix?.state === 'running' || fix?.state === 'undoing',
    begin: (pattern: string, source: string | undefined) =>
      beginning.mutate(
        { body: { pattern, ...(source ? { source } : {}) } },
        { onSuccess: (begun) => setFixId(begun.fixId), onError: (error) => toast.refused(error) },
      ),
    undo: () => {
      if (fixId === undefined) return
      undoing.mutate(
        { params: { fixId } },
        { onSuccess: () => void held.refetch(), onError: (error) => toast.refused(error) },
      )
    },
    close: () => setFixId(undefined),
  }
}
