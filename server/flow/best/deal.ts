import type { BestPreview, BestWish } from '../../../contract/best.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { notify } from '../../lead/announce.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { holderNames } from '../../lead/names.ts'
import type { UserCaller } from '../../people/caller.ts'
import { countsOf, type Dealing, winsOf } from '../../rooms/assign/decide/best/batch.ts'
import { greedy } from '../../rooms/assign/decide/best/greedy.ts'
import { match } from '../../rooms/assign/decide/best/matching.ts'
import { readSetup } from '../setup.ts'
import { plan, type Planned } from './plan.ts'

interface Asked {
  readonly wish: BestWish
  readonly seed: number
  readonly now: Date
}

/** Who would get how many, and what that wins beside other ways. Refuses `not_found` for a pool that is none. */
export async function preview(tx: Tx, caller: UserCaller, { wish, seed, now }: Asked): Promise<BestPreview> {
  const planned = await plan(tx, { caller, wish, seed, setup: await readSetup(tx, now) })
  const { batch, dealing, floor, digest } = planned
  const even = { ...batch, dial: 0, reps: batch.reps.map((rep) => ({ ...rep, floor: 0 })) }
  const ways = { best: dealing, greedy: greedy(batch), equal: match(even).dealing }
  return {
    leads: batch.leads.length,
    good: batch.leads.filter((lead) => lead.good).length,
    left: dealing.filter((rep) => rep < 0).length,
    dial: batch.dial,
    floor: floor.share,
    grades: [...floor.grades],
    days: floor.days,
    best: outcome(ways.best, planned),
    greedy: outcome(ways.greedy, planned),
    equal: outcome(ways.equal, planned),
    reps: await repsOf(tx, ways, planned),
    seed,
    digest,
  }
}

function outcome(dealing: Dealing, { batch, worths }: Planned) {
  const leads = batch.leads.map((lead, at) => ({ ...lead, value: worths[at]! }))
  const { wins, worth } = winsOf(dealing, { leads })
  return { dealt: dealing.filter((rep) => rep >= 0).length, wins, worth: Math.round(worth) }
}

async function repsOf(
  tx: Tx,
  ways: Readonly<Record<'best' | 'greedy' | 'equal', Dealing>>,
  { batch, reps, floors, had }: Planned,
) {
  const names = await holderNames(
    tx,
    reps.map(({ userId }) => userId),
  )
  const [best, one, equal] = [ways.best, ways.greedy, ways.equal].map((way) => countsOf(way, reps.length))
  const goodOnes = ways.best.map((rep, at) => (batch.leads[at]!.good ? rep : -1))
  const good = countsOf(goodOnes, reps.length)
  return reps.map(({ userId }, at) => ({
    id: userId,
    name: names.get(userId) ?? '',
    room: batch.reps[at]!.capacity,
    best: best![at]!,
    greedy: one![at]!,
    equal: equal![at]!,
    wins: winsOf(
      ways.best.map((rep) => (rep === at ? rep : -1)),
      batch,
    ).wins,
    had: had[at]!,
    good: good[at]!,
    owed: batch.reps[at]!.floor,
    kept: floors[at]!,
  }))
}

/**
 * Deals what a preview has shown: reckoned anew under the locks of loads and leads, and refused (`best.changed`) where that
 * comes out otherwise. Each rep is told once.
 */
export async function deal(
  tx: Tx,
  caller: UserCaller,
  { wish, seed, now, digest }: Asked & { readonly digest: string },
): Promise<{ dealt: number; left: number }> {
  const setup = await readSetup(tx, now)
  const planned = await plan(tx, { caller, wish, seed, setup })
  if (planned.digest !== digest) throw refuse('best.changed')
  const { dealing, leads, reps, batch } = planned
  const moves = leads.flatMap((lead, at): Move[] => {
    const rep = reps[dealing[at]!]
    if (!rep) return []
    const to = { kind: 'rep', id: rep.userId } as const
    const facts = { ...lead, holderKind: to.kind, holderId: to.id, assignedAt: now }
    const best = {
      dial: batch.dial,
      chance: round(batch.leads[at]!.chances[dealing[at]!]!),
      of: leads.length,
    }
    return [
      {
        leadId: lead.leadId,
        from: { kind: lead.holderKind, id: lead.holderId },
        to,
        kind: 'assigned',
        deadline: setup.clock(facts, now),
        data: { best },
      },
    ]
  })
  const actor = { kind: 'user', id: caller.userId } as const
  const moved = await moveLeads(tx, moves, { now, day: setup.day, actor, quiet: true })
  const got = Map.groupBy(
    moves.filter(({ leadId }) => moved.has(leadId)),
    ({ to }) => to.id!,
  )
  await notify(
    tx,
    [...got].map(([userId, theirs]) => ({
      userId,
      kind: 'leads.assigned',
      leadId: null,
      data: { count: theirs.length },
    })),
    now,
  )
  await tell(tx, { topic: 'lead' })
  return { dealt: moved.size, left: leads.length - moved.size }
}

const round = (chance: number) => Math.round(chance * 10_000) / 10_000
