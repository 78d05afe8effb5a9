import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant, label, lang, pageOf } from './shapes.ts'

/** Every channel, or every segment. */
export const EVERY = '*'
const share = z.number()
const count = z.int()

const tier = z.object({
  name: z.string().trim().min(1).max(8),
  /** Times what is usually won of the same leads: 1 is as good as all. */
  from: z.number().min(0).max(100),
})
export type AbilityTier = z.output<typeof tier>

export const abilitySettings = z.object({
  /** What leads of a channel are told apart by: `grade`, `province`, or a choice of the organisation's own, `custom.KEY`. */
  segment: z.string().min(1).max(80),
  /** Days after which a lead counts half. */
  halfLifeDays: z.int().min(7).max(3650),
  /** Fewer leads, and a rep is not known yet. */
  minLeads: z.int().min(1).max(1000),
  /** At least so many days between two moves from tier to tier. */
  minDays: z.int().min(0).max(365),
  /** Best first; the last begins at 0. */
  tiers: z
    .array(tier)
    .min(2)
    .max(8)
    .refine((tiers) => tiers.at(-1)?.from === 0, { error: 'the last tier begins at 0' })
    .refine((tiers) => tiers.every(({ from }, i) => i === 0 || from < tiers[i - 1]!.from), {
      error: 'tiers fall from line to line',
    })
    .refine((tiers) => new Set(tiers.map(({ name }) => name)).size === tiers.length, {
      error: 'two tiers share a name',
    }),
})
export type AbilitySettings = z.output<typeof abilitySettings>

export const usualAbility: AbilitySettings = {
  segment: 'grade',
  halfLifeDays: 180,
  minLeads: 20,
  minDays: 14,
  tiers: [
    { name: 'S', from: 1.3 },
    { name: 'A', from: 1.1 },
    { name: 'B', from: 0.85 },
    { name: 'C', from: 0 },
  ],
}

/** How able a rep is with the leads of a channel and segment. */
const ability = z.object({
  userId: id,
  channel: z.string(),
  segment: z.string(),
  /** The chance to win a lead of the usual mix, and the interval it lies in with 90 % probability. */
  mean: share,
  low: share,
  high: share,
  /** What all win of these leads. */
  base: share,
  /** What was believed before the leads were looked at, and how many leads that is worth. */
  prior: share,
  priorLeads: z.number(),
  won: count,
  lost: count,
  /** Open for longer than nine in ten won leads took: counted as not won. */
  stale: count,
  /** Told, never counted. */
  invalid: count,
  /** Of those that count: taken out of a pool or given by a person, not dealt by rule. */
  picked: count,
  /** Wins expected of the same leads. */
  expected: z.number(),
  /** Null: not known yet. */
  tier: z.string().nullable(),
  tierSince: instant.nullable(),
})
export type Ability = z.output<typeof ability>

const rep = z.object({
  userId: id,
  name: z.string(),
  teamIds: z.array(id),
  /** Of tenure; from the day they joined, else from the day they became a member. */
  months: count,
})

const words = z.object({
  /** Channels there are abilities in. */
  channels: z.array(z.string()),
  segments: z.array(z.object({ value: z.string(), label })),
  tiers: z.array(tier),
  minLeads: count,
  /** Null: never yet. */
  reckonedAt: instant.nullable(),
})

const readers = ['admin', 'manager'] as const

export const listAbilities = endpoint({
  id: 'abilities.list',
  method: 'GET',
  path: '/api/v1/abilities',
  may: readers,
  summary: 'How able reps are, by channel and segment: a manager’s own people, an admin’s all',
  details:
    'Without `segment` those over all segments of a channel, with one those of that segment. The ability over every channel and segment (`*`) always stands among them. Who left is not listed.',
  query: z.object({
    channel: z.string().max(40).optional(),
    segment: z.string().max(200).optional(),
    team: id.optional(),
  }),
  reply: words.extend({ items: z.array(ability), reps: z.array(rep) }),
})

export const exportAbilities = endpoint({
  id: 'abilities.export',
  method: 'GET',
  path: '/api/v1/abilities/export.csv',
  may: readers,
  summary: 'The same as CSV (UTF-8 with BOM), every channel and segment',
  query: z.object({ team: id.optional(), lang: lang.optional() }),
  reply: z.unknown(),
  raw: true,
})

