import { sql } from 'kysely'
import type { HandoverItem, Moved } from '../../../../contract/territory-handover.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { insertRows } from '../../../db/write.ts'

export interface Handover {
  readonly handoverId: string
  readonly at: Date
  readonly state: 'planned' | 'done' | 'cancelled'
  readonly items: HandoverItem[]
  readonly note: string | null
  readonly madeBy: string
  readonly madeAt: Date
  readonly doneAt: Date | null
  readonly moved: Moved[] | null
}

const columns = sql.raw('handover_id, at, state, items, note, made_by, made_at, done_at, moved')

/** Keeps a hand-over as planned. */
export async function addHandover(tx: Tx, made: Omit<Handover, 'state' | 'doneAt' | 'moved'>): Promise<void> {
  await insertRows(
    tx,
    'territory_handover',
    ['org_id', 'handover_id', 'at', 'state', 'items', 'note', 'made_by', 'made_at'],
    [[tx.orgId, made.handoverId, made.at, 'planned', made.items, made.note, made.madeBy, made.madeAt]],
  )
}

/** Planned ones, the next first, then the latest hundred others. */
export async function listHandovers(tx: Tx): Promise<Handover[]> {
  return rows(
    tx,
    sql<Handover>`(select ${columns} from territory_handover
        where org_id = ${tx.orgId} and state = 'planned' order by at, handover_id)
      union all
      (select ${columns} from territory_handover
        where org_id = ${tx.orgId} and state <> 'planned' order by at desc, handover_id limit 100)`,
  )
}

/** Whether any is due: asked before anything is locked, by every tick. */
export async function anyDue(tx: Tx, now: Date): Promise<boolean> {
  const due = await one(
    tx,
    sql`select 1 as due from territory_handover
      where org_id = ${tx.orgId} and state = 'planned' and at <= ${now} limit 1`,
  )
  return due !== undefined
}

/** Locks those that are due, the earliest first. */
export async function lockDue(tx: Tx, now: Date): Promise<Handover[]> {
  return rows(
    tx,
    sql<Handover>`select ${columns} from territory_handover
      where org_id = ${tx.orgId} and state = 'planned' and at <= ${now} order by at, handover_id for update`,
  )
}

/** Notes that one was carried out, and what moved by it. */
export async function finish(
  tx: Tx,
  handoverId: string,
  { now, moved }: { now: Date; moved: readonly Moved[] },
): Promise<void> {
  await rows(
    tx,
    sql`update territory_handover set state = 'done', done_at = ${now}, moved = ${JSON.stringify(moved)}::jsonb
      where org_id = ${tx.orgId} and handover_id = ${handoverId}`,
  )
}

/** Takes a planned one back; undefined where it is over already. */
export async function cancel(tx: Tx, handoverId: string, now: Date): Promise<Handover | undefined> {
  return one(
    tx,
    sql<Handover>`update territory_handover set state = 'cancelled', done_at = ${now}
      where org_id = ${tx.orgId} and handover_id = ${handoverId} and state = 'planned' returning ${columns}`,
  )
}

/** A planned one; undefined where there is none. */
export async function readPlanned(tx: Tx, handoverId: string): Promise<Handover | undefined> {
  return one(
    tx,
    sql<Handover>`select ${columns} from territory_handover
      where org_id = ${tx.orgId} and handover_id = ${handoverId} and state = 'planned'`,
  )
}
