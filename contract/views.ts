import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { countLeads, leadRow, listLeads } from './lead.ts'
import { done, id, idParams, instant } from './shapes.ts'

export const searchLeads = endpoint({
  id: 'search',
  method: 'GET',
  path: '/api/v1/search',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary:
    'Leads by phone, name, company, e-mail or pinyin, in scope; outside it a full phone answers only that it exists',
  query: z.object({
    q: z.string().trim().min(1).max(100),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  reply: z.object({
    items: z.array(leadRow),
    /** A full phone that a lead outside the caller's scope has: with whom, so that nobody works it twice. */
    exists: z.object({ holderKind: z.string(), holderName: z.string().nullable() }).nullable(),
  }),
})

/**
 * What no condition can ask, for it compares two moments of a lead: nobody has followed up since it was given to its
 * holder. The lists of exactly those leads that the day counts as untouched.
 */
export const listUntouched = endpoint({
  id: 'views.untouched',
  method: 'GET',
  path: '/api/v1/leads/untouched',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'As leads.list: the leads that nobody has followed up since they were given to their holder',
  query: listLeads.query!,
  reply: listLeads.reply,
  refuses: ['condition.invalid', 'cursor.invalid'],
})
export const countUntouched = endpoint({
  id: 'views.count_untouched',
  method: 'GET',
  path: '/api/v1/leads/untouched/count',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'How many of them match, as leads.count',
  query: countLeads.query!,
  reply: countLeads.reply,
  refuses: ['condition.invalid'],
})

/** A lead's tags with their grounds: a hover's worth, so no part of its page. */
export const leadTags = endpoint({
  id: 'views.lead_tags',
  method: 'GET',
  path: '/api/v1/leads/:leadId/tags',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'Where each tag of a lead comes from, and when it lapses',
  params: idParams('leadId'),
  reply: z.object({
    items: z.array(
      z.object({
        tag: z.string(),
        givenBy: z.enum(['hand', 'rule', 'import']),
        /** The member, where one gave it. */
        by: z.string().nullable(),
        /** What the rule is called, where one gave it and is known. */
        rule: z.string().nullable(),
        at: instant,
        /** Null: it stays. */
        expiresAt: instant.nullable(),
      }),
    ),
  }),
})

/** The manager's page of the day: of what was given today, counted also once it is closed. Seconds are wall-clock. */
export const teamDay = endpoint({
  id: 'views.team_day',
  method: 'GET',
  path: '/api/v1/team-day',
  may: ['manager', 'admin'],
  summary:
    'Per rep of the caller’s teams: new today, untouched, median first response, falling back today, holding',
  query: z.object({ team: id.optional() }),
  reply: z.object({
    at: instant,
    totals: z.object({
      newToday: z.int(),
      untouched: z.int(),
      medianFirstResponseSeconds: z.int().nullable(),
      fallingBackToday: z.int(),
      inQuarantine: z.int(),
      inPools: z.int(),
      waiting: z.int(),
    }),
    reps: z.array(
      z.object({
        userId: id,
        name: z.string(),
        away: z.boolean(),
        newToday: z.int(),
        untouched: z.int(),
        overdue: z.int(),
        medianFirstResponseSeconds: z.int().nullable(),
        fallingBackToday: z.int(),
        holding: z.int(),
        holdingMax: z.int().nullable(),
        givenToday: z.int(),
        dailyMax: z.int().nullable(),
        doneToday: z.int(),
      }),
    ),
    bySource: z.array(z.object({ sourceId: id, name: z.string(), today: z.int(), days7: z.int() })),
    perHour: z.array(z.object({ hour: z.int(), count: z.int() })),
  }),
})

/** Arrivals that deciding failed on: kept, visible, tried again. */
export const listUndecided = endpoint({
  id: 'arrivals.undecided',
  method: 'GET',
  path: '/api/v1/arrivals/undecided',
  may: ['admin'],
  summary: 'Arrivals that could not be decided yet, with the error and the number of tries',
  reply: z.object({
    items: z.array(
      z.object({
        arrivalId: id,
        door: z.string(),
        sourceName: z.string(),
        receivedAt: instant,
        tries: z.int(),
        problem: z.string(),
      }),
    ),
  }),
})

/** Quarantine is worked off by mending the missing fields (leads.edit) and letting go, or by dismissing. */
export const letGo = endpoint({
  id: 'quarantine.let_go',
  method: 'POST',
  path: '/api/v1/quarantine/let-go',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary:
    'Judges quarantined leads again (after mending, or as they are with `anyway`) and assigns those that pass',
  body: z.object({ leadIds: z.array(id).min(1).max(1000), anyway: z.boolean().default(false) }),
  reply: z.object({
    released: z.array(id),
    kept: z.array(
      z.object({
        leadId: id,
        reasons: z.array(z.object({ code: z.string(), field: z.string().optional(), message: z.string() })),
      }),
    ),
  }),
})
export const dismiss = endpoint({
  id: 'quarantine.dismiss',
  method: 'POST',
  path: '/api/v1/quarantine/dismiss',
  may: ['manager', 'marketer', 'admin'],
  summary: 'Closes quarantined leads as invalid, with a reason',
  body: z.object({ leadIds: z.array(id).min(1).max(1000), reason: z.string().trim().min(1).max(500) }),
  reply: z.object({ dismissed: z.int() }),
})
export const undismiss = endpoint({
  id: 'quarantine.undismiss',
  method: 'POST',
  path: '/api/v1/quarantine/undismiss',
  may: ['manager', 'marketer', 'admin'],
  summary:
    'Takes dismissed leads back into quarantine, by their true arrival; those worked since are left alone',
  body: z.object({ leadIds: z.array(id).min(1).max(1000) }),
  reply: z.object({ back: z.int() }),
})
/** Where quarantined leads come from says how good a channel is. */
export const quarantineSources = endpoint({
  id: 'quarantine.sources',
  method: 'GET',
  path: '/api/v1/quarantine/sources',
  may: ['manager', 'marketer', 'admin'],
  summary: 'Per source: how many are in quarantine and, of the leads that arrived today, how many are',
  reply: z.object({
    items: z.array(
      z.object({ sourceId: id, name: z.string(), held: z.int(), today: z.int(), heldToday: z.int() }),
    ),
  }),
})

export const savedView = z.object({
  viewId: id,
  name: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  page: z.string(),
  search: z.record(z.string(), z.unknown()),
})
export const listViews = endpoint({
  id: 'views.list',
  method: 'GET',
  path: '/api/v1/views',
  may: 'user',
  summary: 'Saved views: the caller’s and those shared with all',
  reply: z.object({ items: z.array(savedView) }),
})
export const saveView = endpoint({
  id: 'views.save',
  method: 'PUT',
  path: '/api/v1/views/:viewId',
  may: 'user',
  summary: 'Saves a view (a page’s search parameters under a name)',
  params: idParams('viewId'),
  body: z.object({
    name: z.string().trim().min(1).max(60),
    shared: z.boolean(),
    page: z.string().max(40),
    search: z.record(z.string(), z.unknown()),
  }),
  reply: done,
})
export const removeView = endpoint({
  id: 'views.remove',
  method: 'DELETE',
  path: '/api/v1/views/:viewId',
  may: 'user',
  summary: 'Removes a saved view of the caller’s',
  params: idParams('viewId'),
  reply: done,
})

/** A file of the leads of a list, formulas escaped; contacts as the caller may see them. */
export const exportLeads = endpoint({
  id: 'leads.export',
  method: 'GET',
  path: '/api/v1/leads/export.csv',
  may: ['rep', 'manager', 'admin'],
  summary:
    'The leads of a list in its order as CSV (UTF-8 with BOM), formulas escaped; at most 100,000 rows, and a last line says so where there were more',
  query: listLeads
    .query!.omit({ cursor: true, limit: true })
    .extend({ untouched: z.stringbool().optional() }),
  reply: z.unknown(),
  raw: true,
  refuses: ['condition.invalid'],
})
