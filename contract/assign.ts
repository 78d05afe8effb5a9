import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { arriving } from './capture.ts'
import { endpoint } from './endpoint.ts'
import { id, idParams, instant } from './shapes.ts'

const staff = ['rep', 'manager', 'admin'] as const
const word = z.string().trim().min(1).max(40)
const words = z.array(word).max(100)

/** What is known of a rep beside their teams: what they can, sell, speak, and where. */
export const traitKinds = ['skill', 'product', 'language', 'region', 'tag'] as const
export const traitKind = z.enum(traitKinds)
export type TraitKind = z.infer<typeof traitKind>

/** Who may get a lead: every rep of whom all that is said here holds. Nothing said: every rep. */
export const who = z.object({
  /** In one of these teams, or in one below. */
  teamIds: z.array(id).max(100).optional(),
  userIds: z.array(id).max(1000).optional(),
  tiers: words.optional(),
  /** Has at least one of the values, of each kind that is named. */
  traits: z
    .array(z.object({ trait: traitKind, anyOf: words.min(1) }))
    .max(10)
    .optional(),
  /** A trait of the rep covers the lead's value in a field: a region by prefix, else the same word. */
  fits: z
    .array(z.object({ trait: traitKind, field: z.string().min(1).max(80) }))
    .max(5)
    .optional(),
  /** Nobody who had the lead before. */
  notFormer: z.boolean().optional(),
})
export type Who = z.infer<typeof who>

const shares = z.record(id, z.int().min(0).max(1000))

export const strategy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), userId: id }),
  /** Whoever has the customer, or the earlier lead of the same person. */
  z.object({ kind: z.literal('held') }),
  /** The rep of whoever referred the lead, else that rep's team. */
  z.object({ kind: z.literal('referral') }),
  /** Evenly; with weights, in their proportion (who is not named weighs 1). */
  z.object({ kind: z.literal('roundRobin'), weights: shares.optional() }),
  /** Each up to a number in a period (按标), whoever is furthest from theirs first. */
  z.object({ kind: z.literal('quota'), quotas: shares, per: z.enum(['day', 'week', 'month']) }),
  z.object({ kind: z.literal('leastLoaded') }),
  /** To whoever is likeliest to win it, as the mode's dial and floor allow. */
  z.object({ kind: z.literal('best') }),
  /** Evenly among the tiers that the lead's grade is for. */
  z.object({
    kind: z.literal('tier'),
    lines: z
      .array(z.object({ grades: words.min(1), tiers: words.min(1) }))
      .min(1)
      .max(20),
  }),
  z.object({ kind: z.literal('territory') }),
  z.object({ kind: z.literal('cohort') }),
  /** Offered in a pool, to some first and then to more; the last step is open to all of the pool. */
  z.object({
    kind: z.literal('claimWindow'),
    poolId: id,
    steps: z
      .array(z.object({ who, minutes: z.int().min(1).max(10_080) }))
      .min(1)
      .max(5),
  }),
  z.object({ kind: z.literal('pool'), poolId: id }),
  /** Waits until a manager gives it. */
  z.object({ kind: z.literal('hand') }),
])
export type Strategy = z.infer<typeof strategy>

export const modeKinds = ['growth', 'lean', 'custom'] as const
export const modeKind = z.enum(modeKinds)

/** What becomes of a lead a rule fits when nobody it names is free. */
export const nobody = z.discriminatedUnion('kind', [
  /** The rules after it are asked. */
  z.object({ kind: z.literal('next') }),
  /** It waits until somebody is free. */
  z.object({ kind: z.literal('hold') }),
  /** It waits for the next shift of those it names. */
  z.object({ kind: z.literal('nextShift') }),
  z.object({ kind: z.literal('pool'), poolId: id }),
])
export type Nobody = z.infer<typeof nobody>

const cap = z.int().min(0).max(100_000)

export const assignRule = z.object({
  id: z.string().min(1).max(40),
  name: z.string().max(80),
  when: conditionSchema,
  who: who.optional(),
  strategy,
  /** What a rep may get by this rule, beside their own capacity. */
  caps: z.object({ daily: cap.optional(), weekly: cap.optional() }).optional(),
  /** `onDuty`: only who is in their working hours. */
  hours: z.enum(['any', 'onDuty']).optional(),
  nobody: nobody.optional(),
  /** The modes it is for; absent: all. */
  modes: z.array(modeKind).min(1).optional(),
  active: z.boolean().default(true),
})
export type AssignRule = z.infer<typeof assignRule>

const open = z.enum(['open', 'limited', 'barred'])

/** How leads are shared out, as one switch: which rules hold, and how far to lean towards wins. */
export const mode = z.object({
  kind: modeKind,
  /** 0: equal shares; 1: expected wins alone. */
  dial: z.number().min(0).max(1),
  /** Every eligible rep gets at least this share of an equal part of the good leads, over so many days. */
  floor: z.object({ share: z.number().min(0).max(1), days: z.int().min(1).max(365), grades: words }),
  /** The share of `best` decisions that go to somebody at random, so that abilities do not confirm themselves. */
  explore: z.number().min(0).max(0.5),
  /** Whether an absence is made up for afterwards. */
  catchUp: z.boolean(),
  /** Claims from pools, and moves by hand of managers. Limited: claims as the pools allow at half, moves with a reason. */
  claims: open,
  moves: open,
})

