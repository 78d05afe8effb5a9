import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant, lang } from './shapes.ts'

const day = z.iso.date()
const region = z.string().regex(/^\d{2}(?:\d{2}){0,2}$/)

/** A park, a mall, a street: what a field of the lead says where there is no region of that name. */
export const area = z.object({
  /** A field as conditions call it: `address`, `company`, `custom.park` … */
  field: z.string().min(1).max(80),
  /** `is`: exactly one of the words; `has`: one of them stands in it. */
  match: z.enum(['is', 'has']),
  words: z.array(z.string().trim().min(1).max(60)).min(1).max(200),
  /** Only of leads of this region, or of none; absent: anywhere. */
  within: region.optional(),
})
export type Area = z.output<typeof area>

/** What a territory is made of and whose it is. */
export const charter = z.object({
  name: z.string().trim().min(1).max(60),
  regions: z.array(region).max(4000),
  areas: z.array(area).max(50),
  /** Only leads of which this holds. */
  condition: conditionSchema.nullable(),
  userIds: z.array(id).max(100),
  teamId: id.nullable(),
})
export type Charter = z.output<typeof charter>

export const from = {
  /** The day it begins, at its first moment in the organisation's zone; absent: now. */
  from: day.optional(),
}

const term = charter.extend({
  territoryId: id,
  from: instant,
  /** Null: until somebody changes it. */
  to: instant.nullable(),
  handoverId: id.nullable(),
})

/** Two that claim the same with the same right; the elder has it. */
const overlap = z.object({
  kind: z.enum(['region', 'area']),
  /** The region's code, or the word of the area. */
  of: z.string(),
  field: z.string().nullable(),
  /** The elder first. */
  territoryIds: z.array(id).min(2),
  names: z.array(z.string()),
  /** Both ask a condition of their own, so they may or may not meet in a lead. */
  perhaps: z.boolean(),
})
export type Overlap = z.output<typeof overlap>

const vacant = z.object({
  territoryId: z.string(),
  name: z.string(),
  /** `none`: nobody was named; `gone`: all who were named have left. */
  why: z.enum(['none', 'gone']),
})

const coverStates = ['whole', 'part', 'none'] as const

const cover = z.object({
  code: z.string(),
  state: z.enum(coverStates),
  /** Whose it is by its own code or the nearest above, the elder first. */
  owners: z.array(id),
  /** Whether something in it is claimed twice. */
  overlaps: z.boolean(),
  /** Territories that have only a part of it. */
  parts: z.array(id),
  /** How many of the regions directly below are not covered whole. */
  holes: z.int(),
})
export type Cover = z.output<typeof cover>

export const readers = ['admin', 'manager', 'rep'] as const
export const writers = ['admin', 'manager'] as const

const problems = z.object({
  overlaps: z.array(overlap),
  vacant: z.array(vacant),
  /** Provinces nobody has any part of. */
  holes: z.array(z.string()),
})

export const listTerritories = endpoint({
  id: 'territories.list',
  method: 'GET',
  path: '/api/v1/territories',
  may: readers,
  summary: 'Territories as they stand on a day, what is planned, holes and overlaps',
  query: z.object({ day: day.optional() }),
  reply: z.object({
    at: instant,
    items: z.array(term),
    /** What begins or ends later than that. */
    planned: z.array(term),
    /** Provinces in the order of their codes. */
    cover: z.array(cover),
    ...problems.shape,
  }),
})

export const territoryCover = endpoint({
  id: 'territories.cover',
  method: 'GET',
  path: '/api/v1/territories/cover/:code',
  may: readers,
  summary: 'Whose the regions directly below one are',
  params: z.object({ code: region }),
  query: z.object({ day: day.optional() }),
  reply: z.object({ items: z.array(cover) }),
})

export const countTerritories = endpoint({
  id: 'territories.counts',
  method: 'GET',
  path: '/api/v1/territories/counts',
  may: writers,
  summary: 'Open leads that lie in each territory now: those its own reps hold, and those others do',
  reply: z.object({
    items: z.array(z.object({ territoryId: id, own: z.int(), others: z.int() })),
    /** Open leads that reps hold and that lie nowhere. */
    nowhere: z.int(),
    /** Whether there were too many to look at all. */
    partly: z.boolean(),
  }),
})

