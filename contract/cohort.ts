import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant } from './shapes.ts'

const planners = ['manager', 'admin'] as const
const staff = ['rep', 'manager', 'admin'] as const

const day = z.iso.date()
/** A time of day of the organisation, 'HH:MM'; '24:00' is its end. */
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)

const shift = z.object({ from: hour, to: hour })
export type Shift = z.infer<typeof shift>

const groupBody = z.object({
  groupId: id.optional(),
  name: z.string().trim().min(1).max(80),
  capacity: z.int().min(1).max(100_000),
})

const cohortBody = z.object({
  name: z.string().trim().min(1).max(80),
  /** The days on which leads join. */
  intakeFrom: day,
  intakeTo: day,
  /** The last day on which its leads stay with the roster. */
  salesTo: day,
  /** Which leads are of it; of several cohorts that fit, the first. */
  belongs: conditionSchema,
  /** Whether groups are filled one after the other or evenly. */
  fill: z.enum(['inOrder', 'evenly']),
  /** The shifts of a day, one after the other. */
  shifts: z.array(shift).min(1).max(3),
  /** In the order they are filled. One that is left out is removed, if nobody is in it. */
  groups: z.array(groupBody).min(1).max(200),
})
export type CohortBody = z.infer<typeof cohortBody>

/** Who serves a group in a shift (counted from 0) of a day; as a substitute, for whom. */
const cell = z.object({
  groupId: id,
  day,
  shift: z.int().min(0).max(2),
  userId: id,
  insteadOf: id.nullable(),
})
export type Cell = z.infer<typeof cell>

/** Who has a group: on duty now, or with the next shift that somebody has. */
const serving = z.object({
  userId: id,
  insteadOf: id.nullable(),
  day,
  shift: z.int(),
  onDuty: z.boolean(),
})
export type Serving = z.infer<typeof serving>

const boardGroup = z.object({
  groupId: id,
  name: z.string(),
  capacity: z.int(),
  /** Seats taken. */
  taken: z.int(),
  /** Open leads of it that somebody else has than who serves it: given by hand, or in a pool. */
  elsewhere: z.int(),
  serving: serving.nullable(),
  cells: z.array(cell.omit({ groupId: true })),
})

const boardCohort = cohortBody.omit({ groups: true }).extend({
  cohortId: id,
  groups: z.array(boardGroup),
})
export type BoardCohort = z.infer<typeof boardCohort>

export const readBoard = endpoint({
  id: 'cohorts.board',
  method: 'GET',
  path: '/api/v1/cohorts',
  may: staff,
  summary: 'The roster board: cohorts, their groups with what is taken, and who serves each on which day',
  query: z.object({ from: day.optional(), days: z.coerce.number().int().min(1).max(62).default(14) }),
  reply: z.object({
    /** The first of the days, and the organisation's today. */
    from: day,
    today: day,
    cohorts: z.array(boardCohort),
    /** The reps a roster may name, and who is named on this one though they are none any more. */
    people: z.array(z.object({ userId: id, name: z.string(), rep: z.boolean() })),
    /** Days on which somebody is away. */
    away: z.array(z.object({ userId: id, from: day, to: day })),
  }),
})

const cohortRefuses = [
  'condition.invalid',
  'cohort.days',
  'cohort.shifts',
  'cohort.capacity',
  'cohort.group_taken',
] as const

export const addCohort = endpoint({
  id: 'cohorts.add',
  method: 'POST',
  path: '/api/v1/cohorts',
  may: planners,
  summary: 'Adds a cohort with its groups',
  body: cohortBody,
  reply: z.object({ cohortId: id }),
  refuses: cohortRefuses,
})

export const changeCohort = endpoint({
  id: 'cohorts.change',
  method: 'PUT',
  path: '/api/v1/cohorts/:cohortId',
  may: planners,
  summary: 'Changes a cohort and its groups',
  params: idParams('cohortId'),
  body: cohortBody,
  reply: done,
  refuses: cohortRefuses,
})

