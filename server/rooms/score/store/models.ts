import { sql } from 'kysely'
import type { learnSteps, modelStates } from '../../../../contract/learned.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { type Kept, thawed } from '../decide/learned/kept.ts'

export interface Progress {
  readonly step?: (typeof learnSteps)[number] | null
  readonly leads?: number
  readonly leadsRead?: number
  /** Why it failed. */
  readonly failure?: 'too_few' | null
}
export interface Outcomes {
  readonly won: number
  readonly lost: number
}
/** How far the newest arrivals have moved, by column. */
export interface Drift {
  /** Arrivals looked at. */
  readonly leads: number
  readonly columns: readonly { readonly key: string; readonly index: number }[]
}

export interface HeldModel {
  readonly modelId: string
  readonly state: (typeof modelStates)[number]
  readonly options: { readonly keep?: readonly string[] }
  readonly progress: Progress
  readonly counts: Partial<Outcomes>
  readonly learned: Kept | null
  readonly drift: Drift | null
  readonly driftAt: Date | null
  readonly driftTold: boolean
  readonly createdBy: string | null
  readonly creator: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

/** Writes a model that is to be learned; false where one is being learned already. `by` null: the schedule. */
export async function addModel(
  tx: Tx,
  { modelId, keep, by }: { modelId: string; keep: readonly string[]; by: string | null },
): Promise<boolean> {
  const added = await rows(
    tx,
    sql`insert into score_model (org_id, model_id, state, options, progress, created_by)
      values (${tx.orgId}, ${modelId}, 'checking', ${JSON.stringify({ keep })}::jsonb, '{"step": "read"}', ${by})
      on conflict (org_id) where state in ('checking', 'running') do nothing returning model_id`,
  )
  return added.length > 0
}

const shown = sql`model.model_id, model.state, model.options, model.progress, model.counts, model.learned, model.drift,
  model.drift_at, model.drift_told, model.created_by, member.name as creator, model.created_at, model.started_at, model.finished_at`
const from = sql`score_model model
  left join member on member.org_id = model.org_id and member.user_id = model.created_by`

const revived = (model: HeldModel): HeldModel => ({
  ...model,
  learned: model.learned && thawed(model.learned),
})

/** The last fifty models, newest first. */
export async function readModels(tx: Tx): Promise<HeldModel[]> {
  const held = await rows(
    tx,
    sql<HeldModel>`select ${shown} from ${from} where model.org_id = ${tx.orgId} order by model.model_id desc limit 50`,
  )
  return held.map(revived)
}

/** One model; null: the newest that was learned to its end. */
export async function readModel(tx: Tx, modelId: string | null): Promise<HeldModel | undefined> {
  const which = modelId === null ? sql`model.state = 'done'` : sql`model.model_id = ${modelId}`
  const held = await one(
    tx,
    sql<HeldModel>`select ${shown} from ${from} where model.org_id = ${tx.orgId} and ${which}
      order by model.model_id desc limit 1`,
  )
  return held && revived(held)
}

/** Models that somebody should be at. */
export function activeModels(tx: Tx): Promise<{ modelId: string }[]> {
  return rows(
    tx,
    sql<{
      modelId: string
    }>`select model_id from score_model where org_id = ${tx.orgId} and state in ('checking', 'running')`,
  )
}

interface ModelMove {
  readonly state: HeldModel['state']
  readonly progress?: Progress
  readonly counts?: Outcomes
  readonly learned?: Kept
  readonly at: Date
}

/** What a model comes to, while it is being learned; false where it is not any more, and nothing is changed. */
export async function moveModel(
  tx: Tx,
  modelId: string,
  { state, progress, counts, learned, at }: ModelMove,
): Promise<boolean> {
  const moved = await one(
    tx,
    sql`update score_model set state = ${state}, progress = progress || ${JSON.stringify(progress ?? {})}::jsonb,
        counts = counts || ${JSON.stringify(counts ?? {})}::jsonb,
        learned = coalesce(${learned ? JSON.stringify(learned) : null}::jsonb, learned),
        started_at = coalesce(started_at, ${at}),
        finished_at = case when ${state} in ('done', 'cancelled', 'failed') then ${at}::timestamptz end
      where org_id = ${tx.orgId} and model_id = ${modelId} and state in ('checking', 'running') returning model_id`,
  )
  return moved !== undefined
}

/** Keeps how far arrivals have moved from those a model was learned from, and whether the admins were told. */
export async function keepDrift(
  tx: Tx,
  modelId: string,
  { drift, told, at }: { drift: Drift | null; told: boolean; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update score_model set drift = ${drift ? JSON.stringify(drift) : null}::jsonb, drift_at = ${at}, drift_told = ${told}
      where org_id = ${tx.orgId} and model_id = ${modelId}`,
  )
}

/** Whether a card is learned anew every month. */
export async function learnsMonthly(tx: Tx): Promise<boolean> {
  const held = await one(
    tx,
    sql<{ monthly: boolean }>`select monthly from score_learning where org_id = ${tx.orgId}`,
  )
  return held?.monthly ?? false
}

/** Says whether a card is learned anew every month. */
export async function setMonthly(tx: Tx, monthly: boolean): Promise<void> {
  await rows(
    tx,
    sql`insert into score_learning (org_id, monthly) values (${tx.orgId}, ${monthly})
      on conflict (org_id) do update set monthly = excluded.monthly`,
  )
}
