import { useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import type { Activity, Lead } from './lead.ts'
import type { LogBody } from './outbox.ts'

/** What comes next: as it was, nothing, or a step at a time. */
export type Next = { keep: true } | { keep: false; step: string; at: string | null }

/** A follow-up while it is written. */
export interface Draft {
  kind: Activity['kind'] | undefined
  outcome: LogBody['outcome']
  note: string
  next: Next
}

const storedAs = (leadId: string) => `sluice.draft.${leadId}`

/** Keeps what is being written about a lead on this device, so that looking elsewhere loses nothing. */
export function useDraft(lead: Lead) {
  const [draft, setDraft] = useState(() => read(lead.leadId) ?? emptyDraft(lead))
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    sessionStorage.setItem(storedAs(lead.leadId), JSON.stringify(next))
  }
  const clear = () => {
    sessionStorage.removeItem(storedAs(lead.leadId))
    setDraft(emptyDraft(lead))
  }
  return { draft, change, clear }
}

function read(leadId: string): Draft | undefined {
  const text = sessionStorage.getItem(storedAs(leadId))
  return text ? (JSON.parse(text) as Draft) : undefined
}

/** A step that is still ahead stands unless the reader says otherwise; one that is due is what was just done. */
function emptyDraft({ nextAt }: Lead): Draft {
  const ahead = nextAt !== null && new Date(nextAt).getTime() > Date.now() + 10 * 60_000
  return {
    kind: undefined,
    outcome: null,
    note: '',
    next: ahead ? { keep: true } : { keep: false, step: '', at: null },
  }
}

/** Whether there is something to save. A note needs its text, the others their outcome or a text. */
export function isWritten({ kind, outcome, note }: Draft): boolean {
  if (kind === undefined) return false
  return note.trim() !== '' || (kind !== 'note' && Boolean(outcome))
}

/** The draft as the server takes it, under an id made here so that sending it twice counts once. */
export function bodyOf({ kind = 'note', outcome, note, next }: Draft): LogBody {
  return {
    activityId: uuidv7(),
    kind,
    outcome: outcome ?? null,
    note: note.trim() || null,
    at: new Date().toISOString(),
    ...(next.keep || (kind === 'note' && !next.at && !next.step)
      ? {}
      : { nextStep: next.step.trim() || null, nextAt: next.at }),
  }
}
