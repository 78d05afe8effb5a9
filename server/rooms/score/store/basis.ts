import { type RawBuilder, sql } from 'kysely'
import type { ValuePolicy } from '../../../../contract/value.ts'
import type { Figures } from '../../../../contract/valuing/history.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { Kept } from '../decide/learned/kept.ts'

/** What the organisation's leads are valued by. */
export interface HeldBasis {
  readonly version: number
  readonly number: number
  readonly figures: Figures
  readonly modelId: string | null
  readonly policy: ValuePolicy
}

/** The basis in force as one JSON value, to be read beside other things; null where no leads are valued. */
export function basisJson(tx: Tx): RawBuilder<unknown> {
  return sql`select jsonb_build_object('version', basis.version, 'number', basis.number, 'figures', basis.figures,
      'modelId', basis.model_id, 'policy', policy.body)
    from value_basis basis join policy on policy.org_id = basis.org_id and policy.kind = 'value' and policy.scope = ''
      and policy.version = basis.version
    where basis.org_id = ${tx.orgId}`
}

export async function readBasis(tx: Tx): Promise<HeldBasis | null> {
  const held = await one(tx, sql<{ basis: HeldBasis | null }>`select (${basisJson(tx)}) as basis`)
  return held?.basis ?? null
}

/** The number of the basis in force; 0 where there is none. */
export async function basisNumber(tx: Tx): Promise<number> {
  const held = await one(
    tx,
    sql<{ number: number }>`select number from value_basis where org_id = ${tx.orgId}`,
  )
  return held?.number ?? 0
}

/** What a basis was made of, and when history was last looked at. */
export interface BasisState {
  readonly version: number
  readonly number: number
  readonly figures: Figures
  readonly modelId: string | null
  readonly lookedAt: Date
}

/** The same, locked: of two who look at history anew, one waits for the other. */
export async function lockBasis(tx: Tx): Promise<BasisState | undefined> {
  return one(
    tx,
    sql<BasisState>`select version, number, figures, model_id, looked_at from value_basis
      where org_id = ${tx.orgId} for update`,
  )
}

/** Puts a basis into force, under the next number. */
export async function keepBasis(
  tx: Tx,
  { version, figures, modelId }: Pick<BasisState, 'version' | 'figures' | 'modelId'>,
  now: Date,
): Promise<void> {
  await rows(
    tx,
    sql`insert into value_basis (org_id, version, number, figures, model_id, at, looked_at)
      values (${tx.orgId}, ${version}, 1, ${JSON.stringify(figures)}::jsonb, ${modelId}, ${now}, ${now})
      on conflict (org_id) do update set version = excluded.version, number = value_basis.number + 1,
        figures = excluded.figures, model_id = excluded.model_id, at = excluded.at, looked_at = excluded.looked_at`,
  )
}

/** Notes that history was looked at and says what it said. */
export async function lookedAt(tx: Tx, now: Date): Promise<void> {
  await rows(tx, sql`update value_basis set looked_at = ${now} where org_id = ${tx.orgId}`)
}

/** Segments told apart; what is sold in the others counts among all. */
const SEGMENTS = 500

interface Asked {
  readonly now: Date
  readonly history: NonNullable<ValuePolicy['worth']['history']> | undefined
}

/**
 * What history tells: sales of the days asked for, in the organisation's currency, and how the leads of two years ended, by the
 * grade they were closed with. What is merged or erased does not count.
 */
export async function readFigures(tx: Tx, { now, history }: Asked): Promise<Figures> {
  const [sold, ended] = [history ? await readSales(tx, history, now) : [], await readEnded(tx, now)]
  const known = sold.flatMap(({ segment, sum, count }) =>
    segment === null ? [] : [[segment, { sum, count }] as const],
  )
  return {
    sales: together(sold),
    segments: Object.fromEntries(known.slice(0, SEGMENTS)),
    ended: {
      won: ended.reduce((all, { won }) => all + won, 0),
      of: ended.reduce((all, { of }) => all + of, 0),
    },
    grades: Object.fromEntries(ended.map(({ grade, won, of }) => [grade, { won, of }])),
  }
}

const together = (sold: readonly { sum: number; count: number }[]) => ({
  sum: sold.reduce((all, { sum }) => all + sum, 0),
  count: sold.reduce((all, { count }) => all + count, 0),
})

function segmentSql(by: string | null): RawBuilder<unknown> {
  if (by === null) return sql`null::text`
  if (by === 'source') return sql`lead.source_id::text`
  if (by === 'region') return sql`nullif(left(lead.region, 2), '')`
  const key = by.slice('custom.'.length)
  return sql`case when jsonb_typeof(lead.attrs -> ${key}::text) = 'string' then nullif(lead.attrs ->> ${key}::text, '') end`
}

function readSales(
  tx: Tx,
  { days, by }: NonNullable<ValuePolicy['worth']['history']>,
  now: Date,
): Promise<{ segment: string | null; sum: number; count: number }[]> {
  return rows(
    tx,
    sql<{ segment: string | null; sum: number; count: number }>`
      select segment, sum(amount)::bigint as sum, count(*)::int as count from (
        select ${segmentSql(by)} as segment, least(amount, 1000000000000) as amount from lead
        where lead.org_id = ${tx.orgId} and lead.stage = 'converted' and lead.closed_as = 'converted' and amount >= 0
          and currency = (select org.currency from org where org.org_id = ${tx.orgId})
          and stage_at > ${now}::timestamptz - ${days}::int * interval '1 day') sold
      group by segment order by count(*) desc, segment`,
  )
}

function readEnded(tx: Tx, now: Date): Promise<{ grade: string; won: number; of: number }[]> {
  return rows(
    tx,
    sql<{ grade: string; won: number; of: number }>`
      select grade, count(*) filter (where stage = 'converted')::int as won, count(*)::int as of from lead
      where org_id = ${tx.orgId} and stage in ('converted', 'lost', 'invalid')
        and closed_as in ('converted', 'lost', 'invalid') and arrived_at > ${now}::timestamptz - interval '2 years'
      group by grade`,
  )
}

/** The newest scorecard that was learned to its end. */
export async function newestModel(tx: Tx): Promise<string | null> {
  const held = await one(
    tx,
    sql<{ modelId: string }>`select model_id from score_model where org_id = ${tx.orgId} and state = 'done'
      order by model_id desc limit 1`,
  )
  return held?.modelId ?? null
}

/** How a learned scorecard tells chances. */
export async function learnedOf(tx: Tx, modelId: string): Promise<Kept | null> {
  const held = await one(
    tx,
    sql<{
      learned: Kept | null
    }>`select learned from score_model where org_id = ${tx.orgId} and model_id = ${modelId}`,
  )
  return held?.learned ?? null
}
