import { z } from 'zod'
import { who } from './assign.ts'
import { endpoint } from './endpoint.ts'
import { id } from './shapes.ts'

const may = ['manager', 'admin'] as const

/** Leads that nobody works, to be dealt in one go to whoever is likeliest to win them. */
const wish = z.object({
  /** Those of a pool, the best first; of those that wait; or named ones, as far as they are in a pool or wait. */
  of: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('pool'), poolId: id }),
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('named'), leadIds: z.array(id).min(1).max(1000) }),
  ]),
  most: z.int().min(1).max(1000).default(500),
  /** Absent: who may claim from the pool, else every rep. */
  who: who.optional(),
  /** Absent: as the mode in force says, 1 where there is none. */
  dial: z.number().min(0).max(1).optional(),
  /** Of an equal part of the good leads; absent: as the mode in force says. */
  floor: z.number().min(0).max(1).optional(),
  /** Whether a win counts 1, or what it would bring. */
  by: z.enum(['wins', 'worth']).default('wins'),
})
export type BestWish = z.output<typeof wish>

const outcome = z.object({
  dealt: z.int(),
  /** Wins expected of them. */
  wins: z.number(),
  /** What they would bring, in minor units. */
  worth: z.number(),
})

export const bestPreview = z.object({
  leads: z.int(),
  good: z.int(),
  /** Leads that nobody may or can take. */
  left: z.int(),
  dial: z.number(),
  floor: z.number(),
  /** Grades that count as good, and the days the floor looks back. */
  grades: z.array(z.string()),
  days: z.int(),
  /** Best to best; one after the other to the best who is free, without a floor; and in equal shares. */
  best: outcome,
  greedy: outcome,
  equal: outcome,
  reps: z.array(
    z.object({
      id,
      name: z.string(),
      /** What they can be given now, of these leads. */
      room: z.int(),
      best: z.int(),
      greedy: z.int(),
      equal: z.int(),
      wins: z.number(),
      /** Good leads: got before within the floor's days, got now, and what the floor asks for now and can be kept. */
      had: z.int(),
      good: z.int(),
      owed: z.int(),
      kept: z.int(),
    }),
  ),
  /** Says this very dealing: what deals it. */
  seed: z.int(),
  digest: z.string(),
})
export type BestPreview = z.output<typeof bestPreview>

export const previewBest = endpoint({
  id: 'assign.previewBest',
  method: 'POST',
  path: '/api/v1/assign/best/preview',
  may,
  summary:
    'Who would get how many of leads nobody works, dealt best to best, and what that wins; writes nothing',
  details:
    'Expected wins beside dealing them one by one to the best who is free, and beside equal shares. In this order: capacities, the floor of good leads, as many leads dealt as can be, then wins against equality as the dial says.',
  body: wish,
  reply: bestPreview,
  refuses: ['not_found'],
})

export const dealBest = endpoint({
  id: 'assign.dealBest',
  method: 'POST',
  path: '/api/v1/assign/best',
  may,
  summary: 'Deals them as the preview said, in one transaction; one notice for each rep',
  body: wish.extend({ seed: z.int(), digest: z.string().max(80) }),
  reply: z.object({ dealt: z.int(), left: z.int() }),
  refuses: ['not_found', 'best.changed'],
})
