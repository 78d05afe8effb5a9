import { type RawBuilder, sql } from 'kysely'
import type { QueryOf } from '../../contract/endpoint.ts'
import type { listLeads } from '../../contract/lead.ts'
import { refuse } from '../../contract/refusals.ts'
import { isUuid } from '../db/id.ts'

export type SortName = NonNullable<QueryOf<typeof listLeads>['sort']>
export type Order = 'asc' | 'desc'

/** How leads are ordered by one of their values. */
export interface Sort {
  /** The column of `lead`. */
  readonly column: string
  /** What is compared. */
  readonly value: RawBuilder<unknown>
  /** The value exactly, as text; and back, for whatever text is one. */
  readonly write: RawBuilder<string>
  readonly read: (text: string) => RawBuilder<unknown> | undefined
  /** Leads without the value come last, whatever the order. */
  readonly optional: boolean
  /** An index of the whole organisation is in this order. */
  readonly indexed: boolean
  /** So is one of each holder's leads. */
  readonly byHolder: boolean
  /** And one of the leads that are alike in this field. */
  readonly alike?: { readonly field: string; readonly column: string }
}

type More = Pick<Sort, 'optional' | 'indexed' | 'byHolder' | 'alike'>

function moment(column: string, more: More): Sort {
  const value = sql.ref(`lead.${column}`)
  // To the microsecond: a Date would lose what separates two rows.
  const write = sql<string>`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  return {
    ...more,
    column,
    value,
    write,
    read: (text) => (isMoment(text) ? sql`${text}::timestamptz` : undefined),
  }
}

const MOMENT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

function isMoment(text: string): boolean {
  const at = new Date(MOMENT.test(text) ? `${text.slice(0, 23)}Z` : Number.NaN)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 23) === text.slice(0, 23)
}

function words(column: string): Sort {
  const value = sql.ref(`lead.${column}`)
  return {
    column,
    value: sql`(${value} collate "zh-x-icu")`, // as a Chinese reader looks names up: by their pinyin
    write: sql<string>`${value}`,
    read: (text) => (text.includes('\0') ? undefined : sql`${text}::text collate "zh-x-icu"`),
    ...unindexed,
  }
}

function whole(column: string, more: More): Sort {
  const value = sql.ref(`lead.${column}`)
  const read = (text: string) => (/^-?\d{1,9}$/.test(text) ? sql`${text}::int` : undefined)
  return { ...more, column, value, write: sql<string>`${value}::text`, read }
}

/** Minor units: no lead is worth more than thirteen digits of them. */
function money(column: string, more: More): Sort {
  const read = (text: string) => (/^-?\d{1,15}$/.test(text) ? sql`${text}::bigint` : undefined)
  return { ...whole(column, more), read }
}

const unindexed = { optional: true, indexed: false, byHolder: false }

/** Every order a list offers; 0001_house.sql has the indexes. */
export const sorts: Readonly<Record<SortName, Sort>> = {
  arrivedAt: moment('arrived_at', {
    optional: false,
    indexed: true,
    byHolder: true,
    alike: { field: 'source', column: 'source_id' },
  }),
  dueAt: moment('due_at', { optional: true, indexed: true, byHolder: true }),
  score: whole('score', {
    optional: false,
    indexed: true,
    byHolder: false,
    alike: { field: 'grade', column: 'grade' },
  }),
  expectedValue: money('expected_value', { optional: true, indexed: true, byHolder: false }),
  priorityDueAt: moment('priority_due_at', { optional: true, indexed: true, byHolder: false }),
  updatedAt: moment('updated_at', { ...unindexed, optional: false }),
  nextAt: moment('next_at', unindexed),
  lastFollowupAt: moment('last_followup_at', unindexed),
  name: words('name'),
  company: words('company'),
}

/**
 * The last lead of a page, and what it is placed by: the value sorted by or, among those that have none and come last,
 * its arrival.
 */
export interface Mark {
  readonly lacking: boolean
  readonly value: string
  readonly leadId: string
}

/** A list's order, and after which lead its page begins. */
export interface Paging {
  readonly sort: SortName
  readonly order: Order
  readonly after: Mark | undefined
}

type Listed = Pick<Paging, 'sort' | 'order'>

/** The cursor of the page after `mark`: opaque to callers. */
export function writeCursor({ sort, order }: Listed, { lacking, value, leadId }: Mark): string {
  return Buffer.from(JSON.stringify([sort, order, lacking, value, leadId])).toString('base64url')
}

/** Where a cursor of this very order points to. Refuses `cursor.invalid` for whatever else it is. */
export function readCursor(cursor: string, { sort, order }: Listed): Mark {
  const [ofSort, ofOrder, lacking, value, leadId] = parse(cursor)
  if (ofSort !== sort || ofOrder !== order || typeof lacking !== 'boolean') throw refuse('cursor.invalid')
  if (typeof value !== 'string' || typeof leadId !== 'string' || !isUuid(leadId))
    throw refuse('cursor.invalid')
  const { read } = sorts[lacking ? 'arrivedAt' : sort]
  if (read(value) === undefined || (lacking && !sorts[sort].optional)) throw refuse('cursor.invalid')
  return { lacking, value, leadId }
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
