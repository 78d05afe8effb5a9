import { useState } from 'react'
import { addSource, changeSource, listSources } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { Source } from './SourcePanel.tsx'
import { sourceWords } from './words.ts'

/** A source being changed or made; `why` tells why it cannot be saved now. */
export function useSourceDraft(source: Source | undefined, onClose: () => void) {
  const w = useWords(sourceWords)
  const may = useIs('marketer', 'admin')
  const toast = useToast()
  const first = {
    name: source?.name ?? '',
    channel: source?.channel ?? '',
    key: source?.key ?? '',
    licence: source?.licence ?? '',
    licenceUntil: source?.licenceUntil ?? null,
  }
  const [draft, setDraft] = useState(first)
  const adds = useVerb(addSource, [listSources])
  const changes = useVerb(changeSource, [listSources])
  const body = {
    name: draft.name.trim(),
    channel: draft.channel.trim(),
    key: draft.key.trim(),
    licence: draft.licence.trim(),
    licenceUntil: draft.licence.trim() === '' ? null : draft.licenceUntil,
  }
  const blank = !body.name || !body.channel || !body.key
  const same = JSON.stringify(body) === JSON.stringify(first)
  const why = !may ? w.mayNot : blank ? w.needed : source && same ? w.unchanged : undefined
  const save = () => {
    if (source) {
      const sent = { params: { sourceId: source.sourceId }, body }
      changes.mutate(sent, { onSuccess: () => toast.done(w.saved) })
      return
    }
    const onSuccess = () => {
      toast.done(w.added(body.name))
      onClose()
    }
    adds.mutate({ body }, { onSuccess })
  }
  return {
    draft,
    change: (part: Partial<typeof first>) => setDraft((before) => ({ ...before, ...part })),
    why,
    save,
    busy: adds.isPending || changes.isPending,
    error: adds.error ?? changes.error,
  }
}
