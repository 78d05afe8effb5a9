import { sql } from 'kysely'
import type { z } from 'zod'
import { type BehaviourKind, behaviourKinds } from '../../../contract/behaviour.ts'
import { TWO_SIDED } from '../../../contract/rate.ts'
import type { ReportQuery, reportShared } from '../../../contract/score-reports.ts'
import { behaviourNames } from '../../../contract/scoring/names.ts'
import { gradesOf } from '../../../contract/scoring/override.ts'
import type { Condition } from '../../../rules/condition.ts'
import { type Fields, fieldsOf, type Label } from '../../../rules/fields.ts'
import { regionName } from '../../../rules/regions.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { readFields } from '../../lead/fields.ts'
import { sourceNames } from '../../lead/sources.ts'
import type { UserCaller } from '../../people/caller.ts'
import { currentPolicy } from '../../policy/store.ts'
import { reported } from './asked.ts'

type Reply = z.output<typeof reportShared.reply>
type Fact = Reply['facts'][number]

/** Fewer of the best grade than this, and the best tenth is looked at instead. */
const LEAST_BEST = 20
/** Fewer high scorers with a fact than this, and it is not told. */
const LEAST_WITH = 5
const MOST = 40

interface Bar {
  readonly grade: string | null
  readonly from: number | null
}

/** Facts that high scorers have more often than the rest, the surest first. */
export async function readShared(
  tx: Tx,
  caller: UserCaller,
  asked: { readonly query: ReportQuery; readonly now: Date },
): Promise<Reply> {
  const which = await reported(tx, caller, asked)
  const [fields, bar] = [fieldsOf(await readFields(tx)), await barOf(tx, which)]
  const isHigh = bar.grade === null ? sql`lead.score >= ${bar.from ?? 0}` : sql`lead.grade = ${bar.grade}`
  const choices = [...fields.values()].flatMap(({ type, origin, key, personal }) =>
    origin === 'custom' && type === 'choice' && !personal ? [key] : [],
  )
  const found = await rows(
    tx,
    sql<{ field: string; value: string; high: number; rest: number }>`
      with seen as materialized (
        select lead.lead_id, lead.source_id, lead.door, left(lead.region, 2) as region, lead.tags, lead.attrs,
          lead.customer_id is not null as known, ${isHigh} as high
        from lead where ${which}
      ),
      did as (
        select distinct coalesce(e.lead_id, v.lead_id) as lead_id, e.kind from behaviour_event e
        left join behaviour_visitor v on v.org_id = e.org_id and v.visitor_id = e.visitor_id
        where e.org_id = ${tx.orgId} and e.machine is null and coalesce(e.lead_id, v.lead_id) is not null
      ),
      -- Counted field by field: all of them in one list would be sorted as texts
      fact (field, value, high, rest) as (
        select '', '', ${counts} from seen
        union all select 'source', source_id::text, ${counts} from seen group by source_id
        union all select 'door', door, ${counts} from seen group by door
        union all select 'region', region, ${counts} from seen where region is not null group by region
        union all select 'tags', tag, ${counts} from seen cross join unnest(tags) tag group by tag
        union all select 'custom.' || key, attrs ->> key, ${counts} from seen cross join unnest(${choices}::text[]) key
          where jsonb_typeof(attrs -> key) = 'string' group by key, attrs ->> key
        union all select 'customer', 'true', ${counts} from seen where known
        union all select 'behaviour', did.kind, ${counts} from seen join did on did.lead_id = seen.lead_id group by did.kind
      )
      select field, value, high::int, rest::int from fact`,
  )
  const all = found.find(({ field }) => field === '') ?? { high: 0, rest: 0 }
  const told = found
    .filter(({ field, high }) => field !== '' && high >= LEAST_WITH)
    .map((fact) => ({ ...fact, ...liftOf(fact, all) }))
    .filter(({ lower }) => lower > 1)
    .toSorted((a, b) => b.lower - a.lower || a.field.localeCompare(b.field) || a.value.localeCompare(b.value))
    .slice(0, MOST)
  const sources = await sourceNames(
    tx,
    told.flatMap(({ field, value }) => (field === 'source' ? [value] : [])),
  )
  return {
    high: all.high,
    rest: all.rest,
    ...bar,
    facts: told.map((fact) => ({
      ...fact,
      label: labelOf(fact, { fields, sources }),
      when: whenOf(fact, bar, asked.query),
    })),
  }
}