export const whoseRegion = endpoint({
  id: 'territories.whose',
  method: 'GET',
  path: '/api/v1/territories/whose',
  may: readers,
  summary: 'Who had a region on a day: its first moment, or now where it is today',
  query: z.object({ region, day: day.optional() }),
  reply: z.object({
    at: instant,
    territory: term.nullable(),
    /** The prefix it was had by. */
    by: z.string().nullable(),
    /** Others that claimed the same. */
    rivals: z.array(id),
  }),
})

export const checkTerritory = endpoint({
  id: 'territories.check',
  method: 'POST',
  path: '/api/v1/territories/check',
  may: writers,
  summary: 'What would be claimed twice, left to nobody or without a rep if this were saved; writes nothing',
  body: charter.extend({ territoryId: id.optional(), ...from }),
  reply: z.object({
    ...problems.shape,
    /** Regions it would give up that nobody else has. */
    lost: z.array(z.string()),
    /** What stands above or below a region of its own already, and so changes nothing. */
    idle: z.array(z.string()),
  }),
  refuses: ['territory.unknown_region', 'condition.invalid', 'territory.past'],
})

const saving = charter.extend({
  ...from,
  /** The day it ends; absent: it goes on. */
  to: day.optional(),
  /** Save although something is claimed twice: the elder territory then has it. */
  evenSo: z.boolean().optional(),
})

const refusesToSave = [
  'territory.unknown_region',
  'territory.empty',
  'territory.no_reps',
  'territory.overlap',
  'territory.past',
  'territory.order',
  'territory.not_yours',
  'territory.field',
  'condition.invalid',
] as const

export const addTerritory = endpoint({
  id: 'territories.add',
  method: 'POST',
  path: '/api/v1/territories',
  may: writers,
  summary: 'A new territory, from now on or from a day',
  body: saving,
  reply: z.object({ territoryId: id }),
  refuses: refusesToSave,
})

export const editTerritory = endpoint({
  id: 'territories.edit',
  method: 'PUT',
  path: '/api/v1/territories/:territoryId',
  may: writers,
  summary: 'Changes a territory from now on or from a day; its leads stay with whom they are',
  params: idParams('territoryId'),
  body: saving,
  reply: done,
  refuses: [...refusesToSave, 'territory.handed'],
})

export const endTerritory = endpoint({
  id: 'territories.end',
  method: 'POST',
  path: '/api/v1/territories/:territoryId/end',
  may: writers,
  summary: 'Ends a territory, now or on a day; what was planned for it later is taken back',
  params: idParams('territoryId'),
  body: z.object(from),
  reply: done,
  refuses: ['territory.past', 'territory.not_yours', 'territory.handed'],
})

export const unplanTerritory = endpoint({
  id: 'territories.unplan',
  method: 'POST',
  path: '/api/v1/territories/:territoryId/unplan',
  may: writers,
  summary: 'Takes back a planned change: what was before goes on',
  params: idParams('territoryId'),
  body: z.object({ from: instant }),
  reply: done,
  refuses: ['territory.past', 'territory.not_yours', 'territory.handed'],
})

export const resolveRegions = endpoint({
  id: 'territories.resolve',
  method: 'POST',
  path: '/api/v1/territories/resolve',
  may: writers,
  summary: 'Reads a pasted list of regions: names, paths, codes, former names, 华东',
  body: z.object({ text: z.string().max(60_000) }),
  reply: z.object({
    found: z.array(z.object({ text: z.string(), codes: z.array(z.string()) })),
    /** A name that several regions bear. */
    several: z.array(z.object({ text: z.string(), codes: z.array(z.string()) })),
    unknown: z.array(z.string()),
  }),
})

export const exportTerritories = endpoint({
  id: 'territories.export',
  method: 'GET',
  path: '/api/v1/territories/export.csv',
  may: readers,
  summary: 'A line for each region or word of each territory, as CSV (UTF-8 with BOM)',
  query: z.object({ day: day.optional(), lang: lang.optional() }),
  reply: z.unknown(),
  raw: true,
})
