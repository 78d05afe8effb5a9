import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { mergeLeads, previewMerge, undoMerge } from '../../../contract/merge.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { mergeWords } from './words.ts'

export type Preview = Reply<typeof previewMerge>

/** What is chosen of a merge, what would become of it, and doing it. */
export function useMerge(leadIds: readonly string[]) {
  const w = useWords(mergeWords)
  const toast = useToast()
  const navigate = useNavigate()
  const [picks, setPicks] = useState<Record<string, string>>({})
  const [survivorId, setSurvivor] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const asked = { leadIds: [...leadIds], picks, ...(survivorId ? { survivorId } : {}) }
  const preview = useEndpoint(
    previewMerge,
    { body: asked },
    { enabled: leadIds.length > 1, keep: true, staleTime: 0 },
  )
  const open = (leadId: string) => void navigate({ to: '/leads/$leadId', params: { leadId } })
  const undo = async (mergeId: string) => {
    try {
      await call(undoMerge, { params: { mergeId }, body: {} })
      toast.done(w.undone)
      await navigate({ to: '/leads/merge', search: { leads: [...leadIds] } })
    } catch (error) {
      toast.refused(error)
    }
  }
  const merge = async () => {
    const seen = preview.data
    if (!seen || busy) return
    setBusy(true)
    try {
      const versions = Object.fromEntries(seen.leads.map(({ leadId, version }) => [leadId, version]))
      const body = { ...asked, survivorId: seen.survivorId, versions }
      const made = await call(mergeLeads, { body })
      open(made.survivorId)
      toast.done(w.done(leadIds.length), () => void undo(made.mergeId))
    } catch (error) {
      toast.refused(error)
      void preview.refetch()
    } finally {
      setBusy(false)
    }
  }
  return {
    preview,
    picks,
    busy,
    chosen: survivorId !== undefined || Object.keys(picks).length > 0,
    pick: (field: string, leadId: string) => setPicks({ ...picks, [field]: leadId }),
    keep: setSurvivor,
    reset: () => {
      setPicks({})
      setSurvivor(undefined)
    },
    merge,
  }
}

export type Merging = ReturnType<typeof useMerge>