/** Among high scorers, and among the rest. */
const counts = sql`count(*) filter (where high), count(*) filter (where not high)`

/** The best grade that enough leads have; else the score from which on the best tenth begins. */
async function barOf(tx: Tx, which: Awaited<ReturnType<typeof reported>>): Promise<Bar> {
  const cards = (await currentPolicy(tx, 'score'))?.body.cards ?? []
  const best = cards.map(({ grading }) => gradesOf(grading)[0] ?? '')
  const [grade] = best
  const held = await one(
    tx,
    sql<{ many: number; from: number | null }>`
      select count(*) filter (where lead.grade = ${grade ?? ''})::int as many,
        percentile_disc(0.9) within group (order by lead.score) as from
      from lead where ${which}`,
  )
  // One grade stands for all of them only where every card calls its best the same
  const shared = grade && best.every((each) => each === grade)
  return shared && (held?.many ?? 0) >= LEAST_BEST
    ? { grade, from: null }
    : { grade: null, from: held?.from ?? null }
}

interface Two {
  readonly high: number
  readonly rest: number
}

/**
 * How many times as frequent a fact is among high scorers, with the 95 % interval of its logarithm (Katz et al. 1978); half a
 * lead is added to each, so that a fact nobody else has is no infinity.
 */
export function liftOf(fact: Two, all: Two): { lift: number; lower: number; upper: number } {
  const [a, n, b, m] = [fact.high + 0.5, all.high + 1, fact.rest + 0.5, all.rest + 1]
  const lift = a / n / (b / m)
  const reach = TWO_SIDED * Math.sqrt(1 / a - 1 / n + 1 / b - 1 / m)
  return { lift, lower: lift * Math.exp(-reach), upper: lift * Math.exp(reach) }
}

type Named = Pick<Fact, 'field' | 'value'>

function labelOf(
  { field, value }: Named,
  { fields, sources }: { readonly fields: Fields; readonly sources: ReadonlyMap<string, string> },
): Label | null {
  const same = (name: string | undefined): Label | null => (name ? { zh: name, en: name } : null)
  if (field === 'source') return same(sources.get(value))
  if (field === 'behaviour')
    return behaviourKinds.includes(value as BehaviourKind) ? behaviourNames[value as BehaviourKind] : null
  if (field === 'region') return { zh: regionName(value, 'zh'), en: regionName(value, 'en') }
  return fields.get(field)?.options?.find((option) => option.value === value)?.label ?? null
}

/** The high scorers who have the fact, as a list asks for them. */
function whenOf({ field, value }: Named, { grade, from }: Bar, query: ReportQuery): Condition | null {
  const high: Condition[] = [
    grade === null
      ? { field: 'score', op: 'at_least', value: from ?? 0 }
      : { field: 'grade', op: 'is', value: grade },
    { field: 'arrivedAt', op: 'in_last', value: { days: query.days } },
    ...(query.source ? [{ field: 'source', op: 'is' as const, value: query.source }] : []),
  ]
  if (field === 'behaviour') return null
  if (field === 'customer') return { all: [...high, { field, op: 'is_true' }] }
  if (field === 'tags') return { all: [...high, { field, op: 'has_any', value: [value] }] }
  if (field === 'region') return { all: [...high, { field, op: 'in', value: [value] }] }
  return { all: [...high, { field, op: 'one_of', value: [value] }] }
}
