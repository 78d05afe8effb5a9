import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { behaviourKinds } from './behaviour.ts'

const lineId = z.string().min(1).max(40)
const points = z.int().min(-1000).max(1000)
const most = z.int().min(1).max(10_000)

/** How points fade: by half every so many days, or to a share of themselves after so many. */
export const fading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('halfLife'), days: z.number().min(0.01).max(3650) }),
  z.object({
    kind: z.literal('steps'),
    /** Whole days of the organisation's zone after the event, rising; the share is in per cent. */
    steps: z
      .array(z.object({ afterDays: z.int().min(1).max(730), keep: z.int().min(0).max(100) }))
      .min(1)
      .max(12)
      .refine((steps) => steps.every(({ afterDays }, i) => i === 0 || afterDays > steps[i - 1]!.afterDays), {
        error: 'days rise from step to step',
      })
      .refine((steps) => steps.every(({ keep }, i) => i === 0 || keep <= steps[i - 1]!.keep), {
        error: 'what is kept falls from step to step',
      }),
  }),
])
export type Fading = z.infer<typeof fading>

/** Points for what a lead is: a condition that holds of it. */
const factCriterion = z.object({
  id: lineId,
  kind: z.literal('fact'),
  label: z.string().max(80),
  when: conditionSchema,
  points,
})
/** Points for what somebody did. */
const eventCriterion = z.object({
  id: lineId,
  kind: z.literal('event'),
  label: z.string().max(80),
  event: z.enum(behaviourKinds),
  /** Only events of this: of a page or a form whose name or address holds the text. */
  about: z.string().max(200).optional(),
  points,
  /** Each time, or once for all: from its `atLeast`th time on (the first), fading since the last. */
  counts: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('each') }),
    z.object({ kind: z.literal('once'), atLeast: z.int().min(1).max(1000).optional() }),
  ]),
  /** Only events of the last so many days, today among them. */
  withinDays: z.int().min(1).max(730).optional(),
  fading: fading.optional(),
  /** Never more points than this, or fewer than its negative. */
  most: most.optional(),
})
/** Points taken away for silence: since a lead arrived, was followed up or did anything, whichever was last. */
const silenceCriterion = z.object({
  id: lineId,
  kind: z.literal('silence'),
  label: z.string().max(80),
  afterDays: z.int().min(1).max(730),
  points: z.int().min(-1000).max(-1),
  /** Again after every so many days more. */
  everyDays: z.int().min(1).max(730).optional(),
  most: most.optional(),
})
export const criterion = z.discriminatedUnion('kind', [factCriterion, eventCriterion, silenceCriterion])
export type Criterion = z.infer<typeof criterion>

/** Fit and who a lead is make one axis of a grid, behaviour the other. */
export const groupKinds = ['fit', 'who', 'behaviour', 'other'] as const
export const group = z
  .object({
    id: lineId,
    label: z.string().max(80),
    kind: z.enum(groupKinds),
    /** Caps on what the group adds up to. */
    least: z.int().min(-10_000).max(10_000).optional(),
    most: z.int().min(-10_000).max(10_000).optional(),
    criteria: z.array(criterion).max(200),
  })
  .refine(({ least = -Infinity, most: top = Infinity }) => least <= top, { error: 'least is above most' })
export type CriterionGroup = z.infer<typeof group>

const step = z.object({ grade: z.string().min(1).max(8), from: z.int().min(-100_000).max(100_000) })
const distinct = (steps: readonly { from: number; grade: string }[]) =>
  new Set(steps.map(({ from }) => from)).size === steps.length &&
  new Set(steps.map(({ grade }) => grade)).size === steps.length
const scale = z.array(step).max(12).refine(distinct, { error: 'two grades share a name or a threshold' })
/** Below every threshold there is no grade: ''. A grid's is a letter by fit and a digit by behaviour: A1. */
export const grading = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scale'), steps: scale }),
  z.object({ kind: z.literal('grid'), fit: scale, behaviour: scale }),
])
export type Grading = z.infer<typeof grading>

/** A scorecard, for the leads its condition fits: by product, by market. */
export const card = z.object({
  id: lineId,
  name: z.string().trim().min(1).max(80),
  when: conditionSchema.optional(),
  groups: z.array(group).max(20),
  grading,
  /** Scores nobody any more: leads fall to the next card that fits. It stays, for history names it. */
  retired: z.boolean().optional(),
})
export type Card = z.infer<typeof card>

/** Criteria that all cards of an organisation may have together. */
export const MOST_CRITERIA = 1000

/** The organisation's scorecards: a lead is scored by the first that fits it. */
export const scorePolicy = z.object({
  cards: z
    .array(card)
    .min(1)
    .max(20)
    .refine(
      (cards) =>
        cards.reduce((sum, { groups }) => sum + groups.reduce((n, g) => n + g.criteria.length, 0), 0) <=
        MOST_CRITERIA,
      {
        error: 'more than 1,000 criteria',
      },
    ),
})
export type ScorePolicy = z.infer<typeof scorePolicy>

type Fact = Omit<Extract<Criterion, { kind: 'fact' }>, 'kind'>

/** One card of facts with one scale: what most organisations begin with. */
export function plainCard(facts: readonly Fact[], steps: { grade: string; from: number }[]): ScorePolicy {
  const criteria = facts.map((fact) => ({ ...fact, kind: 'fact' as const }))
  return {
    cards: [
      {
        id: 'main',
        name: '评分卡',
        groups: [{ id: 'facts', label: '资料', kind: 'fit', criteria }],
        grading: { kind: 'scale', steps },
      },
    ],
  }
}
