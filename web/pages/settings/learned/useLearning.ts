import { useNavigate } from '@tanstack/react-router'
import {
  cancelLearning,
  draftLearned,
  listModels,
  readModel,
  setLearning,
  startLearning,
} from '../../../../contract/learned.ts'
import { readPolicy } from '../../../../contract/policy.ts'
import type { Card } from '../../../../contract/scorecard.ts'
import { useWords } from '../../../app/language.tsx'
import { useFreshen } from '../../../app/live.ts'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { useIs, useMe } from '../../../app/session.ts'
import { useToast } from '../../../ui/useToast.tsx'
import { keepDraft } from '../../policy/draft.ts'
import { learnedWords } from './words.ts'

/** Should the live stream be cut, progress is still seen. */
const POLL = 2500 // ms

/** The learned cards, learning one, and taking one as the scorecard's draft. */
export function useLearning() {
  const w = useWords(learnedWords)
  const toast = useToast()
  const navigate = useNavigate()
  const { organisation } = useMe()
  const mayStart = useIs('admin')
  const held = useEndpoint(
    listModels,
    {},
    { refetchInterval: ({ state }) => (state.data?.items.some(({ step }) => step) ? POLL : false) },
  )
  useFreshen(['learn'], [listModels, readModel])
  const policy = useEndpoint(readPolicy, { params: { kind: 'score' }, query: { scope: '' } })
  const starting = useVerb(startLearning, [listModels])
  const cancelling = useVerb(cancelLearning, [listModels])
  const drafting = useVerb(draftLearned, [])
  const scheduling = useVerb(setLearning, [listModels])
  const onError = (error: Error) => toast.refused(error)
  const take = (card: Card) => {
    const body = policy.data?.body as { cards?: readonly Card[] } | undefined
    // First, so that it is the one that scores; what stood before stays to be compared, or taken out
    const others = (body?.cards ?? []).filter(({ id }) => id !== card.id)
    const at = { org: organisation.orgId, kind: 'score' as const, scope: '' }
    keepDraft(at, { over: policy.data?.version ?? 0, body: { cards: [card, ...others] } })
    toast.done(w.used)
    void navigate({ to: '/settings/$section', params: { section: 'score' } })
  }
  return {
    held,
    mayStart,
    busy: starting.isPending || cancelling.isPending || drafting.isPending || scheduling.isPending,
    start: (keep: readonly string[]) => starting.mutate({ body: { keep: [...keep] } }, { onError }),
    stop: (modelId: string) => cancelling.mutate({ params: { modelId } }, { onError }),
    use: (modelId: string) =>
      drafting.mutate({ params: { modelId }, body: {} }, { onError, onSuccess: take }),
    repeat: (monthly: boolean) => scheduling.mutate({ body: { monthly } }, { onError }),
  }
}

export type Learning = ReturnType<typeof useLearning>
