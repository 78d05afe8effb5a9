import { useState } from 'react'
import { approveLeads } from '../../../contract/consent.ts'
import { countLeads, editLead, readLead } from '../../../contract/lead.ts'
import { fixOne, listAlike } from '../../../contract/quarantine.ts'
import { dismiss, letGo, quarantineSources } from '../../../contract/views.ts'
import { NotDone, call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { ListRow } from '../lead/lead.ts'
import { patchOf } from './lacks.ts'
import type { Suggested } from './useSuggestions.ts'
import { useTakeBack } from './useTakeBack.ts'
import { quarantineWords } from './words.ts'

type Change = (row: ListRow) => ListRow | undefined
type Kept = Reply<typeof letGo>['kept']

interface WorkOffOptions {
  patch: (change: Change) => void
  /** Greys rows out; they go a few seconds later. */
  mark: (ids: readonly string[], state: 'gone') => void
  /** Reads the list again. */
  renew: () => void
}

/** How quarantine is worked off: one lead mended and let go, many let go or dismissed. Rows grey out where they stand. */
export function useWorkOff({ patch, mark, renew }: WorkOffOptions) {
  const w = useWords(quarantineWords)
  const toast = useToast()
  const takeBack = useTakeBack(renew)
  const [busy, setBusy] = useState<string | undefined>()
  const releasing = useVerb(letGo, [countLeads, quarantineSources])
  const taking = useVerb(fixOne, [countLeads, quarantineSources, listAlike])
  const approving = useVerb(approveLeads, [countLeads, quarantineSources])
  const dismissing = useVerb(dismiss, [countLeads, quarantineSources])

  const leave = (ids: readonly string[], where: string) => {
    patch((row) => (ids.includes(row.leadId) ? { ...row, gone: where } : row))
    mark(ids, 'gone')
  }
  const stay = (kept: Kept) => {
    const why = new Map(kept.map(({ leadId, reasons }) => [leadId, reasons]))
    patch((row) => {
      const lacks = why.get(row.leadId)
      return lacks ? { ...row, lacks } : row
    })
  }

  /** Writes what was typed and judges the lead again. Resolves to whether it was let go. */
  const mend = async (row: ListRow, typed: ReadonlyMap<string, unknown>): Promise<boolean> => {
    const { leadId, version } = row
    const who = row.name ?? row.company ?? w.nameless
    setBusy(leadId)
    try {
      if (typed.size > 0) {
        const saved = await call(editLead, { params: { leadId }, body: { version, ...patchOf(typed) } })
        patch((each) =>
          each.leadId === leadId ? { ...each, ...patchOf(typed), version: saved.version } : each,
        )
      }
      const { released, kept } = await releasing.mutateAsync({ body: { leadIds: [leadId] } })
      stay(kept)
      if (released.length === 0) {
        toast.refused(
          new NotDone(w.stillHeld(kept[0]?.reasons.map(({ message }) => message).join(w.semicolon) ?? '')),
        )
        return false
      }
      const to = await holderOf(leadId)
      leave(released, to)
      toast.done(to ? w.released(who, to) : w.releasedPlain(who))
      return true
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      setBusy(undefined)
    }
  }

  /** Takes a suggestion for one lead and judges it again. Resolves to whether it was let go. */
  const take = async (row: ListRow, { pattern, value }: Suggested): Promise<boolean> => {
    const { leadId, version } = row
    const who = row.name ?? row.company ?? w.nameless
    setBusy(leadId)
    try {
      const fixed = await taking.mutateAsync({ body: { leadId, version, pattern, value } })
      if (!fixed.released) {
        patch((each) => (each.leadId === leadId ? { ...each, version: fixed.version } : each))
        stay([{ leadId, reasons: fixed.reasons }])
        const why = fixed.reasons.map(({ message }) => message).join(w.semicolon)
        toast.done(w.stillHeld(why), () => takeBack.fix(fixed.fixId))
        return false
      }
      const to = await holderOf(leadId)
      leave([leadId], to)
      toast.done(to ? w.released(who, to) : w.releasedPlain(who), () => takeBack.fix(fixed.fixId))
      return true
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      setBusy(undefined)
    }
  }

  /** Judges many again, or lets them go as they are. */
  const release = async (leadIds: readonly string[], anyway: boolean): Promise<boolean> => {
    try {
      const { released, kept } = await releasing.mutateAsync({ body: { leadIds: [...leadIds], anyway } })
      leave(released, '')
      stay(kept)
      if (released.length > 0) toast.done(w.releasedMany(released.length))
      if (kept.length > 0) toast.refused(new NotDone(w.keptMany(kept.length)))
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }

  /** Approves what compliance rules want approved; those that wait for nothing else go. */
  const approve = async (leadIds: readonly string[], reason: string): Promise<boolean> => {
    try {
      const { approved, released, kept } = await approving.mutateAsync({
        body: { leadIds: [...leadIds], reason },
      })
      leave(released, '')
      stay(kept)
      toast.done(w.approved(approved, released.length))
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }

  const drop = async (leadIds: readonly string[], reason: string): Promise<boolean> => {
    try {
      const { dismissed } = await dismissing.mutateAsync({ body: { leadIds: [...leadIds], reason } })
      leave(leadIds, '')
      toast.done(w.dismissedMany(dismissed), () => takeBack.dismissal(leadIds))
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  /** Shows what an answer given elsewhere has made of a lead. Resolves to whether it has left. */
  const settle = async (leadId: string): Promise<boolean> => {
    const lead = await call(readLead, { params: { leadId } }).catch(() => undefined)
    if (!lead) return false
    if (lead.holder.kind !== 'quarantine') {
      leave([leadId], lead.holder.name ?? '')
      return true
    }
    stay([{ leadId, reasons: lead.gateReasons ?? [] }])
    return false
  }
  return {
    mend,
    settle,
    take,
    release,
    approve,
    drop,
    busy,
    pending: releasing.isPending || dismissing.isPending,
  }
}

export type WorkOff = ReturnType<typeof useWorkOff>

/** Who has it now; '' when that is outside what the reader may see. */
async function holderOf(leadId: string): Promise<string> {
  return call(readLead, { params: { leadId } }).then(
    ({ holder }) => holder.name ?? '',
    () => '',
  )
}
