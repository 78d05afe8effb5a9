import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listPairs } from '../../../contract/match.ts'
import { bulkMerge, mergeMost, mergeSets, undoMerge } from '../../../contract/merge.ts'
import { NotDone, call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { keyOf } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { duplicatesWords } from './words.ts'

/** Leads that are to be one lead, under a name the caller knows them by. */
export interface Group {
  readonly key: string
  readonly leadIds: readonly string[]
}

type Merged = Extract<Reply<typeof bulkMerge>['items'][number], { merged: unknown }>['merged']

/** What became of a group. */
export type Outcome =
  | { readonly kind: 'merged'; readonly merged: Merged }
  | { readonly kind: 'undone' }
  | { readonly kind: 'refused'; readonly message: string }

/** Whether a group is small enough to be merged at once. */
export const fits = ({ leadIds }: Pick<Group, 'leadIds'>): boolean => leadIds.length <= mergeMost

/** Merging many groups, each for itself, by the policy; what became of each; and undoing one or all. */
export function useMergeAll() {
  const w = useWords(duplicatesWords)
  const toast = useToast()
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [busy, setBusy] = useState(false)
  const put = (more: readonly (readonly [string, Outcome])[]) =>
    setOutcomes((now) => new Map([...now, ...more]))
  const stale = () => void client.invalidateQueries({ queryKey: keyOf(listPairs) })

  const undo = async (made: readonly (readonly [string, Merged])[]) => {
    let undone = 0
    try {
      for (const [key, { mergeId }] of made) {
        await call(undoMerge, { params: { mergeId }, body: {} })
        put([[key, { kind: 'undone' }]])
        undone++
      }
    } catch (error) {
      toast.refused(error)
    }
    stale()
    if (undone > 0) toast.done(w.allUndone(undone))
  }

  /** Resolves to the groups that were merged. */
  const merge = async (groups: readonly Group[]): Promise<readonly string[]> => {
    setBusy(true)
    const made: (readonly [string, Merged])[] = []
    const refused: string[] = []
    try {
      for (const part of parts(groups.filter(fits))) {
        const sets = part.map(({ leadIds }) => ({ leadIds: [...leadIds] }))
        const { items } = await call(bulkMerge, { body: { sets } })
        const told = part.flatMap(({ key }, i): (readonly [string, Outcome])[] => {
          const item = items[i]
          return item ? [[key, outcomeOf(item)]] : []
        })
        put(told)
        for (const [key, outcome] of told)
          if (outcome.kind === 'merged') made.push([key, outcome.merged])
          else if (outcome.kind === 'refused') refused.push(outcome.message)
      }
    } catch (error) {
      toast.refused(error)
    } finally {
      setBusy(false)
      stale()
    }
    const fewer = made.reduce((sum, [, { leadIds }]) => sum + leadIds.length, 0)
    if (made.length > 0) toast.done(w.mergedCount(made.length, fewer), () => void undo(made))
    if (refused.length > 0)
      toast.refused(new NotDone(w.refusedCount(refused.length, [...new Set(refused)].join(w.semicolon))))
    return made.map(([key]) => key)
  }
  return { outcomes, busy, merge, undo: (key: string, merged: Merged) => undo([[key, merged]]) }
}

export type MergeAll = ReturnType<typeof useMergeAll>

function outcomeOf(item: Reply<typeof bulkMerge>['items'][number]): Outcome {
  return 'merged' in item
    ? { kind: 'merged', merged: item.merged }
    : { kind: 'refused', message: item.refused.message }
}

/** As many at once as the server takes. */
function parts(groups: readonly Group[]): readonly (readonly Group[])[] {
  const count = Math.ceil(groups.length / mergeSets)
  return Array.from({ length: count }, (_, i) => groups.slice(i * mergeSets, (i + 1) * mergeSets))
}
