import { useState } from 'react'
import { draftOf } from './formDraft.ts'
import type { Draft, Form } from './formDraft.ts'

/**
 * A form being changed. What is not saved yet is kept in this tab, so that looking elsewhere loses nothing; it is let go
 * once it is saved or discarded.
 */
export function useFormDraft(form: Form | undefined, fresh: Draft) {
  const key = `sluice.form.${form?.formId ?? 'new'}`
  const saved = form ? draftOf(form) : fresh
  const [draft, setDraft] = useState<Draft>(() => ({ ...saved, ...keptIn(key) }))
  const changed = JSON.stringify(draft) !== JSON.stringify(saved)
  const keep = (next: Draft) => {
    sessionStorage.setItem(key, JSON.stringify(next))
    setDraft(next)
  }
  const settle = (next: Draft) => {
    sessionStorage.removeItem(key)
    setDraft(next)
  }
  return {
    draft,
    changed,
    change: (part: Partial<Draft>) => keep({ ...draft, ...part }),
    discard: () => settle(saved),
    /** It was saved like this. */
    settle,
  }
}

function keptIn(key: string): Draft | undefined {
  const kept = sessionStorage.getItem(key)
  return kept ? (JSON.parse(kept) as Draft) : undefined
}
