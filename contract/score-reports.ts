import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { endpoint } from './endpoint.ts'
import { rate } from './rate.ts'
import { id, instant, label } from './shapes.ts'

const readers = ['manager', 'marketer', 'admin'] as const

/** Leads that arrived within so many days, in the caller's scope; neither merged away nor erased. */
const asked = z.object({
  days: z.coerce.number().int().min(7).max(730).default(180),
  source: id.optional(),
  /** Held by, or shared with, the people of this team and the teams below it. */
  team: id.optional(),
})
export type ReportQuery = z.output<typeof asked>

/** How well scores told the won from the lost. */
const told = z.object({
  leads: z.int(),
  /** Those whose outcome is known: converted against lost and invalid. */
  decided: z.int(),
  won: z.int(),
  /** The chance that a won lead scored above a lost one, with half its 95 % interval; null where too few are known. */
  auc: z.number().nullable(),
  margin: z.number().nullable(),
  /** Of the won leads, the share among the best three tenths of the decided. */
  top30: z.number().nullable(),
})

/** Fewer of each than this, and nothing is said of how well scores tell. */
export const LEAST_OUTCOMES = 10

export const reportEffect = endpoint({
  id: 'reports.effect',
  method: 'GET',
  path: '/api/v1/score-reports/effect',
  may: readers,
  summary:
    'How well the score a lead arrived with foretold what became of it, by week of arrival and version',
  details: `The score of the moment of arrival, before anybody edited the lead and without what was set by hand. Weeks begin on Monday in the organisation's zone. Below ${LEAST_OUTCOMES} won or ${LEAST_OUTCOMES} lost \`auc\` and \`top30\` are null.`,
  query: asked,
  reply: z.object({
    overall: told,
    /** By the grade it arrived with. */
    grades: z.array(z.object({ grade: z.string(), leads: z.int(), decided: z.int(), won: z.int(), rate })),
    weeks: z.array(
      told.extend({
        /** Its Monday: 2026-05-04. */
        week: z.string(),
        version: z.int().nullable(),
        grades: z.array(z.object({ grade: z.string(), decided: z.int(), won: z.int(), rate })),
      }),
    ),
    published: z.array(z.object({ version: z.int(), at: instant })),
    /** Leads whose score at arrival is not known are left out: so many. */
    unknown: z.int(),
  }),
  refuses: ['not_found'],
})

export const reportShared = endpoint({
  id: 'reports.shared',
  method: 'GET',
  path: '/api/v1/score-reports/shared',
  may: readers,
  summary: 'What high scorers have in common: facts more frequent among them than among the rest',
  details:
    'High scorers are those with the best grade there is, or the best tenth by score where fewer than 20 have it; by the score of today. `lift` is how many times as frequent a fact is among them, with its 95 % interval (Katz); only facts whose interval lies above 1, of at least five high scorers.',
  query: asked,
  reply: z.object({
    high: z.int(),
    rest: z.int(),
    /** The grade they have; null: the best tenth, from `from` points on. */
    grade: z.string().nullable(),
    from: z.int().nullable(),
    facts: z.array(
      z.object({
        /** The address of a field, or `behaviour`. */
        field: z.string(),
        value: z.string(),
        /** As people know it, where the server does: a source, a region, an option. */
        label: label.nullable(),
        high: z.int(),
        rest: z.int(),
        lift: z.number(),
        lower: z.number(),
        upper: z.number(),
        /** The high scorers who have it, as a list asks; null where no condition can. */
        when: conditionSchema.nullable(),
      }),
    ),
  }),
  refuses: ['not_found'],
})

const campaign = z.object({
  sourceId: id,
  sourceName: z.string(),
  /** utm_campaign; '' where there was none. */
  campaign: z.string(),
  leads: z.int(),
  /** With one of the good grades. */
  good: z.int(),
  /** The mean score. */
  mean: z.number(),
  decided: z.int(),
  won: z.int(),
  rate,
})
export type CampaignLine = z.output<typeof campaign>

export const reportCampaigns = endpoint({
  id: 'reports.campaigns',
  method: 'GET',
  path: '/api/v1/score-reports/campaigns',
  may: readers,
  summary: 'Which sources and campaigns bring good leads',
  details:
    'By the grade a lead arrived with. Good grades are the better half of one scale (A and B of four), in a grid the better half of both sides; `good` names them. The 500 lines with the most leads.',
  query: asked,
  reply: z.object({ good: z.array(z.string()), items: z.array(campaign) }),
  refuses: ['not_found'],
})

export const exportCampaigns = endpoint({
  id: 'reports.exportCampaigns',
  method: 'GET',
  path: '/api/v1/score-reports/campaigns.csv',
  may: readers,
  summary: 'The same as CSV',
  query: asked,
  reply: z.string().describe('text/csv'),
  refuses: ['not_found'],
})
