import { type RawBuilder, sql } from 'kysely'
import type { HolderKind } from '../../contract/lead.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Condition, Leaf } from '../../rules/condition.ts'
import { type Fields, fieldsOf } from '../../rules/fields.ts'
import type { Moment } from '../../rules/matches.ts'
import { where } from '../../rules/where.ts'
import type { Tx } from '../db/db.ts'
import { readCondition } from '../lead/condition.ts'
import { readFields } from '../lead/fields.ts'
import type { Caller } from '../people/caller.ts'
import { type Scope, scopeOf, type Sight } from '../people/scope.ts'
import { untouched } from './day.ts'
import { type Ground, groundsOf, inGround, type Only } from './grounds.ts'
import { mayAsk } from './sight.ts'
import { readWanted } from './wanted.ts'

/** What a list's address says, unread. */
export interface ListQuery {
  readonly condition?: string | undefined
  readonly q?: string | undefined
  readonly pool?: string | undefined
  readonly holder?: HolderKind | undefined
  /** Only what nobody has followed up since it was given to its holder. */
  readonly untouched?: boolean | undefined
}

/** Leads asked for: in the reader's scope, and no further than their sight lets them ask. */
export interface Asked {
  readonly scope: Scope
  readonly fields: Fields
  /** Where to look; those where nothing can be found are left out. */
  readonly grounds: readonly Ground[]
  /** What leads of a ground are asked for. */
  readonly fits: (sight: Sight) => RawBuilder<boolean>
  /** What every one of them has to pass. */
  readonly demands: readonly Leaf[]
  /** They are few and found by their keys. */
  readonly picked: boolean
  /** They are many and found by their keys. */
  readonly broad: boolean
}

/** Reads what a list asks for. Refuses `condition.invalid`. */
export async function readAsked(
  tx: Tx,
  caller: Caller,
  { query, lang, now }: { query: ListQuery; lang: Lang; now: Date },
): Promise<Asked> {
  const fields = fieldsOf(await readFields(tx))
  const condition = readCondition(query.condition, fields, lang)
  const moment: Moment = { now, zone: caller.zone, ...(caller.kind === 'user' && { me: caller.userId }) }
  const passed = where(condition, fields, moment)
  const stands = named(condition).has('closedAs') ? passed : sql<boolean>`(${stand} and ${passed})`
  const tested = query.untouched ? sql<boolean>`(${stands} and ${untouched})` : stands
  const demands = demandsOf(condition)
  const scope = await scopeOf(tx, caller, now)
  const grounds = groundsOf(scope, onlyOf(query, demands, moment.me))
  const wanted = await readWanted(tx, query.q)
  return {
    scope,
    fields,
    grounds: grounds.filter(({ sight }) => mayAsk(sight, condition, fields)),
    fits: (sight) => (wanted ? sql<boolean>`(${tested} and ${wanted.fits(sight)})` : tested),
    demands,
    picked: wanted?.few === true,
    broad: wanted?.few === false,
  }
}

/** Leads of the grounds that fulfil what is said of each sight, row by row: where their holders are of no help. */
export function anyOf(
  grounds: readonly Ground[],
  fulfils: (sight: Sight) => RawBuilder<boolean>,
): RawBuilder<boolean> {
  if (grounds.length === 0) return sql<boolean>`false`
  const bySight = [...Map.groupBy(grounds, ({ sight }) => sight)].map(
    ([sight, theirs]) => sql`((${sql.join(theirs.map(inGround), sql` or `)}) and ${fulfils(sight)})`,
  )
  return sql<boolean>`(${sql.join(bySight, sql` or `)})`
}

/**
 * What was merged stands behind the lead it was merged into, and of who was erased there is nothing to show: both are
 * listed only where somebody asks how leads were closed.
 */
const stand = sql<boolean>`(lead.merged_into is null and lead.closed_as is distinct from 'erased')`

/** The fields a condition speaks of. */
function named(condition: Condition): ReadonlySet<string> {
  if ('all' in condition) return new Set(condition.all.flatMap((each) => [...named(each)]))
  if ('any' in condition) return new Set(condition.any.flatMap((each) => [...named(each)]))
  return 'not' in condition ? named(condition.not) : new Set([condition.field])
}

function onlyOf({ pool, holder }: ListQuery, demands: readonly Leaf[], me: string | undefined): Only {
  const kinds: HolderKind[][] = []
  const ids: (readonly string[])[] = []
  if (holder) kinds.push([holder])
  if (pool) {
    kinds.push(['pool'])
    ids.push([pool])
  }
  for (const leaf of demands) {
    if (leaf.field === 'holder' && leaf.op !== 'is_empty')
      ids.push(leaf.op === 'is_me' ? [me ?? ''] : texts(leaf))
    if (leaf.field === 'holderKind' && leaf.op !== 'is_empty') kinds.push(texts(leaf) as HolderKind[])
  }
  return { kinds: common(kinds), ids: common(ids)?.filter(Boolean) }
}

/** The leaves that every lead has to pass. */
function demandsOf(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(demandsOf)
  return 'field' in condition ? [condition] : []
}

function texts({ value }: Leaf): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((one) => typeof one === 'string').map((one) => one.toLowerCase())
}

function common<T>(lists: readonly (readonly T[])[]): T[] | undefined {
  const [first, ...rest] = lists
  return first && [...new Set(first)].filter((one) => rest.every((list) => list.includes(one)))
}