/** Invalid leads that are made up for, a rep and calendar month, where a policy says nothing of it. */
export const usualMakeUps = 10

export const assignPolicy = z.object({
  rules: z.array(assignRule).max(200),
  fallbackPoolId: id,
  /** Absent: custom, all rules, nothing barred. */
  mode: mode.optional(),
  /** Invalid leads that are made up for, a rep and calendar month; null: all of them; absent: `usualMakeUps`. */
  makeUps: z.int().min(0).max(10_000).nullable().optional(),
})
export type AssignPolicy = z.infer<typeof assignPolicy>

/** How many invalid leads a rep is made up for in a calendar month; null: all. */
export function makeUpsOf({ makeUps = usualMakeUps }: Pick<AssignPolicy, 'makeUps'>): number | null {
  return makeUps
}

/** What each assignment rule would say of a lead, the draft's rules if given: which fires and why others do not. */
export const tryRules = endpoint({
  id: 'assign.try',
  method: 'POST',
  path: '/api/v1/assign/try',
  may: ['manager', 'admin'],
  summary: 'Tries the assignment rules (or a draft of them) on one lead, writing nothing',
  body: z.object({ lead: z.union([id, arriving]), draft: assignPolicy.optional() }),
  reply: z.object({
    score: z.int(),
    grade: z.string(),
    rules: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        fires: z.boolean(),
        /** fires | inactive | mode | condition | capacity | nobody | unpointed | earlier */
        because: z.string(),
        candidates: z.array(
          z.object({
            id,
            name: z.string(),
            ok: z.boolean(),
            because: z.string(),
            given: z.int(),
            holding: z.int(),
          }),
        ),
        /** What says whose the lead is, where the rule leaves it to that. */
        pointed: z
          .object({
            kind: z.enum(['customer', 'lead', 'referrer', 'territory', 'cohort']),
            id,
            name: z.string(),
          })
          .nullable(),
      }),
    ),
    holder: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
    /** Of one that would wait: until when, or until somebody is free; null: until a person gives it, or it would not wait. */
    until: z.union([instant, z.literal('free')]).nullable(),
  }),
  refuses: ['condition.invalid', 'policy.invalid', 'lead.not_yours'],
})

/** How many of the last 30 days' leads each assignment rule of a draft would take. */
export const countRules = endpoint({
  id: 'assign.counts',
  method: 'POST',
  path: '/api/v1/assign/counts',
  may: ['manager', 'admin'],
  summary: 'How many of the last 30 days’ leads each rule would take, of how many in all',
  body: z.object({ draft: assignPolicy }),
  reply: z.object({
    total: z.int(),
    days: z.int(),
    byRule: z.record(z.string(), z.int()),
    fallback: z.int(),
  }),
  refuses: ['condition.invalid', 'policy.invalid'],
})

const candidate = z.object({
  id,
  name: z.string(),
  /** Why they did not get it; `turn`: they could have, and it was somebody else's turn; `got`: it is theirs. */
  because: z.string(),
  /** As it stood before the decision. */
  holding: z.int(),
  givenToday: z.int(),
})

/** One decision on a lead, decided again from what was kept of it. */
export const decision = z.object({
  decisionId: id,
  at: instant,
  policyVersion: z.int(),
  to: z.object({ kind: z.enum(['rep', 'pool', 'waiting']), id: id.nullable(), name: z.string().nullable() }),
  rule: z.object({ id: z.string(), name: z.string() }).nullable(),
  /**
   * `same`: deciding it again gave the same. `differs`: it did not. `erased`: the person was erased, so what the rules asked of
   * them is gone, and with it the candidates.
   */
  replayed: z.enum(['same', 'differs', 'erased']),
  /** Rules whose condition fitted but which had nobody, and why. */
  passed: z.array(z.object({ id: z.string(), name: z.string(), because: z.string() })),
  /** Everybody whom the rule that took it (or the last that was asked) looked at. */
  candidates: z.array(candidate),
  /** Who would have got it by the same rule if not whoever did; null: nobody, or it went to no rep. */
  next: z.object({ id, name: z.string() }).nullable(),
  /** Given to the likeliest: what decided, with what chance this was who got it, and with what chance they win it. */
  merit: z
    .object({
      by: z.enum(['merit', 'explore', 'floor', 'owed']),
      propensity: z.number(),
      chance: z.number().nullable(),
    })
    .nullable(),
})
export type Decision = z.infer<typeof decision>

/** Why whoever got a lead got it, and why each other did not. */
export const readDecisions = endpoint({
  id: 'assign.decisions',
  method: 'GET',
  path: '/api/v1/leads/:leadId/decisions',
  may: staff,
  summary:
    'Every decision on whose a lead is, newest first, each decided again with the reason of every candidate',
  params: idParams('leadId'),
  reply: z.object({ items: z.array(decision) }),
  refuses: ['lead.not_yours'],
})
