import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { decidePairs, listPairs, readPair } from '../../../contract/match.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { keyOf, usePages } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { mostBeside } from '../merge/search.ts'
import { duplicatesWords } from './words.ts'

export type Pair = Reply<typeof listPairs>['items'][number]
export type Show = 'certain' | 'ask' | 'rule' | 'decided'

const askedFor = {
  all: {},
  certain: { sure: 'certain' },
  ask: { sure: 'ask' },
  rule: { foundBy: 'rule' },
  decided: { state: 'different' },
} as const

/** The queue of one kind, surest first, and deciding its pairs: at once here, then at the server. */
export function usePairs(show: Show | undefined) {
  const w = useWords(duplicatesWords)
  const toast = useToast()
  const client = useQueryClient()
  const list = usePages(listPairs, { query: { limit: 50, ...askedFor[show ?? 'all'] } })
  const [said, setSaid] = useState<ReadonlyMap<string, Pair['state']>>(new Map())
  const wanted = show === 'decided' ? 'different' : 'open'
  const rows = list.rows?.filter(({ pairId, state }) => (said.get(pairId) ?? state) === wanted)

  const say = (pairIds: readonly string[], state: Pair['state']) =>
    setSaid((now) => new Map([...now, ...pairIds.map((pairId) => [pairId, state] as const)]))

  /** Says it, and takes it back here where the server does not. */
  const decide = async (pairIds: readonly string[], state: 'different' | 'open'): Promise<boolean> => {
    say(pairIds, state)
    try {
      await call(decidePairs, { body: { pairIds: [...pairIds], state } })
      // The other kinds are read anew when they are next shown; the one in sight already shows it.
      void client.invalidateQueries({ queryKey: keyOf(listPairs), refetchType: 'none' })
      void client.invalidateQueries({ queryKey: keyOf(readPair) })
      return true
    } catch (error) {
      say(pairIds, state === 'open' ? 'different' : 'open')
      toast.refused(error)
      return false
    }
  }
  const different = async (pairs: readonly Pair[]) => {
    const ids = pairs.map(({ pairId }) => pairId)
    const [first] = pairs
    if (!first || !(await decide(ids, 'different'))) return
    const told =
      pairs.length === 1 ? w.saidDifferent(nameOf(first.a, w), nameOf(first.b, w)) : w.saidMany(ids.length)
    toast.done(told, () => void decide(ids, 'open'))
  }
  const reopen = async (pair: Pair) => {
    if (await decide([pair.pairId], 'open')) toast.done(w.saidOpen)
  }
  return { list, rows, different, reopen }
}

export type Pairs = ReturnType<typeof usePairs>

/** How a lead is called where there is room for a word. */
export function nameOf(
  { name, company }: Pick<Pair['a'], 'name' | 'company'>,
  w: { nameless: string },
): string {
  return name ?? company ?? w.nameless
}

/** Goes to merge the two of a pair, with the others of their cluster beside them as far as there is room. */
export function useMergePage() {
  const navigate = useNavigate()
  const toast = useToast()
  return async (pair: Pair) => {
    const leads = await groupOf(pair).catch((error: unknown) => {
      toast.refused(error)
      return [pair.a.leadId, pair.b.leadId]
    })
    await navigate({ to: '/leads/merge', search: { leads: leads.slice(0, mostBeside) } })
  }
}

/** The leads of a pair, first of all, and those of their cluster that are paired with one of them. */
export async function groupOf({ a, b, cluster, scanId }: Pair): Promise<string[]> {
  if (cluster === null || scanId === null) return [a.leadId, b.leadId]
  const near = await Promise.all(
    [a, b].map(({ leadId }) => call(listPairs, { query: { lead: leadId, scan: scanId, limit: 100 } })),
  )
  const pairs = near.flatMap(({ items }) => items).filter((each) => each.cluster === cluster)
  const others = pairs.flatMap((each) => [each.a.leadId, each.b.leadId])
  return [...new Set([a.leadId, b.leadId, ...others])]
}
