import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id } from './shapes.ts'

/** Leads, of how many of them the outcome is known, and how many of those were won. */
const outcomes = z.object({ leads: z.int(), known: z.int(), won: z.int() })

/** Fewer leads (without weights) than that say too little of a rate. */
export const FEWEST_TOLD = 20

/** How evenly each rule in force has shared its leads, and how the good ones fell. */
export const readFairness = endpoint({
  id: 'assign.fairness',
  method: 'GET',
  path: '/api/v1/assign/fairness',
  may: ['manager', 'admin'],
  summary:
    'What each rep got by each rule beside their share, what they are owed, and whether they stand below the floor',
  query: z.object({ days: z.coerce.number().int().min(1).max(365).default(30) }),
  reply: z.object({
    rules: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        reps: z.array(
          z.object({
            userId: id,
            /** Leads by this rule, ever, and in the days asked. */
            given: z.int(),
            lately: z.int(),
            weight: z.int(),
            /** Leads by which they are behind their share over all time; negative: ahead. */
            behind: z.number(),
            /** Leads owed for invalid ones, or for an absence that is made up for. */
            owed: z.int(),
            /** Whether they were eligible for its last lead. */
            present: z.boolean(),
          }),
        ),
      }),
    ),
    /** Good leads of the floor's last days; null where no floor is set. */
    floor: z
      .object({
        share: z.number(),
        days: z.int(),
        grades: z.array(z.string()),
        /** What everybody is to have at least. */
        least: z.int(),
        reps: z.array(z.object({ userId: id, good: z.int() })),
      })
      .nullable(),
    /**
     * What exploration found of rules that give to the likeliest, in the days asked: leads drawn at random beside those given by
     * merit, and what each rep would win of all of them, by inverse propensity weights.
     */
    explored: z.array(
      z.object({
        ruleId: z.string(),
        name: z.string(),
        drawn: outcomes,
        chosen: outcomes,
        reps: z.array(
          outcomes.extend({
            userId: id,
            /** The rate with its 95 % interval; null: too few say anything of it. */
            estimate: z.object({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
            /** Leads that say as much without weights. */
            effective: z.number(),
          }),
        ),
      }),
    ),
    names: z.record(z.string(), z.string()),
  }),
})
