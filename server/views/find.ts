import { type RawBuilder, sql } from 'kysely'
import { rowsAfresh, type Tx } from '../db/db.ts'
import type { Sight } from '../people/scope.ts'
import { anyOf, type Asked } from './asked.ts'
import type { Ground } from './grounds.ts'
import { heapsOf, holderRows, namedOf, type Want } from './heaps.ts'
import { type Mark, type Order, type Paging, type SortName, sorts } from './sorts.ts'

/**
 * Leads walked in an index's order before giving up on it. Most filters fill a page within the first few hundred; one
 * that is rare, or that all the best leads fail, would walk the whole table, so then all that fits is gathered.
 */
const WALK = 10_000
/** Further where a set of keys was built for it, which would have to be built again. */
const BROAD_WALK = 30_000

export interface Page {
  readonly leadIds: readonly string[]
  /** Where the next page begins; null at the end. */
  readonly next: Mark | null
}

/**
 * A page of the leads asked for, in order; those without the value come last, by arrival. Three ways to it, none of
 * which trusts an estimate: each holder's leads in order, an index walked a little way, or all that fits, sorted.
 */
export async function find(
  tx: Tx,
  asked: Asked,
  { sort, order, after, limit }: Paging & { limit: number },
): Promise<Page> {
  const found: Mark[] = []
  const most = limit + 1
  if (!after?.lacking) found.push(...(await half(tx, asked, { sort, by: sort, order, after, most })))
  if (sorts[sort].optional && found.length < most) {
    const rest = { sort, by: 'arrivedAt', order, after: after?.lacking ? after : undefined } as const
    found.push(...(await half(tx, asked, { ...rest, most: most - found.length })))
  }
  const page = found.slice(0, limit)
  return {
    leadIds: page.map(({ leadId }) => leadId),
    next: found.length > limit ? (page.at(-1) ?? null) : null,
  }
}

/** One half of a list: the leads that have the value it is sorted by, or those that lack it, by another. */
interface Half {
  readonly sort: SortName
  readonly by: SortName
  readonly order: Order
  readonly after: Mark | undefined
  readonly most: number
}

async function half(tx: Tx, asked: Asked, wish: Half): Promise<Mark[]> {
  const { grounds, picked, broad } = asked
  const { indexed, byHolder } = sorts[wish.by]
  if (grounds.length === 0) return []
  if (picked) return merge(tx, heapsOf(tx, asked, wantOf(wish)), wish)
  const wide = grounds.some((ground) => ground.wide)
  const each = byHolder && !wide
  // A few reps' leads are sooner sorted than found along an index of everybody's.
  const few = !wide && grounds.every(({ holders }) => (holders ?? []).every(({ kind }) => kind === 'rep'))
  if (indexed && !few && (!each || broad)) {
    const walked = await walk(tx, asked, wish)
    if (walked.length === wish.most) return walked
  }
  const held = { ...asked, grounds: grounds.filter((ground) => ground.holders || ground.wide) }
  const heaps = each ? firstOfEach(tx, held, wish) : heapsOf(tx, held, wantOf(wish))
  return withShared(tx, asked, { wish, first: await merge(tx, heaps, wish) })
}

/** The first of the organisation's leads in an index's order, as far as WALK goes. */
async function walk(tx: Tx, asked: Asked, wish: Half): Promise<Mark[]> {
  const order = orderOf(wish)
  const { value, optional } = sorts[wish.by]
  const known = optional ? sql`${value} is not null` : sql`true` // said for the index that holds no others
  const fulfils = (sight: Sight) => sql<boolean>`${asked.fits(sight)} and ${inHalf(wish, sight)}`
  return rowsAfresh(
    tx,
    sql<Mark>`select lead.lead_id, ${markOf(wish)} from (
        select * from lead where lead.org_id = ${tx.orgId} and ${alike(asked, wish)} and ${known} and ${afterMark(wish)}
        order by ${order} limit ${asked.broad ? BROAD_WALK : WALK}
      ) lead
      where ${anyOf(asked.grounds, fulfils)} order by ${order} limit ${wish.most}`,
  )
}

/** The first leads of all, once those shared with the reader that come before the last of these are among them. */
async function withShared(
  tx: Tx,
  asked: Asked,
  { wish, first }: { wish: Half; first: Mark[] },
): Promise<Mark[]> {
  const shared = { ...asked, grounds: asked.grounds.filter(({ holders, wide }) => !holders && !wide) }
  if (shared.grounds.length === 0) return first
  const last = first.length === wish.most ? first.at(-1) : undefined
  const { columns, when, fence } = wantOf(wish)
  const before = (sight: Sight) =>
    sql<boolean>`${when(sight)} and ${last ? placed(wish, last, true) : sql`true`}`
  const more = heapsOf(tx, shared, { columns, when: before, fence })
  const ids = first.map(({ leadId }) => leadId)
  const again = sql`(select ${columns} from lead where lead.org_id = ${tx.orgId} and lead.lead_id = any(${ids}::uuid[]))`
  return merge(tx, sql`${again} union all ${more}`, wish)
}

