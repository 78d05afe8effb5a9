import { type MoveFrom, MOST_MOVED, type MoveTo } from '../../../contract/move.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf } from '../../people/scope.ts'
import { openness } from '../../policy/mode.ts'
import type { Movable, Taker } from '../../rooms/move/decide.ts'
import * as looking from '../../rooms/move/store/look.ts'
import { readAsked } from '../../views/asked.ts'
import { find } from '../../views/find.ts'

/** What a mover asks for. */
export interface Wish {
  readonly from: MoveFrom
  readonly to?: MoveTo | undefined
}

/** A wish whose targets are there. */
export interface Meant {
  readonly from: MoveFrom
  readonly to: MoveTo | Extract<MoveFrom, { kind: 'swap' }>
  readonly takers: readonly Taker[]
}

/** Refuses `move.barred` where the mode in force lets no manager move leads by hand. Says whether it wants a reason. */
export async function mayMove(tx: Tx, caller: UserCaller): Promise<{ reasonNeeded: boolean }> {
  const { moves } = await openness(tx)
  if (moves === 'barred' && !caller.roles.includes('admin')) throw refuse('move.barred')
  return { reasonNeeded: moves === 'limited' }
}

/** Looks whether those leads are to go to may get any. Refuses `move.target`, and `move.nothing` where nobody is named. */
export async function meant(tx: Tx, { from, to }: Wish): Promise<Meant> {
  const aim = from.kind === 'swap' ? from : to
  if (!aim || (from.kind === 'swap' && (to || from.a === from.b))) throw refuse('move.nothing')
  const userIds = takersOf(aim)
  const people = await looking.readPeople(tx, userIds)
  const takers = userIds.map((userId): Taker => {
    const person = people.get(userId)
    if (!person?.takes) throw refuse('move.target', { name: person?.name ?? userId })
    return person
  })
  if (aim.kind === 'pool' && !(await looking.readPools(tx, [aim.poolId])).has(aim.poolId))
    throw refuse('move.target', { name: aim.poolId })
  return { from, to: aim, takers }
}

function takersOf(aim: Meant['to']): string[] {
  if (aim.kind === 'rep') return [aim.userId]
  if (aim.kind === 'spread') return [...new Set(aim.userIds)]
  return aim.kind === 'swap' ? [aim.a, aim.b] : []
}

interface Found {
  readonly leads: readonly (Movable & { customerId: string | null })[]
  /** How many were asked for, the unseen among them. */
  readonly asked: number
  /** There were more than one move takes. */
  readonly cut: boolean
  /** Asked for by id, and not there for the mover. */
  readonly missing: readonly string[]
}

/** The leads a wish speaks of, as far as its mover sees them. Refuses `condition.invalid`. */
export async function leadsOf(
  tx: Tx,
  caller: UserCaller,
  { from, lang, now }: { from: MoveFrom; lang: Lang; now: Date },
): Promise<Found> {
  const ids = await idsOf(tx, caller, { from, lang, now })
  const taken = [...new Set(ids)].slice(0, MOST_MOVED)
  const leads = await looking.readMovable(tx, taken, await scopeOf(tx, caller, now))
  const seen = new Set(leads.map(({ leadId }) => leadId))
  const missing = taken.filter((leadId) => !seen.has(leadId))
  return { leads, asked: taken.length, cut: ids.length > MOST_MOVED, missing }
}

async function idsOf(
  tx: Tx,
  caller: UserCaller,
  { from, lang, now }: { from: MoveFrom; lang: Lang; now: Date },
): Promise<readonly string[]> {
  if (from.kind === 'leads') return from.leadIds
  if (from.kind === 'book') return looking.bookOf(tx, [from.userId], MOST_MOVED + 1)
  if (from.kind === 'swap') return looking.bookOf(tx, [from.a, from.b], MOST_MOVED + 1)
  const asked = await readAsked(tx, caller, { query: from.filter, lang, now })
  const page = await find(tx, asked, {
    sort: 'arrivedAt',
    order: 'desc',
    after: undefined,
    limit: MOST_MOVED + 1,
  })
  return page.leadIds
}
