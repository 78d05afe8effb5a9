import type { z } from 'zod'
import type { listMoves as listed, readMove as endpoint } from '../../../contract/move.ts'
import { type RefusalCode, refuse, refusalSentence } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import { holderNames } from '../../lead/names.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as store from '../../rooms/move/store.ts'
import { UNDOABLE } from './undo.ts'

/** Moves are looked back at for so long, in ms. */
const LOOK_BACK = 7 * 24 * 3_600_000
/** Names told of those who got leads. */
const FEW = 5

type Told = z.output<typeof listed.reply>['items'][number]

const whose = (caller: UserCaller) => (caller.roles.includes('admin') ? null : caller.userId)

/** The moves of the last week, newest first: a manager's own, all to an admin. */
export async function listMoves(tx: Tx, caller: UserCaller, now: Date): Promise<Told[]> {
  const since = new Date(now.getTime() - LOOK_BACK)
  return tellAll(tx, await store.readMoves(tx, { since, byUser: whose(caller) }), now)
}

/** How far a move is, who got what of it and what was refused. Refuses `not_found`. */
export async function showMove(
  tx: Tx,
  caller: UserCaller,
  { moveId, lang, now }: { moveId: string; lang: Lang; now: Date },
): Promise<z.output<typeof endpoint.reply>> {
  const [move] = await tellAll(tx, await store.readMoves(tx, { moveId, byUser: whose(caller) }), now)
  if (!move) throw refuse('not_found')
  const outcomes = await store.outcomesOf(tx, moveId)
  const got = outcomes.filter(({ state }) => state === 'moved')
  const names = await holderNames(
    tx,
    got.flatMap(({ id }) => id ?? []),
  )
  return {
    ...move,
    got: got.map(({ kind, id, count }) => ({ kind, id, name: names.get(id ?? '') ?? null, count })),
    skipped: outcomes.flatMap(({ code, count, leadIds }) =>
      code ? [{ code, message: refusalSentence(code as RefusalCode, {}, lang), count, leadIds }] : [],
    ),
  }
}

async function tellAll(tx: Tx, moves: readonly store.MoveRow[], now: Date): Promise<Told[]> {
  const people = moves.flatMap(({ byUser, wish }) => [byUser, ...fromOf(wish), ...towards(wish)])
  const names = await holderNames(tx, people)
  const nameOf = (id: string) => names.get(id) ?? '—'
  return moves.map((move) => {
    const { wish, customers, byUser, at, state } = move
    const until = new Date(at.getTime() + UNDOABLE)
    const over = state === 'done' || state === 'cancelled'
    return {
      ...move,
      by: { id: byUser, name: nameOf(byUser) },
      from: wish.from.kind,
      whose: fromOf(wish).map(nameOf),
      to: wish.from.kind === 'swap' ? 'swap' : (wish.to?.kind ?? 'rules'),
      towards: towards(wish).slice(0, FEW).map(nameOf),
      customers: customers.length,
      undoUntil: over && until > now ? until : null,
    }
  })
}

function fromOf({ from }: store.Wish): string[] {
  if (from.kind === 'book') return [from.userId]
  return from.kind === 'swap' ? [from.a, from.b] : []
}

function towards({ to }: store.Wish): string[] {
  if (to?.kind === 'rep') return [to.userId]
  if (to?.kind === 'spread') return [...to.userIds]
  return to?.kind === 'pool' ? [to.poolId] : []
}
