import { sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { Stamp } from './teams.ts'
import { recordVersion } from './version.ts'

export interface NewAbsence {
  readonly userId: string
  /** Sees what the absent one sees, from `fromAt` until before `toAt`. */
  readonly deputyId: string | null
  readonly fromAt: Date
  readonly toAt: Date
}

export interface Absence extends NewAbsence {
  readonly absenceId: string
}

/** Absences that are not over at `now`, the first first. */
export function listAbsences(tx: Tx, now: Date): Promise<Absence[]> {
  return rows(
    tx,
    sql<Absence>`select absence_id, user_id, deputy_id, from_at, to_at from absence
      where org_id = ${tx.orgId} and to_at > ${now} order by from_at, absence_id`,
  )
}

/** One absence, locked until the transaction ends; refuses `not_found`. */
export async function lockAbsence(tx: Tx, absenceId: string): Promise<Absence> {
  const absence = await one(
    tx,
    sql<Absence>`select absence_id, user_id, deputy_id, from_at, to_at from absence
      where org_id = ${tx.orgId} and absence_id = ${absenceId} for update`,
  )
  if (!absence) throw refuse('not_found')
  return absence
}

/** Notes an absence; returns its id. Refuses `absence.order`, `absence.own_deputy`, `not_found` for who is no member. */
export async function addAbsence(tx: Tx, absence: NewAbsence, stamp: Stamp): Promise<string> {
  const absenceId = uuidv7()
  await keepAbsence(tx, { ...absence, absenceId }, stamp)
  return absenceId
}

/** Writes an absence as it now stands and notes it; refuses as `addAbsence` does. */
export async function keepAbsence(tx: Tx, absence: Absence, { at, by }: Stamp): Promise<void> {
  const { absenceId, userId, deputyId, fromAt, toAt } = absence
  if (toAt <= fromAt) throw refuse('absence.order', {}, { place: { field: 'toAt' } })
  if (deputyId === userId) throw refuse('absence.own_deputy', {}, { place: { field: 'deputyId' } })
  await refuseStrangers(tx, deputyId ? [userId, deputyId] : [userId])
  await rows(
    tx,
    sql`insert into absence (org_id, absence_id, user_id, deputy_id, from_at, to_at)
      values (${tx.orgId}, ${absenceId}, ${userId}, ${deputyId}, ${fromAt}, ${toAt})
      on conflict (org_id, absence_id) do update set
        deputy_id = excluded.deputy_id, from_at = excluded.from_at, to_at = excluded.to_at`,
  )
  const body = { userId, deputyId, fromAt: fromAt.toISOString(), toAt: toAt.toISOString() }
  await recordVersion(tx, { subject: 'absence', id: absenceId, body, at, by })
}

async function refuseStrangers(tx: Tx, userIds: readonly string[]): Promise<void> {
  const known = await rows(
    tx,
    sql`select from member where org_id = ${tx.orgId} and user_id = any(${userIds}::uuid[]) and status = 'active'`,
  )
  if (known.length < userIds.length) throw refuse('not_found')
}

/** Takes an absence back. */
export async function removeAbsence(tx: Tx, absenceId: string, { at, by }: Stamp): Promise<void> {
  await rows(tx, sql`delete from absence where org_id = ${tx.orgId} and absence_id = ${absenceId}`)
  await recordVersion(tx, { subject: 'absence', id: absenceId, body: null, at, by })
}
