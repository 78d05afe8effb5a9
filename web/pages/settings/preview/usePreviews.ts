import {
  cancelPreview,
  checkPreviewGate,
  listPreviews,
  readPreview,
  startPreview,
} from '../../../../contract/preview.ts'
import { useFreshen } from '../../../app/live.ts'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { useToast } from '../../../ui/useToast.tsx'

/** Should the live stream be cut, progress is still seen. */
const POLL = 2000 // ms

export interface Asked {
  draft?: unknown
  version?: number
  against?: number
  days: number
  field?: string
}

/** The previews there are, and beginning and stopping one. */
export function usePreviews(onBegun: (previewId: string) => void) {
  const toast = useToast()
  const held = useEndpoint(
    listPreviews,
    {},
    { refetchInterval: ({ state }) => (state.data?.items.some(({ step }) => step) ? POLL : false) },
  )
  useFreshen(['preview'], [listPreviews, readPreview, checkPreviewGate])
  const starting = useVerb(startPreview, [listPreviews])
  const stopping = useVerb(cancelPreview, [listPreviews, readPreview])
  const onError = (error: Error) => toast.refused(error)
  return {
    held,
    busy: starting.isPending || stopping.isPending,
    start: (body: Asked) =>
      starting.mutate({ body }, { onError, onSuccess: ({ previewId }) => onBegun(previewId) }),
    stop: (previewId: string) => stopping.mutate({ params: { previewId } }, { onError }),
  }
}
