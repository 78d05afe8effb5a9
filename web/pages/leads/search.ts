import { z } from 'zod'
import { holderKinds } from '../../../contract/lead.ts'
import type { listLeads } from '../../../contract/lead.ts'
import { conditionSchema } from '../../../rules/condition.ts'
import type { Condition } from '../../../rules/condition.ts'
import type { Sent } from '../../app/api.ts'

export const sortNames = [
  'arrivedAt',
  'score',
  'dueAt',
  'nextAt',
  'lastFollowupAt',
  'name',
  'company',
  'updatedAt',
  'expectedValue',
  'priorityDueAt',
] as const

/** What a list shows, as it stands in the address; a part that makes no sense is left out rather than refused. */
export const leadsSearch = z.object({
  /** A view by its key or id; what else stands here differs from it. */
  view: z.string().max(60).optional().catch(undefined),
  when: conditionSchema.optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  sort: z.enum(sortNames).optional().catch(undefined),
  desc: z.boolean().optional().catch(undefined),
  holder: z.enum(holderKinds).optional().catch(undefined),
  /** Only what nobody has followed up since it was given to its holder; false where a view says otherwise. */
  untouched: z.boolean().optional().catch(undefined),
  /** The columns, in order. */
  cols: z.array(z.string().max(80)).max(40).optional().catch(undefined),
  /** The lead opened at the side. */
  open: z.uuid().optional().catch(undefined),
})
export type LeadsSearch = z.infer<typeof leadsSearch>

/** A view: a name for a search. */
export type ViewSearch = Omit<LeadsSearch, 'view' | 'open'>

export const everything: Condition = { all: [] }

/** What the server is asked for a list; the untouched have an endpoint of their own. */
export type ListQuery = NonNullable<Sent<typeof listLeads>['query']> & { untouched?: true }

/** The list's query for the server; one that asks nothing leaves the condition out. */
export function queryOf({ when, q, sort, desc, holder, untouched }: ViewSearch): ListQuery {
  return {
    ...(when && !asksNothing(when) ? { condition: JSON.stringify(when) } : {}),
    ...(q?.trim() ? { q: q.trim() } : {}),
    ...(holder ? { holder } : {}),
    ...(untouched ? { untouched } : {}),
    ...(sort ? { sort, order: desc ? 'desc' : 'asc' } : {}),
  }
}

export function asksNothing(when: Condition): boolean {
  return 'all' in when && when.all.length === 0
}

/** The parts of a condition that can be taken away one by one: the members of an `all`, else the whole. */
export function partsOf(when: Condition): readonly Condition[] {
  return 'all' in when ? when.all : [when]
}

/** The condition without one of its parts. */
export function without(when: Condition, part: number): Condition {
  return 'all' in when ? { all: when.all.toSpliced(part, 1) } : everything
}