const page = words.extend({
  rep,
  /** In all first, then by channel, then by segment of a channel. */
  items: z.array(ability),
  /** Of the ability in all, in the caller's language. */
  sentence: z.string(),
  /** The ability in all as it would have been reckoned at the ends of past months, by today's measure. */
  course: z.array(z.object({ at: instant, mean: share, low: share, high: share, leads: count })),
  /** Newest first. */
  moves: z.array(
    z.object({
      channel: z.string(),
      segment: z.string(),
      /** Null: not known (yet, or any more). */
      from: z.string().nullable(),
      to: z.string().nullable(),
      at: instant,
      mean: share,
      low: share,
      high: share,
      base: share,
      won: count,
      leads: count,
    }),
  ),
})
export type AbilityPage = z.output<typeof page>

export const readOwnAbility = endpoint({
  id: 'abilities.own',
  method: 'GET',
  path: '/api/v1/abilities/me',
  may: 'user',
  summary: 'One’s own ability, and why',
  reply: page,
})
export const readAbility = endpoint({
  id: 'abilities.read',
  method: 'GET',
  path: '/api/v1/abilities/:userId',
  may: 'user',
  summary: 'A rep’s ability, and why: one’s own, a manager’s people’s, an admin’s everybody’s',
  params: idParams('userId'),
  reply: page,
})

export const appealStates = ['open', 'accepted', 'refused'] as const
const outcome = z.enum(['won', 'lost', 'invalid', 'stale'])

export const listAbilityLeads = endpoint({
  id: 'abilities.leads',
  method: 'GET',
  path: '/api/v1/abilities/:userId/leads',
  may: 'user',
  summary: 'The leads a rep’s ability comes from, newest outcome first',
  details: 'The name of a lead, and so a way to it, only of those the caller may see.',
  params: idParams('userId'),
  query: z.object({
    channel: z.string().max(40).optional(),
    segment: z.string().max(200).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: pageOf(
    z.object({
      leadId: id,
      seen: z.boolean(),
      name: z.string().nullable(),
      company: z.string().nullable(),
      channel: z.string(),
      segment: z.string(),
      grade: z.string(),
      outcome,
      endedAt: instant,
      /** With which chance all win leads like it; null before it was first reckoned. */
      chance: share.nullable(),
      /** What it counts by its age, up to 1. */
      weight: share,
      picked: z.boolean(),
      /** What the rep said against its counting; null: nothing. */
      appeal: z
        .object({ state: z.enum(appealStates), reason: z.string(), answer: z.string().nullable() })
        .nullable(),
    }),
  ),
})

export const refreshAbilities = endpoint({
  id: 'abilities.refresh',
  method: 'POST',
  path: '/api/v1/abilities/refresh',
  may: readers,
  summary: 'Reckons all abilities anew, as happens every night',
  perMinute: 6,
  reply: z.object({ reckonedAt: instant, leads: count, reps: count }),
})

export const readAbilitySettings = endpoint({
  id: 'abilities.settings',
  method: 'GET',
  path: '/api/v1/abilities/settings',
  may: readers,
  summary: 'By what abilities are reckoned, and what segments can be made of',
  reply: abilitySettings.extend({ choices: z.array(z.object({ value: z.string(), label })) }),
})
export const editAbilitySettings = endpoint({
  id: 'abilities.setSettings',
  method: 'PUT',
  path: '/api/v1/abilities/settings',
  may: ['admin'],
  summary: 'Sets it, and reckons anew',
  body: abilitySettings,
  reply: done,
  refuses: ['ability.segment_unknown'],
})

export const appealLead = endpoint({
  id: 'abilities.appeal',
  method: 'POST',
  path: '/api/v1/abilities/appeals',
  may: 'user',
  summary: 'Says that a lead should not count for one’s own ability, and why',
  body: z.object({ leadId: id, reason: z.string().trim().min(2).max(300) }),
  reply: done,
  refuses: ['ability.not_counted', 'ability.appealed'],
})
export const listAppeals = endpoint({
  id: 'abilities.appeals',
  method: 'GET',
  path: '/api/v1/abilities/appeals',
  may: readers,
  summary:
    'What reps say should not count, and nobody has answered: of a manager’s people, of all to an admin',
  reply: z.object({
    items: z.array(
      z.object({
        leadId: id,
        userId: id,
        rep: z.string(),
        name: z.string().nullable(),
        company: z.string().nullable(),
        outcome,
        reason: z.string(),
        at: instant,
      }),
    ),
  }),
})
export const answerAppeal = endpoint({
  id: 'abilities.answer',
  method: 'POST',
  path: '/api/v1/abilities/appeals/:leadId',
  may: readers,
  summary: 'Accepts or refuses it; accepted, the lead is left out from the next reckoning on',
  params: idParams('leadId'),
  body: z.object({
    userId: id,
    accept: z.boolean(),
    answer: z.string().trim().max(300).nullable().default(null),
  }),
  reply: done,
  refuses: ['ability.answered'],
})
