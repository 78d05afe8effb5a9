import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { listPolicyVersions, publishPolicy, readPolicy } from '../../../contract/policy.ts'
import type { PolicyKind } from '../../../contract/policy.ts'
import { listScheduled, schedulePublish } from '../../../contract/schedule.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { exactTime } from '../../ui/format.ts'
import { useToast } from '../../ui/useToast.tsx'
import { scheduleWords } from './scheduleWords.ts'
import type { Draft } from './useDraft.ts'
import { policyWords } from './words.ts'

interface Ending {
  readonly onPublished: ((version: number) => void) | undefined
  readonly onClose: () => void
}

/** Publishes a draft now, or plans it for a moment that was picked. */
export function usePublishing<K extends PolicyKind>(draft: Draft<K>, { onPublished, onClose }: Ending) {
  const w = useWords(policyWords)
  const s = useWords(scheduleWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const [note, setNote] = useState('')
  const [at, setAt] = useState<Dayjs | null>(null)
  const publish = useVerb(publishPolicy, [readPolicy, listPolicyVersions])
  const plan = useVerb(schedulePublish, [listScheduled])
  const { kind, scope, version, body } = draft
  const said = at ? exactTime(at.toDate(), { lang }) : null
  const end = (told: string) => {
    draft.discard()
    toast.done(told)
    onClose()
  }
  const send = (anyway?: string) => {
    const noted = note.trim()
    const to = { params: { kind }, query: { scope } }
    const sent = { version, body, ...(noted ? { note: noted } : {}), ...(anyway ? { anyway } : {}) }
    if (at && said) {
      plan.mutate({ ...to, body: { ...sent, at: at.toISOString() } }, { onSuccess: () => end(s.done(said)) })
      return
    }
    publish.mutate(
      { ...to, body: sent },
      {
        onSuccess: (now) => {
          onPublished?.(now.version)
          end(w.published(now.version))
        },
      },
    )
  }
  const verb = at ? plan : publish
  return {
    note,
    setNote,
    at,
    setAt,
    send,
    busy: verb.isPending,
    error: verb.error,
    says: said ? s.plan(said) : w.publishOver(version + 1),
  }
}