async function merge(tx: Tx, heaps: RawBuilder<unknown>, wish: Half): Promise<Mark[]> {
  return rowsAfresh(
    tx,
    sql<Mark>`select lead.lead_id, ${markOf(wish)} from (${heaps}) lead
      order by ${orderOf(wish)} limit ${wish.most}`,
  )
}

function wantOf(wish: Half): Want {
  const fence = sorts[wish.by].indexed ? sql`offset 0` : sql``
  return { columns: columnsOf(wish), when: (sight) => inHalf(wish, sight), fence }
}

/** The first leads of each holder, along the index on holders. */
function firstOfEach(tx: Tx, asked: Asked, wish: Half): RawBuilder<unknown> {
  const none = sql`select ${columnsOf(wish)} from lead where false`
  return sql.join(
    [none, ...asked.grounds.flatMap((ground) => firstOf(tx, ground, { asked, wish }))],
    sql` union all `,
  )
}

function firstOf(
  tx: Tx,
  ground: Ground,
  { asked, wish }: { asked: Asked; wish: Half },
): RawBuilder<unknown>[] {
  const { holders, sight, where } = ground
  const of = (holder: RawBuilder<unknown>) => sql`select ${columnsOf(wish)} from lead
    where lead.org_id = ${tx.orgId} and ${holder} and ${where} and ${asked.fits(sight)} and ${inHalf(wish, sight)}
    order by ${along(wish)}, ${orderOf(wish)} limit ${wish.most}`
  const named = namedOf(holders ?? [])
  const bare = (holders ?? []).filter(({ ids }) => !ids).map(({ kind }) => kind)
  return [
    sql`(select theirs.* from ${holderRows(named)}
      cross join lateral (${of(sql`lead.holder_kind = holder.kind and lead.holder_id = holder.id`)}) theirs)`,
    sql`(select theirs.* from unnest(${bare}::text[]) as holder (kind)
      cross join lateral (${of(sql`lead.holder_kind = holder.kind and lead.holder_id is null`)}) theirs)`,
  ]
}

/** holder_id is alike in all of a holder's leads; where it is null the planner sees that only when told by the order. */
function along({ by, order }: Half): RawBuilder<unknown> {
  const forwards = by === 'dueAt' ? order === 'asc' : order === 'desc'
  return forwards ? sql`lead.holder_id` : sql`lead.holder_id desc`
}

/** Leads of this half that come after the mark. A name that is not shown orders nothing, for the order would tell it. */
function inHalf(wish: Half, sight: Sight): RawBuilder<boolean> {
  const { sort, by } = wish
  const { value, optional } = sorts[sort]
  const hidden = sort === 'name' && sight === 'none'
  const has = hidden ? sql`false` : optional ? sql`${value} is not null` : sql`true`
  const lacks = hidden ? sql`true` : sql`${value} is null`
  return sql<boolean>`${by === sort ? has : lacks} and ${afterMark(wish)}`
}

function afterMark(wish: Half): RawBuilder<unknown> {
  return wish.after ? placed(wish, wish.after, false) : sql`true`
}

/** Leads that come before the mark, or after it. */
function placed({ by, order }: Half, { value, leadId }: Mark, before: boolean): RawBuilder<unknown> {
  const lead = sql`(${sorts[by].value}, lead.lead_id)`
  const mark = sql`(${sorts[by].read(value)}, ${leadId}::uuid)`
  return (order === 'desc') === before ? sql`${lead} > ${mark}` : sql`${lead} < ${mark}`
}

/** Narrows a walk to leads alike in the field that an index has before the order. */
function alike({ demands }: Asked, { by }: Half): RawBuilder<unknown> {
  const field = sorts[by].alike
  const leaf = demands.find(({ field: name, op }) => name === field?.field && op === 'is')
  return field && leaf ? sql`${sql.ref(`lead.${field.column}`)} = ${leaf.value}` : sql`true`
}

function columnsOf({ by }: Half): RawBuilder<unknown> {
  return sql`lead.lead_id, ${sql.ref(`lead.${sorts[by].column}`)}`
}

function markOf({ sort, by }: Half): RawBuilder<unknown> {
  return sql`${sorts[by].write} as value, ${by !== sort}::boolean as lacking`
}

function orderOf({ by, order }: Half): RawBuilder<unknown> {
  const { value } = sorts[by]
  return order === 'desc' ? sql`${value} desc, lead.lead_id desc` : sql`${value}, lead.lead_id`
}
