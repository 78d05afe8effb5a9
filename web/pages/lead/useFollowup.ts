import { useEffect, useEffectEvent, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useMe } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import { takeCall } from './calls.ts'
import type { Lead } from './lead.ts'
import { post } from './outbox.ts'
import { composerWords } from './outcomeWords.ts'
import { bodyOf, isWritten, useDraft } from './useDraft.ts'
import { usePatchLead } from './useLead.ts'

/** Writing and saving a follow-up of one lead; `onNext` is where "save and next" goes. */
export function useFollowup(lead: Lead, onNext?: () => void) {
  const w = useWords(composerWords)
  const toast = useToast()
  const { userId, name } = useMe()
  const patch = usePatchLead()
  const { draft, change, clear } = useDraft(lead)
  const [saving, setSaving] = useState(false)
  const { calling, dialled } = useCalling(lead.leadId, () => change({ kind: 'call' }))
  const save = async (then?: () => void) => {
    if (!isWritten(draft) || saving) return
    const body = bodyOf(draft)
    setSaving(true)
    try {
      const sent = await post({ leadId: lead.leadId, by: userId, body })
      // Shown at once; what the server makes of it (deadline, stage) follows by the live line.
      const { activityId, kind, outcome = null, note = null, nextStep = null, nextAt = null } = body
      const activity = {
        activityId,
        kind,
        outcome,
        note,
        nextStep,
        nextAt,
        by: { id: userId, name },
        at: body.at ?? new Date().toISOString(),
      }
      patch(lead.leadId, (held) => ({ ...held, activities: [activity, ...held.activities] }))
      clear()
      toast.done(sent ? w.saved : w.queued)
      then?.()
    } catch (error) {
      toast.refused(error)
    } finally {
      setSaving(false)
    }
  }
  return {
    draft,
    change,
    saving,
    calling,
    dialled,
    open: () => change({ kind: draft.kind ?? 'call' }),
    cancel: clear,
    save: () => void save(),
    saveNext: onNext ? () => void save(onNext) : undefined,
  }
}

/** After a number was dialled the log of the call is open, and stands in sight when the reader comes back from it. */
function useCalling(leadId: string, onDial: () => void) {
  const [calling, setCalling] = useState(false)
  useEffect(() => {
    if (!calling) return undefined
    const back = () => {
      if (document.visibilityState === 'visible')
        document.querySelector('.composer')?.scrollIntoView({ block: 'start' })
    }
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [calling])
  const dialled = () => {
    setCalling(true)
    onDial()
  }
  const begin = useEffectEvent(() => {
    if (takeCall(leadId)) dialled()
  })
  useEffect(() => begin(), [])
  return { calling, dialled }
}
