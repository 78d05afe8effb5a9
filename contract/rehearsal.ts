import { z } from 'zod'
import { assignPolicy } from './assign.ts'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant } from './shapes.ts'

export const rehearsalStates = ['running', 'done', 'cancelled', 'failed'] as const

const count = z.int()
/** What happened, and what the draft would have done. */
const both = <T extends z.ZodType>(of: T) => z.object({ before: of, after: of })
const interval = z.object({ value: z.number(), low: z.number(), high: z.number() })

const shared = z.object({ leads: count, good: count, wins: z.number().nullable() })
const answered = z.object({
  /** Minutes to the first follow-up of half the leads; null: of fewer than half there was any. */
  median: z.number().nullable(),
  /** Shares of leads followed up within so long. */
  halfHour: z.number(),
  day: z.number(),
})

export const rehearsalResult = z.object({
  /** Leads dealt, and since when: fewer days than asked where there were too many. */
  leads: count,
  since: instant,
  reps: z.array(both(shared).extend({ userId: id })),
  /** How many went to reps, to pools, and waited. */
  fates: both(z.object({ rep: count, pool: count, waiting: count })),
  /** How unequally leads fell to the reps whom the draft may give to: 0 all alike, 1 all to one. */
  gini: both(z.object({ leads: z.number(), good: z.number() })),
  floor: z.object({
    share: z.number(),
    days: count,
    /** Days on which a rep stood below it, over all reps. */
    violations: both(count),
    /** Who stood below it under the draft, and on how many days. */
    below: z.array(z.object({ userId: id, days: count })),
  }),
  /** By how fast each rep has answered in this time; null where nobody was ever answered. */
  response: both(answered).nullable(),
  /** Null where no ability was ever reckoned. */
  wins: z
    .object({
      /** Won in truth, of the leads dealt whose outcome is known. */
      won: count,
      known: count,
      before: z.number(),
      after: z.number(),
      /** With its 95 % interval, by how surely the reps' abilities are known. */
      difference: interval,
    })
    .nullable(),
  /** Leads that would have gone to somebody else, and the newest of them. */
  changed: count,
  changes: z.array(
    z.object({
      leadId: id,
      at: instant,
      from: z.object({ kind: z.string(), id: id.nullable() }),
      to: z.object({ kind: z.string(), id: id.nullable() }),
      ruleId: z.string().nullable(),
    }),
  ),
  /** What each rule took; '' is none. */
  rules: z.record(z.string(), count),
  /** Fields asked whose value at arrival is not kept: what they are today was taken. */
  asToday: z.array(z.string()),
})
export type RehearsalResult = z.output<typeof rehearsalResult>

const rehearsal = z.object({
  rehearsalId: id,
  state: z.enum(rehearsalStates),
  /** Leads dealt so far, and in all. */
  dealt: count,
  leads: count,
  days: count,
  createdBy: z.object({ id, name: z.string().nullable() }),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export type Rehearsal = z.output<typeof rehearsal>

const readers = ['manager', 'admin'] as const
const admin = ['admin'] as const

export const startRehearsal = endpoint({
  id: 'rehearsal.start',
  method: 'POST',
  path: '/api/v1/rehearsals',
  may: readers,
  summary:
    'Begins to deal the leads of the last days once more by a draft of the assignment rules; nothing is changed',
  details:
    'Each lead is dealt in the order of its arrival, as it was then, by the code that deals new ones, to the reps there are today with the hours, leave and times offline they had. At most the newest 100,000. One runs at a time: a new one of yours replaces your older one.',
  body: z.object({ draft: assignPolicy, days: z.int().min(1).max(365).default(30) }),
  reply: rehearsal,
  refuses: ['policy.invalid', 'condition.invalid', 'rehearsal.running'],
})
export const listRehearsals = endpoint({
  id: 'rehearsal.list',
  method: 'GET',
  path: '/api/v1/rehearsals',
  may: readers,
  summary: 'The last twenty rehearsals of assignment rules, newest first',
  reply: z.object({ items: z.array(rehearsal) }),
})
export const readRehearsal = endpoint({
  id: 'rehearsal.read',
  method: 'GET',
  path: '/api/v1/rehearsals/:rehearsalId',
  may: readers,
  summary: 'A rehearsal: who would have got what, beside what happened',
  params: idParams('rehearsalId'),
  reply: rehearsal.extend({
    draft: assignPolicy,
    /** Null until it is done. Reps and leads outside the reader’s scope are left out. */
    result: rehearsalResult.nullable(),
    /** What the reps and pools of the result are called, and the companies of its leads, by id. */
    names: z.record(z.string(), z.string()),
  }),
})
export const cancelRehearsal = endpoint({
  id: 'rehearsal.cancel',
  method: 'POST',
  path: '/api/v1/rehearsals/:rehearsalId/cancel',
  may: readers,
  summary: 'Stops a rehearsal',
  params: idParams('rehearsalId'),
  reply: rehearsal,
  refuses: ['rehearsal.over'],
})

/** What publishing assignment rules asks for first. */
export const assignGate = z.object({
  /** Off: publishing asks for nothing. */
  required: z.boolean(),
  /** Days for which a rehearsal counts. */
  days: z.int().min(1).max(90),
})
export type AssignGate = z.output<typeof assignGate>
export const noAssignGate: AssignGate = { required: false, days: 14 }

export const readAssignGate = endpoint({
  id: 'rehearsal.gate',
  method: 'GET',
  path: '/api/v1/assign-gate',
  may: readers,
  summary: 'What publishing assignment rules asks for first',
  reply: assignGate,
})
export const setAssignGate = endpoint({
  id: 'rehearsal.gate.set',
  method: 'PUT',
  path: '/api/v1/assign-gate',
  may: admin,
  summary: 'Changes what publishing assignment rules asks for first',
  body: assignGate,
  reply: done,
})
