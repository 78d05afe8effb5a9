import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { type Scope, scopeWhere, sightSql } from '../../../people/scope.ts'
import type { Movable } from '../decide.ts'

/** Leads as a mover sees them, in the order of their ids; those outside the scope are not among them. */
export async function readMovable(
  tx: Tx,
  leadIds: readonly string[],
  scope: Scope,
): Promise<(Movable & { customerId: string | null })[]> {
  return rows(
    tx,
    sql<Movable & { customerId: string | null }>`
      select lead_id, version, holder_kind, holder_id, closed_as, customer_id,
        ${sightSql(scope)} = 'full' and merged_into is null as seen,
        coalesce(customer_id::text, nullif(lower(company), '')) as circle
      from lead where lead.org_id = ${tx.orgId} and lead.lead_id = any(${[...leadIds]}::uuid[]) and ${scopeWhere(scope)}
      order by lead_id`,
  )
}

/** The open leads that members have, in the order of their ids. */
export async function bookOf(tx: Tx, userIds: readonly string[], most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from lead
      where org_id = ${tx.orgId} and holder_kind = 'rep' and holder_id = any(${[...userIds]}::uuid[])
      order by lead_id limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}

/** The known customers that a member has. */
export async function customersOf(tx: Tx, userId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ customerId: string }>`select customer_id from customer
      where org_id = ${tx.orgId} and holder_id = ${userId} order by customer_id`,
  )
  return found.map(({ customerId }) => customerId)
}

export interface Person {
  readonly userId: string
  readonly name: string
  readonly holding: number
  readonly limit: number | null
  /** Whether leads may be given to them: in office, and a rep or a manager. */
  readonly takes: boolean
}

/** Members with what they hold and may hold; nothing is locked. */
export async function readPeople(tx: Tx, userIds: readonly string[]): Promise<Map<string, Person>> {
  const found = await rows(
    tx,
    sql<Person>`select member.user_id, name, coalesce(rep_load.holding, 0) as holding, holding_max as limit,
        status = 'active' and roles && array['rep', 'manager'] as takes
      from member left join rep_load on rep_load.org_id = member.org_id and rep_load.user_id = member.user_id
      where member.org_id = ${tx.orgId} and member.user_id = any(${[...userIds]}::uuid[])`,
  )
  return new Map(found.map((person) => [person.userId, person]))
}

/** The names of those of the pools that are in use. */
export async function readPools(tx: Tx, poolIds: readonly string[]): Promise<Map<string, string>> {
  const found = await rows(
    tx,
    sql<{ poolId: string; name: string }>`select pool_id, name from pool
      where org_id = ${tx.orgId} and pool_id = any(${[...poolIds]}::uuid[]) and archived_at is null`,
  )
  return new Map(found.map(({ poolId, name }) => [poolId, name]))
}
