import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { claimLeads, listPools } from '../../../contract/pool.ts'
import { NotDone, call } from '../../app/api.ts'
import type { Reply, Sent } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { keyOf } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { ListRow } from '../lead/lead.ts'
import { leadWords } from '../lead/words.ts'
import { poolWords } from './words.ts'

interface ClaimOptions {
  poolId: string
  /** These are the reader's now. */
  onClaimed: (leadIds: readonly string[]) => void
  /** This one is gone: the sentence says who was faster, or which limit is reached. */
  onRefused: (leadId: string, sentence: string, gone: boolean) => void
  /** The condition the best are taken from. */
  condition?: string | undefined
}

/** Claiming from a pool, one by one or the best five; the gauge follows the server's own count. */
export function useClaim({ poolId, onClaimed, onRefused, condition }: ClaimOptions) {
  const w = useWords(poolWords)
  const l = useWords(leadWords)
  const toast = useToast()
  const client = useQueryClient()
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set())
  const send = async (body: NonNullable<Sent<typeof claimLeads>['body']>) => {
    const answer = await call(claimLeads, { params: { poolId }, body })
    count(answer)
    onClaimed(answer.claimed)
    return answer
  }
  const count = ({ claimedToday, holding, claimed }: Reply<typeof claimLeads>) =>
    client.setQueryData<Reply<typeof listPools>>(
      keyOf(listPools, {}),
      (held) =>
        held && {
          items: held.items.map((pool) => ({
            ...pool,
            leads: pool.poolId === poolId ? pool.leads - claimed.length : pool.leads,
            mine: pool.mine && { ...pool.mine, claimedToday, holding },
          })),
        },
    )
  const during = async (key: string, deed: () => Promise<void>) => {
    setBusy((before) => new Set([...before, key]))
    try {
      await deed()
    } catch (error) {
      toast.refused(error)
    } finally {
      setBusy((before) => new Set([...before].filter((each) => each !== key)))
    }
  }
  const claim = ({ leadId, name }: ListRow) =>
    during(leadId, async () => {
      const { refused } = await send({ leadIds: [leadId] })
      const [why] = refused
      if (!why) return toast.done(w.claimed(name ?? l.nameless))
      onRefused(leadId, why.message, why.code === 'pool.already_claimed' || why.code === 'not_found')
      throw new NotDone(why.message)
    })
  const claimBest = () =>
    during('best', async () => {
      const { claimed, refused } = await send({ count: 5, ...(condition ? { condition } : {}) })
      if (claimed.length > 0) toast.done(w.bestClaimed(claimed.length))
      else throw new NotDone(refused[0]?.message ?? w.bestNone)
    })
  return { claim, claimBest, busy }
}
