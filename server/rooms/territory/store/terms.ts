import { sql } from 'kysely'
import { one, rows, type Tx } from '../../../db/db.ts'
import { insertRows } from '../../../db/write.ts'
import type { Term } from '../decide/belong.ts'

const columns = sql.raw(`territory_id, name, regions, areas, condition, user_ids, team_id, since, handover_id,
  valid_from as "from", nullif(valid_to, 'infinity') as "to"`)

/**
 * Keeps the map still: deals of leads share it while they look at the map, whoever redraws it has it alone. So a hand-over
 * begins when every deal by the old map has been written, and the next one looks at the new map. Before rotation and loads.
 */
export async function lockMap(tx: Tx): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext('territory'), hashtext(${tx.orgId}))`)
}

/** Shares the map where there is one. */
export async function shareMap(tx: Tx): Promise<void> {
  await rows(
    tx,
    sql`select pg_advisory_xact_lock_shared(hashtext('territory'), hashtext(${tx.orgId}))
      where exists (select from territory_term where org_id = ${tx.orgId})`,
  )
}

/** Territories as they stood at a moment, the elder first. */
export async function termsAt(tx: Tx, at: Date): Promise<Term[]> {
  return rows(
    tx,
    sql<Term>`select ${columns} from territory_term
      where org_id = ${tx.orgId} and valid_from <= ${at} and valid_to > ${at} order by since, territory_id`,
  )
}

/** A deal begun at most so long (seconds) before a hand-over, and decided after it, is made by the new map. */
const LATE = 300

/**
 * Territories as a deal of `now` must see them. A deal that waited for a hand-over was begun before it: it would go by a
 * map whose leads have moved already.
 */
export async function termsForDeal(tx: Tx, now: Date): Promise<(Term & { zone: string })[]> {
  return rows(
    tx,
    sql<Term & { zone: string }>`
      with seen as (
        select greatest(${now}::timestamptz, (select max(at) from territory_handover
          where org_id = ${tx.orgId} and state = 'done' and at > ${now}
            and at <= ${now}::timestamptz + ${LATE} * interval '1 second')) as at
      )
      select ${columns}, (select time_zone from org where org_id = ${tx.orgId}) as zone
      from territory_term, seen
      where org_id = ${tx.orgId} and valid_from <= seen.at and valid_to > seen.at order by since, territory_id`,
  )
}

/** What begins after a moment. */
export async function termsAfter(tx: Tx, at: Date): Promise<Term[]> {
  return rows(
    tx,
    sql<Term>`select ${columns} from territory_term
      where org_id = ${tx.orgId} and valid_from > ${at} order by valid_from, since, territory_id`,
  )
}

/** One territory's rows that have not ended by a moment, in the order of time. */
export async function termsOf(tx: Tx, territoryId: string, at: Date): Promise<Term[]> {
  return rows(
    tx,
    sql<Term>`select ${columns} from territory_term
      where org_id = ${tx.orgId} and territory_id = ${territoryId} and valid_to > ${at} order by valid_from`,
  )
}

/** The row of each territory that ended where this moment begins: whose it was before. */
export async function termsBefore(tx: Tx, territoryIds: readonly string[], at: Date): Promise<Term[]> {
  return rows(
    tx,
    sql<Term>`select distinct on (territory_id) ${columns} from territory_term
      where org_id = ${tx.orgId} and territory_id = any(${territoryIds}::uuid[]) and valid_from < ${at}
      order by territory_id, valid_from desc`,
  )
}

/** Writes a row: what was in force at its beginning ends there, and what began at that very moment is replaced. */
export async function writeTerm(tx: Tx, term: Term, by: string | null): Promise<void> {
  await rows(
    tx,
    sql`delete from territory_term
      where org_id = ${tx.orgId} and territory_id = ${term.territoryId} and valid_from = ${term.from}`,
  )
  await closeAt(tx, term.territoryId, term.from)
  await insertRows(
    tx,
    'territory_term',
    [
      'org_id',
      'territory_id',
      'valid_from',
      'valid_to',
      'name',
      'regions',
      'areas',
      'condition',
      'user_ids',
      'team_id',
      'since',
      'handover_id',
      'changed_by',
    ],
    [
      [
        tx.orgId,
        term.territoryId,
        term.from,
        term.to ?? 'infinity',
        term.name,
        term.regions,
        term.areas,
        term.condition,
        term.userIds,
        term.teamId,
        term.since,
        term.handoverId,
        by,
      ],
    ],
  )
}

/** Ends what is in force at a moment there. */
export async function closeAt(tx: Tx, territoryId: string, at: Date): Promise<void> {
  await rows(
    tx,
    sql`update territory_term set valid_to = ${at} where org_id = ${tx.orgId} and territory_id = ${territoryId}
      and valid_from < ${at} and valid_to > ${at}`,
  )
}

/** Takes out all that begins at or after a moment. */
export async function dropFrom(tx: Tx, territoryId: string, at: Date): Promise<void> {
  await rows(
    tx,
    sql`delete from territory_term
      where org_id = ${tx.orgId} and territory_id = ${territoryId} and valid_from >= ${at}`,
  )
}

/** Takes a planned row out: what was before it goes on to where it would have ended. False: there is none. */
export async function unplan(tx: Tx, territoryId: string, from: Date): Promise<boolean> {
  const gone = await one(
    tx,
    sql`with gone as (
        delete from territory_term
        where org_id = ${tx.orgId} and territory_id = ${territoryId} and valid_from = ${from} returning valid_to
      ), longer as (
        update territory_term set valid_to = gone.valid_to from gone
        where org_id = ${tx.orgId} and territory_id = ${territoryId} and territory_term.valid_to = ${from}
      )
      select 1 as gone from gone`,
  )
  return gone !== undefined
}

/** How many territories there are, or are planned. */
export async function countTerritories(tx: Tx): Promise<number> {
  const found = await one(
    tx,
    sql<{ count: number }>`select count(distinct territory_id)::int as count from territory_term
      where org_id = ${tx.orgId} and valid_to > now()`,
  )
  return found?.count ?? 0
}
