import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, instant } from './shapes.ts'
import { valued, valuePolicy } from './value.ts'

/** What is expected of one lead by the policy in force, or by a draft of one. */
export const tryValue = endpoint({
  id: 'value.try',
  method: 'POST',
  path: '/api/v1/value/try',
  may: ['manager', 'marketer', 'admin'],
  summary: 'Values one lead by the policy in force or by a draft of one, writing nothing',
  details:
    'Expected value = chance to win × worth − handling cost, in minor units of the organisation’s currency. Every figure comes with where it is from; the terms add up to the worth, and gain less cost is the total. A draft is reckoned from history as it is now.',
  body: z.object({ lead: id, draft: valuePolicy.optional() }),
  reply: z.object({
    value: valued,
    currency: z.string(),
    /** What sales are told apart by, by name: of this lead; null where it has none or they are not. */
    segment: z.string().nullable(),
    /** Whether it would get priority now, and by when it would have to be followed up. */
    priority: z.boolean(),
    dueAt: instant.nullable(),
    history: z.object({
      sales: z.int(),
      /** Minor units; null without sales. */
      meanSale: z.int().nullable(),
      ended: z.int(),
      won: z.int(),
      /** When the newest scorecard was learned; null where there is none. */
      learnedAt: instant.nullable(),
    }),
  }),
  refuses: ['policy.invalid', 'condition.invalid', 'value.segment'],
})

/** How many priority leads wait to be followed up in the caller's scope. */
export const countPriority = endpoint({
  id: 'priority.count',
  method: 'GET',
  path: '/api/v1/priority-leads/count',
  may: ['rep', 'manager', 'admin'],
  summary:
    'How many priority leads wait to be followed up where the caller sees them, and how many are overdue',
  details:
    'The leads themselves are `leads.list` with the condition `{"field":"priority","op":"is_true"}`, sorted by `priorityDueAt`: every open lead that asks for priority and was not followed up since it did, or since its rep got it, whoever has it: a rep, a pool, quarantine, verification or nobody.',
  reply: z.object({ waiting: z.int(), overdue: z.int(), unheld: z.int() }),
})

const week = z.iso.date()
const reportQuery = z.object({ weeks: z.coerce.number().int().min(1).max(53).default(8) })
const reportRow = z.object({
  /** Its Monday, on the organisation's calendar. */
  week,
  /** Of the rep who had it last; null: nobody had it. */
  team: z.object({ id, name: z.string() }).nullable(),
  /** Leads that were to be followed up with priority; the next four add up to it. */
  began: z.int(),
  inTime: z.int(),
  /** Followed up after the deadline, or not yet and it has passed, or closed after it without. */
  late: z.int(),
  waiting: z.int(),
  /** Closed, or worth less, before the deadline. */
  fell: z.int(),
  /** From asking for priority to the first follow-up, wall-clock; null where there was none. */
  medianSeconds: z.int().nullable(),
})
export type PriorityReportRow = z.output<typeof reportRow>

export const priorityReport = endpoint({
  id: 'priority.report',
  method: 'GET',
  path: '/api/v1/priority-report',
  may: ['manager', 'admin'],
  summary:
    'By week and team of the caller: priority leads followed up in time, late, waiting, and the median first response',
  query: reportQuery,
  reply: z.object({ items: z.array(reportRow) }),
})
export const exportPriorityReport = endpoint({
  id: 'priority.export',
  method: 'GET',
  path: '/api/v1/priority-report/export.csv',
  may: ['manager', 'admin'],
  summary: 'The same as CSV (UTF-8 with BOM), formulas escaped',
  query: reportQuery,
  reply: z.unknown(),
  raw: true,
})
