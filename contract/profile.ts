import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { endpoint } from './endpoint.ts'
import { rate } from './rate.ts'
import { id, instant } from './shapes.ts'

const lineId = z.string().min(1).max(40)

/** What rules a lead out, by the words the rep reads: 年龄不符，直接放弃. */
export const disqualifier = z.object({
  id: lineId,
  label: z.string().trim().min(1).max(80),
  when: conditionSchema,
})
export type Disqualifier = z.infer<typeof disqualifier>

/** What the ideal customer has, and how much it weighs beside the others. */
export const profileCriterion = z.object({
  id: lineId,
  label: z.string().max(80),
  when: conditionSchema,
  weight: z.int().min(1).max(100),
})
export type ProfileCriterion = z.infer<typeof profileCriterion>

/** An ideal customer: of a product, of a market. */
export const profile = z.object({
  id: lineId,
  name: z.string().trim().min(1).max(80),
  /** The leads it is asked of; all where it is absent. */
  when: conditionSchema.optional(),
  disqualifiers: z.array(disqualifier).max(50),
  criteria: z.array(profileCriterion).max(100),
  /** Per cent of the weight a lead must have to fit. */
  fitsFrom: z.int().min(1).max(100),
  /** Per cent of the disqualified that go on as if nothing were, drawn at random, so that what is rejected stays measured. */
  keepShare: z.number().min(0).max(10),
})
export type Profile = z.infer<typeof profile>

/** The organisation's ideal customers: a lead is judged by the first that is asked of it. */
export const profilePolicy = z.object({ profiles: z.array(profile).min(1).max(20) })
export type ProfilePolicy = z.infer<typeof profilePolicy>

export const verdicts = ['fits', 'partly', 'unsure', 'unfit'] as const
export type Verdict = (typeof verdicts)[number]

/** How a lead stands beside the ideal customer, as its page tells it. */
export const standing = z.object({
  verdict: z.enum(verdicts),
  /** The name of the profile it was judged by. */
  name: z.string(),
  version: z.int(),
  /** The disqualifiers that hold. */
  because: z.array(z.object({ id: z.string(), label: z.string() })),
  /** Fields that nobody has told and that would decide it, by the names conditions call them. */
  missing: z.array(z.string()),
  /** Shares of the weight: what it has, and what is not known. */
  met: z.number(),
  unknown: z.number(),
  /** It is ruled out and goes on all the same, to measure what the profile rejects. Told to managers only. */
  kept: z.boolean(),
})
export type LeadStanding = z.infer<typeof standing>

const staff = ['rep', 'manager', 'admin'] as const

export const setAside = endpoint({
  id: 'leads.setAside',
  method: 'POST',
  path: '/api/v1/leads/aside',
  may: staff,
  summary: 'Sets aside leads that a disqualifier of the ideal customer profile rules out',
  details:
    'They leave whoever has them and come back by themselves, to the same rep, once a fact changes or time does it. Those no disqualifier rules out are left where they are, and not counted.',
  body: z.object({ leadIds: z.array(id).min(1).max(1000) }),
  reply: z.object({ changed: z.int() }),
  refuses: ['lead.not_yours', 'profile.not_unfit'],
})

export const takeBack = endpoint({
  id: 'leads.takeBack',
  method: 'POST',
  path: '/api/v1/leads/aside/undo',
  may: staff,
  summary:
    'Takes back leads that were set aside, to the rep who had them; they stay although they do not fit',
  body: z.object({ leadIds: z.array(id).min(1).max(1000) }),
  reply: z.object({ changed: z.int() }),
  refuses: ['lead.not_yours', 'profile.nobody_had_it'],
})

const line = z.object({
  verdict: z.enum(verdicts),
  judged: z.int(),
  won: z.int(),
  lost: z.int(),
  open: z.int(),
  /** Of those decided, the share won. */
  rate,
})

export const readProfileReport = endpoint({
  id: 'profile.report',
  method: 'GET',
  path: '/api/v1/profile/report',
  may: ['manager', 'marketer', 'admin'],
  summary: 'What became of the leads each version of the ideal customer profile judged',
  details:
    'A lead counts by the first verdict a version gave it: at its arrival, or when the version was published. Won are converted leads, lost are lost and invalid ones. Intervals are 95 %, by Wilson’s method.',
  query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  reply: z.object({
    versions: z.array(z.object({ version: z.int(), from: instant })),
    version: z.int().nullable(),
    lines: z.array(line),
    all: line.omit({ verdict: true }),
    /** How much oftener those that fit are won than all: 1 is no difference. Null where nothing is decided. */
    lift: z.number().nullable(),
    /** Of those that fit, the share won; of those won, the share that fits. */
    precision: rate,
    recall: rate,
    /** What rejecting costs, by the rejects that went on at random. */
    rejects: z.object({
      /** Ruled out and set aside. */
      rejected: z.int(),
      /** Ruled out, kept at random, and decided by now. */
      kept: z.int(),
      keptWon: z.int(),
      rate,
      /** How many of the rejected would have been won; null where too few were kept to say. */
      falseRejects: z.object({ count: z.number(), from: z.number(), to: z.number() }).nullable(),
      /** Kept and decided leads it takes before anything is said. */
      enough: z.int(),
    }),
    /** Facts that leads that were won have oftener than others, the surest first. */
    suggested: z.array(
      z.object({
        when: conditionSchema,
        decided: z.int(),
        won: z.int(),
        rate,
        /** Against the win rate of all. */
        lift: z.number(),
      }),
    ),
    /** The decided leads that suggestions are made from. */
    decided: z.int(),
  }),
})
