import { useState } from 'react'
import { setStage } from '../../../contract/followup.ts'
import { readLead, tagLeads } from '../../../contract/lead.ts'
import { releaseLeads } from '../../../contract/pool.ts'
import { checkLeads } from '../../../contract/verify.ts'
import { NotDone, call } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { undoOf } from './undoTags.ts'
import type { Retagging } from './undoTags.ts'
import { listWords } from './words.ts'

/** What became of a piece of the selection: how many were done, and for the others the first reason why not. */
interface Part {
  done: number
  not: number
  why?: string | undefined
}

const releasedAtOnce = 100
const stagedAtOnce = 4

interface BulkOptions {
  /** The tags a selected lead has; undefined where that is not known. */
  tagsOf: (leadId: string) => readonly string[] | undefined
  /** Runs after the selected leads were changed. */
  onDone: () => void
  /** Runs after a change was taken back: by then something else may be selected. */
  onChanged: () => void
}

/** Verbs on a selection. Each says how many were done and why the others were not; `progress` counts the slow ones. */
export function useBulk(ids: readonly string[], { tagsOf, onDone, onChanged }: BulkOptions) {
  const w = useWords(listWords)
  const toast = useToast()
  const [progress, setProgress] = useState<number | undefined>()
  const run = async (
    parts: readonly (() => Promise<Part>)[],
    { undo, after = onDone }: { undo?: () => void; after?: () => void } = {},
  ): Promise<boolean> => {
    const sum: Part = { done: 0, not: 0 }
    setProgress(0)
    try {
      for (const part of parts) {
        const { done, not, why } = await part()
        sum.done += done
        sum.not += not
        sum.why ??= why
        setProgress(sum.done + sum.not)
      }
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      setProgress(undefined)
    }
    if (sum.not > 0) toast.refused(new NotDone(w.bulkPart(sum.done, sum.not, sum.why ?? '')))
    else toast.done(w.bulkDone(sum.done), undo)
    after()
    return true
  }
  const tag = (add: string[], remove: string[], expiresAt?: string) => {
    const wish = { leadIds: [...ids], add, remove }
    // Reckoned before it is done: afterwards all of them have the tag.
    const backs = undoOf(wish, tagsOf)
    const undo = () =>
      void run(
        backs.map((back) => () => retag(back)),
        { after: onChanged },
      )
    const given = { ...wish, ...(expiresAt ? { expiresAt } : {}) }
    return run([() => retag(given)], backs.length > 0 ? { undo } : {})
  }
  const release = (reason: string) =>
    run(
      inPieces(ids, releasedAtOnce).map((leadIds) => async () => {
        const { released, refused } = await call(releaseLeads, { body: { leadIds, reason } })
        return { done: released.length, not: refused.length, why: refused[0]?.message }
      }),
    )
  const end = (stage: 'lost' | 'invalid', reason: string) =>
    run(inPieces(ids, stagedAtOnce).map((leadIds) => () => endEach(leadIds, stage, reason)))
  const check = () =>
    run([
      async () => {
        const { asked } = await call(checkLeads, { body: { leadIds: [...ids], fields: ['phone'] } })
        return { done: asked, not: ids.length - asked, ...(asked < ids.length && { why: w.bulkNoPhone }) }
      },
    ])
  return { tag, release, end, check, progress }
}

async function retag(body: Retagging & { expiresAt?: string }): Promise<Part> {
  const { changed } = await call(tagLeads, { body })
  return { done: changed, not: 0 }
}

async function endEach(leadIds: readonly string[], stage: 'lost' | 'invalid', reason: string): Promise<Part> {
  const answers = await Promise.allSettled(
    leadIds.map(async (leadId) => {
      const { version } = await call(readLead, { params: { leadId } })
      await call(setStage, { params: { leadId }, body: { version, stage, reason } })
    }),
  )
  const failed = answers.filter((answer) => answer.status === 'rejected')
  const why: unknown = failed[0]?.reason
  return {
    done: answers.length - failed.length,
    not: failed.length,
    why: why instanceof Error ? why.message : undefined,
  }
}

function inPieces<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  )
}