export const archiveCohort = endpoint({
  id: 'cohorts.archive',
  method: 'DELETE',
  path: '/api/v1/cohorts/:cohortId',
  may: planners,
  summary: 'Ends a cohort: its leads stay with who has them and may fall back as any other from then on',
  params: idParams('cohortId'),
  reply: done,
})

const groupIds = z.array(id).min(1).max(200)

export const rosterEdit = z.discriminatedUnion('kind', [
  /** Somebody (or nobody) for all of these days; in all shifts unless one is named. */
  z.object({
    kind: z.literal('set'),
    groupIds,
    from: day,
    to: day,
    shift: z.int().min(0).max(2).optional(),
    userId: id.nullable(),
  }),
  /** As the days before: `days` of them, up to the day before `from`. */
  z.object({ kind: z.literal('copy'), groupIds, from: day, days: z.int().min(1).max(31) }),
  /** Wherever `userId` is on the roster of these days, `substituteId` is instead; the days after are left as they are. */
  z.object({
    kind: z.literal('substitute'),
    groupIds,
    userId: id,
    substituteId: id,
    from: day,
    to: day,
  }),
  /** Takes substitutions of these days back. */
  z.object({ kind: z.literal('back'), groupIds, from: day, to: day }),
  /** From a day on, all that `fromUserId` (or anybody) is to serve is `toUserId`'s; with `gather` what others hold of it too. */
  z.object({
    kind: z.literal('handOver'),
    groupIds,
    fromUserId: id.nullable(),
    toUserId: id,
    from: day,
    gather: z.boolean().default(false),
  }),
  /** Cells as they were, to undo an edit. */
  z.object({
    kind: z.literal('put'),
    cells: z
      .array(cell.extend({ userId: id.nullable() }))
      .min(1)
      .max(10_000),
  }),
])
export type RosterEdit = z.infer<typeof rosterEdit>

export const editRoster = endpoint({
  id: 'cohorts.roster',
  method: 'PUT',
  path: '/api/v1/cohorts/roster',
  may: planners,
  summary:
    'Changes the roster; the leads of groups that somebody else serves now move in the same transaction',
  details:
    'With `preview` nothing is kept: the answer says what would be. `before` holds the cells as they were; ' +
    'sent back as `{kind: "put", cells}` they undo the edit, and the leads follow.',
  body: z.object({ edit: rosterEdit, preview: z.boolean().default(false) }),
  reply: z.object({
    cells: z.int(),
    before: z.array(cell.extend({ userId: id.nullable() })),
    /** Leads that change hands now. */
    moves: z.array(z.object({ groupId: id, fromId: id.nullable(), toId: id, leads: z.int() })),
    /** Groups that nobody serves on some day of the edit. */
    gaps: z.array(z.object({ groupId: id, day })),
  }),
  refuses: [
    'cohort.rep_unknown',
    'cohort.same_rep',
    'cohort.not_rostered',
    'cohort.days',
    'cohort.shift_unknown',
  ],
})

export const placeLeads = endpoint({
  id: 'cohorts.place',
  method: 'POST',
  path: '/api/v1/cohorts/groups/:groupId/leads',
  may: planners,
  summary: 'Puts leads into a group by hand, out of the one they were in; its rep has them from then on',
  params: idParams('groupId'),
  body: z.object({ leadIds: z.array(id).min(1).max(1000) }),
  reply: z.object({ placed: z.int(), moved: z.int() }),
  refuses: ['cohort.full', 'cohort.over'],
})

export const removeLeads = endpoint({
  id: 'cohorts.remove',
  method: 'POST',
  path: '/api/v1/cohorts/leads/remove',
  may: planners,
  summary: 'Takes leads out of their groups; they stay with who has them and may fall back as any other',
  body: z.object({ leadIds: z.array(id).min(1).max(1000) }),
  reply: z.object({ removed: z.int() }),
})

export const readThen = endpoint({
  id: 'cohorts.then',
  method: 'GET',
  path: '/api/v1/cohorts/groups/:groupId/then',
  may: staff,
  summary: 'Who served a group at a past moment, by the roster as it stood then',
  params: idParams('groupId'),
  query: z.object({ at: instant }),
  reply: z.object({ serving: serving.extend({ name: z.string() }).nullable() }),
})
