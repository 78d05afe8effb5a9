import { type Batch, winsOf } from '../server/rooms/assign/decide/best/batch.ts'
import { greedy } from '../server/rooms/assign/decide/best/greedy.ts'
import { match } from '../server/rooms/assign/decide/best/matching.ts'
import { solve } from '../test/oracle.ts'
import { dice } from './people.ts'
import type { Bench, Result } from './report.ts'

const REPS = 100
const GOAL = 200 // ms
/** Dialled from wins alone to equal shares, with capacities that bind and that do not: the slowest counts. */
const DIALS = [1, 0.7, 0.3, 0]
const ROOMS = [1, 1.4, 10]

/** A batch of leads dealt best to best among a hundred reps, beside a general linear solver on the same batch. */
export const bench: Bench = {
  summary: `leads dealt best to best among ${REPS} reps, by min-cost flow and by a linear solver (HiGHS)`,
  size: 500,
  run: (size, note) => {
    const batches = DIALS.flatMap((dial) => ROOMS.map((room) => made(size, dial, room)))
    match(batches[0]!)
    let slowest = { ms: 0, batch: batches[0]! }
    for (const batch of batches) {
      const begun = performance.now()
      const { dealing } = match(batch)
      const ms = performance.now() - begun
      if (ms > slowest.ms) slowest = { ms, batch }
      const [best, one] = [winsOf(dealing, batch), winsOf(greedy(batch), batch)]
      note(
        `dial ${batch.dial}, room for ${batch.reps[0]!.capacity} each: ${ms.toFixed(0)} ms, ${best.wins.toFixed(1)} wins expected; greedy without floor ${one.wins.toFixed(1)}`,
      )
    }
    const begun = performance.now()
    solve(slowest.batch)
    const limit = performance.now() - begun
    const result: Result = {
      name: 'matching',
      value: slowest.ms,
      unit: 'ms',
      limit,
      ratio: slowest.ms / limit,
      goal: `≤ ${GOAL} ms for 500 × ${REPS}`,
      ok: slowest.ms <= GOAL,
    }
    return Promise.resolve([result])
  },
}

/** Leads that some reps are good at and others are not, a third of them good ones; everybody is to get one of those. */
function made(size: number, dial: number, room: number): Batch {
  const roll = dice(11)
  const kinds = Array.from({ length: REPS }, () => Array.from({ length: 8 }, () => 0.4 + roll()))
  return {
    dial,
    seed: 1,
    leads: Array.from({ length: size }, (_, at) => {
      const chance = 0.05 + roll() * 0.4
      const kind = Math.floor(roll() * 8)
      return {
        leadId: `lead ${at}`,
        value: 1,
        good: roll() < 1 / 3,
        chances: kinds.map((able) => Math.min(1, chance * able[kind]!)),
      }
    }),
    reps: Array.from({ length: REPS }, (_, at) => ({
      userId: `rep ${at}`,
      capacity: Math.ceil((room * size) / REPS),
      floor: 1,
      had: at % 3,
    })),
  }
}
