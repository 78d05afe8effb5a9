import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'

const lineId = z.string().min(1).max(40)
/** Minor units of the organisation's currency. */
const amount = z.int().min(0).max(1_000_000_000_000)
const more = z.int().min(-1_000_000_000_000).max(1_000_000_000_000)
const percent = z.int().min(0).max(1000)
const chance = z.int().min(0).max(100)
const minutes = z.int().min(1).max(43_200)

const line = { id: lineId, label: z.string().max(80), when: conditionSchema }
/** What makes a lead worth more or less, one after the other: so many per cent of what it is worth so far, or an amount more. */
export const worthLine = z.discriminatedUnion('kind', [
  z.object({ ...line, kind: z.literal('times'), percent }),
  z.object({ ...line, kind: z.literal('plus'), amount: more }),
])
export type WorthLine = z.infer<typeof worthLine>

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** 09:30 → 570. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
/** When the clock of a deadline runs, on the organisation's clock. Days of the week: 1 is Monday. */
export const workingHours = z
  .object({
    from: clockTime,
    until: clockTime,
    days: z
      .array(z.int().min(1).max(7))
      .min(1)
      .max(7)
      .refine((days) => new Set(days).size === days.length, { error: 'a day twice' }),
  })
  .refine(({ from, until }) => minuteOf(until) - minuteOf(from) >= 60, {
    path: ['until'],
    error: 'hours end an hour after they begin, or later',
  })
export type WorkingHours = z.infer<typeof workingHours>

/** Which leads go first, by when somebody is to follow them up, and who is told where nobody does. */
export const priorityRules = z
  .object({
    /** From this expected value on; null: whatever it is. */
    from: amount.nullable(),
    when: conditionSchema.optional(),
    /** To the first follow-up. */
    minutes,
    /** The clock runs only then; day and night where it is absent. */
    hours: workingHours.optional(),
    /** Its holder is reminded so long before; 0: not. */
    remindMinutes: z.int().min(0).max(43_200),
    /** Admins are told so long after it was due. */
    escalateMinutes: minutes,
    /** All of them again every so long. */
    againMinutes: z.int().min(5).max(43_200),
  })
  .refine(({ from, when }) => from !== null || when !== undefined, {
    path: ['from'],
    error: 'a value or a condition',
  })
  .refine(({ minutes: all, remindMinutes }) => remindMinutes < all, {
    path: ['remindMinutes'],
    error: 'a reminder comes before the deadline and after the lead',
  })
export type PriorityRules = z.infer<typeof priorityRules>

/** How much a won lead is worth, what it costs to work it, how likely it is won; and which leads go first. */
export const valuePolicy = z.object({
  worth: z.object({
    /** Where nothing more is known. */
    amount,
    /** The mean of what was sold in so many days, by source, region (province) or a choice field; drawn to the mean of all. */
    history: z
      .object({
        days: z.int().min(30).max(1825),
        by: z.string().max(80).nullable(),
        /** As many sales of the mean of all are counted beside those of a segment, and of `amount` beside those of all. */
        weight: z.int().min(1).max(1000),
      })
      .optional(),
    lines: z.array(worthLine).max(50),
    /** Per cent of what a known customer has spent, added to it. */
    spend: percent.optional(),
  }),
  cost: z.object({
    amount,
    /** The first that holds instead. */
    lines: z.array(z.object({ ...line, amount })).max(50),
  }),
  chance: z.object({
    /** By the newest learned scorecard, where there is one. */
    model: z.boolean(),
    /** Else by how many of a grade were won, once so many leads have ended; null: never. */
    fewest: z.int().min(1).max(100_000).nullable(),
    /** As many leads of the rate of all are counted beside those of a grade. */
    weight: z.int().min(1).max(1000),
    /** Else this, in per cent. */
    grades: z.array(z.object({ grade: z.string().min(1).max(8), percent: chance })).max(20),
    other: chance,
  }),
  priority: priorityRules.nullable(),
})
export type ValuePolicy = z.infer<typeof valuePolicy>

/** One part of what a lead is worth; they add up to it. */
export const worthTerm = z.object({
  kind: z.enum(['amount', 'history', 'times', 'plus', 'spend', 'limit']),
  amount: z.int(),
  id: z.string().optional(),
  label: z.string().optional(),
  /** Of `times` and `spend`. */
  percent: z.int().optional(),
  /** Of `history`: sales of the segment, and of all; which segment (null: of all). */
  sales: z.int().optional(),
  of: z.int().optional(),
  segment: z.string().nullish(),
})
export type WorthTerm = z.infer<typeof worthTerm>

/** What a lead is expected to bring, and how that was reckoned: gain − cost = total, and gain = worth × chance. */
export const valued = z.object({
  total: z.int(),
  gain: z.int(),
  worth: z.int(),
  terms: z.array(worthTerm),
  /** In ten-thousandths. */
  chance: z.int(),
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('model'), modelId: z.string() }),
    z.object({ kind: z.literal('history'), grade: z.string(), won: z.int(), of: z.int() }),
    z.object({ kind: z.literal('table'), grade: z.string().nullable() }),
  ]),
  cost: z.int(),
  /** The line that says what it costs; null: what handling costs by default. */
  costBy: z.object({ id: z.string(), label: z.string() }).nullable(),
})
export type Valued = z.infer<typeof valued>
