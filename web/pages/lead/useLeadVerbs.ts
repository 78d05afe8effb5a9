import { useQueryClient } from '@tanstack/react-query'
import { approveLeads } from '../../../contract/consent.ts'
import { eraseLead } from '../../../contract/erase.ts'
import { setStage } from '../../../contract/followup.ts'
import { assignLeads, readLead } from '../../../contract/lead.ts'
import { readMakeUp } from '../../../contract/makeup.ts'
import { claimLeads, listPools, releaseLeads } from '../../../contract/pool.ts'
import { setAside as asideLeads, takeBack as takeBackLeads } from '../../../contract/profile.ts'
import { letGo } from '../../../contract/views.ts'
import { NotDone, call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { keyOf } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import { eraseWords } from './eraseWords.ts'
import type { Lead } from './lead.ts'
import { sayMakeUp } from './makeup/sayMakeUp.ts'
import { makeUpWords } from './makeup/words.ts'
import { standingWords } from './profile/words.ts'
import { leadWords, pageWords } from './words.ts'

export interface Target {
  kind: 'rep' | 'pool'
  id: string
  name: string
}

/** What one does to a lead besides writing about it. Each says what was done and, where it can be, how to take it back. */
export function useLeadVerbs(lead: Lead) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const e = useWords(eraseWords)
  const s = useWords(standingWords)
  const m = useWords(makeUpWords)
  const { lang } = useLanguage()
  const { userId } = useMe()
  const toast = useToast()
  const client = useQueryClient()
  const { leadId } = lead
  const key = keyOf(readLead, { params: { leadId } })

  /** Does it, then reads the lead again; a refusal is said in its own words. Resolves to whether it was done. */
  const attempt = async (deed: () => Promise<void>): Promise<boolean> => {
    try {
      await deed()
      return true
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      void client.invalidateQueries({ queryKey: key })
      void client.invalidateQueries({ queryKey: keyOf(readMakeUp) })
      void client.invalidateQueries({ queryKey: keyOf(listPools) })
    }
  }
  const version = () => client.getQueryData<Lead>(key)?.version ?? lead.version
  const stage = (to: Lead['stage'], more: { reason?: string; amount?: number } = {}) =>
    attempt(async () => {
      const sent = { params: { leadId }, body: { version: version(), stage: to, ...more } }
      const { makeUp } = await call(setStage, sent)
      const ended = to === 'lost' || to === 'invalid'
      const told = makeUp ? `${m.stop}${sayMakeUp(makeUp, { lang, me: userId })}` : ''
      toast.done(w.stageSet(l[to]) + told, ended ? () => void reopen() : undefined)
    })
  const reopen = () =>
    attempt(async () => {
      const fresh = await call(readLead, { params: { leadId } })
      await call(setStage, { params: { leadId }, body: { version: fresh.version, stage: 'contacted' } })
      toast.done(w.reopened)
    })
  const claim = (poolId: string) =>
    attempt(async () => {
      const { refused } = await call(claimLeads, { params: { poolId }, body: { leadIds: [leadId] } })
      if (refused[0]) throw new NotDone(refused[0].message)
      toast.done(w.claimed)
    })
  const release = (reason: string) =>
    attempt(async () => {
      const { released, refused } = await call(releaseLeads, { body: { leadIds: [leadId], reason } })
      if (refused[0]) throw new NotDone(refused[0].message)
      const pool = await poolOf(leadId)
      toast.done(w.released, released.length > 0 && pool ? () => void claim(pool) : undefined)
    })
  const give = async ({ kind, id }: Omit<Target, 'name'>, reason?: string) => {
    const { refused } = await call(assignLeads, {
      body: { leadIds: [leadId], to: { kind, id }, ...(reason ? { reason } : {}) },
    })
    if (refused[0]) throw new NotDone(refused[0].message)
  }
  const assign = ({ name, ...to }: Target) =>
    attempt(async () => {
      const { kind, id } = lead.holder
      await give(to)
      const back =
        (kind === 'rep' || kind === 'pool') && id ? () => void attempt(() => give({ kind, id })) : undefined
      toast.done(w.assigned(name), back)
    })
  const judgeAgain = (anyway: boolean) =>
    attempt(async () => {
      const { released, kept } = await call(letGo, { body: { leadIds: [leadId], anyway } })
      if (released.length > 0) return toast.done(w.letGoDone)
      const why = kept[0]?.reasons.map(({ message }) => message).join(w.semicolon)
      throw new NotDone(why ? w.stillKeptFor(why) : w.stillKept)
    })
  const approve = (reason: string) =>
    attempt(async () => {
      const { released, kept } = await call(approveLeads, { body: { leadIds: [leadId], reason } })
      const why = kept[0]?.reasons.map(({ message }) => message).join(w.semicolon)
      toast.done(released.length > 0 ? w.approvedGone : w.approved(why ?? ''))
    })
  const erase = () =>
    attempt(async () => {
      const { alike } = await call(eraseLead, { params: { leadId } })
      toast.done(alike.length > 0 ? e.alike(alike.length) : e.done)
    })
  const setAside = () =>
    attempt(async () => {
      await call(asideLeads, { body: { leadIds: [leadId] } })
      toast.done(s.doneAside, () => void takeBack())
    })
  const takeBack = () =>
    attempt(async () => {
      await call(takeBackLeads, { body: { leadIds: [leadId] } })
      toast.done(s.doneBack)
    })
  return { stage, reopen, claim, release, assign, judgeAgain, approve, erase, setAside, takeBack }
}

export type LeadVerbs = ReturnType<typeof useLeadVerbs>

/** The pool a lead lies in, where the reader still sees it. */
async function poolOf(leadId: string): Promise<string | undefined> {
  try {
    const { holder } = await call(readLead, { params: { leadId } })
    return holder.kind === 'pool' && holder.id ? holder.id : undefined
  } catch {
    return undefined
  }
}
