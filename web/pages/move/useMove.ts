import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { beginMove, listMoves, previewMove, readMove, undoMove } from '../../../contract/move.ts'
import type { MoveFrom, MoveTo } from '../../../contract/move.ts'
import { listMembers } from '../../../contract/people.ts'
import { listPools } from '../../../contract/pool.ts'
import { NotDone, call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { keyOf, useEndpoint } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { moveWords } from './words.ts'

export type Preview = Reply<typeof previewMove>
export type Moved = Reply<typeof readMove>

/** What a move is of and to whom, once it is said whole. */
export interface MoveWish {
  from: MoveFrom
  to?: MoveTo
}

/** What a wish would change; asked again whenever the wish is another. */
export function usePreview(wish: MoveWish | undefined) {
  return useQuery({
    queryKey: [previewMove.id, wish],
    queryFn: ({ signal }) => call(previewMove, { body: wish as MoveWish }, signal),
    enabled: wish !== undefined,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
}

const apart = 1000

/**
 * Carries a preview out and follows it to its end: `run` tells how far it is, `done` is called once it is over. What was
 * moved can be taken back from the toast.
 */
export function useMoving({ onDone }: { onDone: () => void }) {
  const w = useWords(moveWords)
  const toast = useToast()
  const client = useQueryClient()
  const [run, setRun] = useState<Moved | undefined>()
  const freshen = () => client.invalidateQueries({ queryKey: keyOf(listMoves) })
  const follow = async (moveId: string) => {
    for (;;) {
      const now = await call(readMove, { params: { moveId } })
      setRun(now)
      if (now.state !== 'running' && now.state !== 'undoing') return now
      await new Promise((resolve) => setTimeout(resolve, apart))
    }
  }
  const back = async (moveId: string) => {
    try {
      await call(undoMove, { params: { moveId } })
      const { returned, moved } = await follow(moveId)
      toast.done(w.undone(returned, moved))
      await freshen()
      onDone()
    } catch (error) {
      toast.refused(error)
    }
  }
  const go = async (wish: MoveWish, { plan }: Preview, reason: string) => {
    try {
      const { moveId } = await call(beginMove, { body: { ...wish, plan, ...(reason ? { reason } : {}) } })
      const { moved, refused, skipped } = await follow(moveId)
      if (refused > 0) toast.refused(new NotDone(w.donePart(moved, refused, skipped[0]?.message ?? '')))
      else toast.done(w.done(moved), () => void back(moveId))
      await freshen()
      onDone()
      return true
    } catch (error) {
      toast.refused(error)
      setRun(undefined)
      return false
    }
  }
  return { go, back, run }
}

export interface Choice {
  value: string
  label: string
}

/** Whom leads may be given to. */
export function useTakers(): { reps: Choice[]; pools: Choice[] } {
  const people =
    useEndpoint(listMembers, { query: { status: 'active' } }, { staleTime: 60_000 }).data?.items ?? []
  const pools = useEndpoint(listPools, {}, { staleTime: 60_000 }).data?.items ?? []
  return {
    reps: people
      .filter(({ roles }) => roles.includes('rep'))
      .map(({ userId, name }) => ({ value: userId, label: name })),
    pools: pools.map(({ poolId, name }) => ({ value: poolId, label: name })),
  }
}
