import { useState } from 'react'
import { keepSourceVerification, listSourceVerification } from '../../../contract/verify.ts'
import type { SourceVerification } from '../../../contract/verify.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import { verificationWords } from './verificationWords.ts'
import { sourceWords } from './words.ts'

type Draft = Omit<SourceVerification, 'sourceId'>

const unasked: Draft = {
  fields: [],
  occasion: 'all',
  onBad: 'flag',
  confirmFirst: 'never',
  verifiers: [],
  mostTries: 3,
  retryHours: 24,
}

/** How a source's leads are verified, being changed; `why` tells why it cannot be saved now. */
export function useVerification(sourceId: string, known: SourceVerification | undefined) {
  const w = useWords(verificationWords)
  const s = useWords(sourceWords)
  const toast = useToast()
  const may = useIs('marketer', 'admin')
  const { sourceId: _, ...held } = known ?? { ...unasked, sourceId }
  const [draft, setDraft] = useState<Draft>(held)
  const verb = useVerb(keepSourceVerification, [listSourceVerification])
  const same = JSON.stringify(draft) === JSON.stringify(held)
  const save = () =>
    verb.mutate({ params: { sourceId }, body: draft }, { onSuccess: () => toast.done(w.saved) })
  return {
    draft,
    change: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })),
    why: !may ? s.mayNot : same ? s.unchanged : undefined,
    save,
    busy: verb.isPending,
    error: verb.error,
  }
}
