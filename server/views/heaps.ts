import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { Sight } from '../people/scope.ts'
import { anyOf, type Asked } from './asked.ts'
import type { Ground, Holders } from './grounds.ts'

/** What is wanted of each lead of a heap. */
export interface Want {
  readonly columns: RawBuilder<unknown>
  /** What it has to fulfil besides being asked for. */
  readonly when: (sight: Sight) => RawBuilder<boolean>
  /** `offset 0` keeps the planner from following an order where the filter finds less. */
  readonly fence: RawBuilder<unknown>
}

/** All leads asked for, in no order: of each ground by its own index, or from the few keys they were found by. */
export function heapsOf(tx: Tx, asked: Asked, want: Want): RawBuilder<unknown> {
  const { grounds, fits, picked } = asked
  const fulfils = (sight: Sight) => sql<boolean>`${fits(sight)} and ${want.when(sight)}`
  if (picked) return heap(tx, sql`lead`, { want, where: anyOf(grounds, fulfils) })
  const heaps = grounds.flatMap((ground) =>
    placesOf(ground).map((place) => heapOf(tx, ground, { place, want, fulfils })),
  )
  return sql.join([sql`select ${want.columns} from lead where false`, ...heaps], sql` union all `)
}

interface Heap {
  readonly place: Place
  readonly want: Want
  readonly fulfils: (sight: Sight) => RawBuilder<boolean>
}

function heapOf(tx: Tx, { where, sight }: Ground, { place, want, fulfils }: Heap): RawBuilder<unknown> {
  return heap(tx, place.from, { want, where: sql`${place.at} and ${where} and ${fulfils(sight)}` })
}

function heap(
  tx: Tx,
  from: RawBuilder<unknown>,
  { want, where }: { want: Want; where: RawBuilder<unknown> },
): RawBuilder<unknown> {
  return sql`(select ${want.columns} from ${from} where lead.org_id = ${tx.orgId} and ${where} ${want.fence})`
}

/** Tables and a condition by which PostgreSQL finds leads along the index on holders. */
interface Place {
  readonly from: RawBuilder<unknown>
  readonly at: RawBuilder<unknown>
}

/** Where a ground's leads lie: with named holders, and with those that have no id. */
export function placesOf({ holders }: Pick<Ground, 'holders'>): Place[] {
  if (!holders) return [{ from: sql`lead`, at: sql`true` }]
  const named = namedOf(holders)
  const bare = holders.filter(({ ids }) => !ids).map(({ kind }) => kind)
  return [
    ...(named.ids.length > 0
      ? [
          {
            from: sql`${holderRows(named)}, lead`,
            at: sql`lead.holder_kind = holder.kind and lead.holder_id = holder.id`,
          },
        ]
      : []),
    ...(bare.length > 0 ? [{ from: sql`lead`, at: sql`lead.holder_kind = any(${bare}::text[])` }] : []),
  ]
}

interface Named {
  readonly kinds: readonly string[]
  readonly ids: readonly string[]
}

/** The holders that have ids, side by side. */
export function namedOf(holders: readonly Holders[]): Named {
  const pairs = holders.flatMap(({ kind, ids }) => (ids ?? []).map((id) => [kind, id] as const))
  return { kinds: pairs.map(([kind]) => kind), ids: pairs.map(([, id]) => id) }
}

/** Named holders as a table `holder (kind, id)`. */
export function holderRows({ kinds, ids }: Named): RawBuilder<unknown> {
  return sql`unnest(${[...kinds]}::text[], ${[...ids]}::uuid[]) as holder (kind, id)`
}
