import { sql, type RawBuilder } from 'kysely'
import type { HolderKind } from '../../contract/lead.ts'
import { one, type Tx } from '../db/db.ts'
import type { Caller, UserCaller } from './caller.ts'

/** How much of a lead's contacts a reader sees. */
export type Sight = 'full' | 'masked' | 'none'

/**
 * Which leads somebody sees, and how much of them. The law, in one place:
 * - a rep sees what they hold and what they collaborate on, in full, and the leads of their pools, masked;
 * - a manager sees what the members of their teams and of all teams below see, pools in full too, and what nobody
 *   holds yet (quarantine, verification, waiting);
 * - a marketer sees every lead, without contacts; an admin, and a key that may read, every lead in full;
 * - a deputy sees, while it lasts, what the absent one sees (and whom that one stands in for);
 * - a closed lead has no holder: it is seen by its collaborators, to whom closing adds who held it last.
 */
export interface Scope {
  readonly orgId: string
  /** Every lead of the organisation; `sightOf` still says how much of each. */
  readonly all: boolean
  /** Seen in full wherever nothing narrower is said: admins and keys. */
  readonly everything: boolean
  /** Whose held and shared leads are seen in full. */
  readonly userIds: readonly string[]
  /** Pools seen masked, and those seen in full. */
  readonly poolIds: readonly string[]
  readonly openPoolIds: readonly string[]
  /** What waits for a decision and has no holder. */
  readonly unheld: boolean
}

const nothing = { all: false, everything: false, userIds: [], poolIds: [], openPoolIds: [], unheld: false }

/** An admin's scope, that of a key that may read leads, and of the house's own work. */
export function wholeScope(orgId: string): Scope {
  return { ...nothing, orgId, all: true, everything: true, unheld: true }
}

/** What the caller sees at `now`; one query. */
export async function scopeOf(tx: Tx, caller: Caller, now: Date): Promise<Scope> {
  if (caller.kind === 'user') {
    const seen = await one(tx, seats(tx.orgId, caller.userId, now))
    return seen ? scopeFrom(tx.orgId, seen) : { ...nothing, orgId: tx.orgId }
  }
  return caller.scopes.includes('leads:read') ? wholeScope(tx.orgId) : { ...nothing, orgId: tx.orgId }
}

/**
 * Whose work somebody may judge: an admin everybody's (null), a manager that of the people of their scope, anybody their own.
 * Standing in for somebody lends their leads, not what is thought of them.
 */
export async function peopleOf(tx: Tx, caller: UserCaller, now: Date): Promise<readonly string[] | null> {
  if (caller.roles.includes('admin')) return null
  if (!caller.roles.includes('manager')) return [caller.userId]
  return (await scopeOf(tx, caller, now)).userIds
}

interface Seats {
  /** The roles of the caller and of everybody they stand in for. */
  roles: string[]
  userIds: string[]
  poolIds: string[]
  openPoolIds: string[]
}

function scopeFrom(orgId: string, { roles, userIds, poolIds, openPoolIds }: Seats): Scope {
  if (roles.includes('admin')) return wholeScope(orgId)
  return {
    orgId,
    all: roles.includes('marketer'),
    everything: false,
    userIds,
    poolIds,
    openPoolIds,
    unheld: roles.includes('manager'),
  }
}

// `seat`: the caller and, through absences, everybody they stand in for. A pool's member may be a team: then
// everybody in it and in the teams below it. Who left keeps their seat in the team, so that a manager sees their leads.
function seats(orgId: string, userId: string, now: Date): RawBuilder<Seats> {
  return sql<Seats>`
    with recursive seat as (
      select user_id, roles from member where org_id = ${orgId} and user_id = ${userId} and status = 'active'
      union
      select m.user_id, m.roles from seat
      join absence a on a.org_id = ${orgId} and a.deputy_id = seat.user_id and a.from_at <= ${now} and a.to_at > ${now}
      join member m on m.org_id = ${orgId} and m.user_id = a.user_id and m.status = 'active'
    ),
    led as (
      select s.team_id from seat join team_member s on s.org_id = ${orgId} and s.user_id = seat.user_id and s.leads
      where 'manager' = any(seat.roles)
      union
      select t.team_id from led join team t on t.org_id = ${orgId} and t.parent_id = led.team_id
    ),
    under as (
      select s.user_id from led join team_member s on s.org_id = ${orgId} and s.team_id = led.team_id
    ),
    -- which of two groups a user's pools belong to: those of a manager's people are seen in full
    asked as (
      select user_id, false as open from seat where roles && array['rep', 'manager']
      union all select user_id, true from seat where 'manager' = any(roles)
      union all select user_id, true from under
    ),
    home as (
      select asked.open, s.team_id from asked
      join team_member s on s.org_id = ${orgId} and s.user_id = asked.user_id
      union
      select home.open, t.parent_id from home join team t on t.org_id = ${orgId} and t.team_id = home.team_id
      where t.parent_id is not null
    ),
    reach as (
      select p.pool_id, asked.open from asked
      join pool_member p on p.org_id = ${orgId} and p.kind = 'user' and p.member_id = asked.user_id
      union
      select p.pool_id, home.open from home
      join pool_member p on p.org_id = ${orgId} and p.kind = 'team' and p.member_id = home.team_id
      union
      select p.pool_id, true from led
      join pool_member p on p.org_id = ${orgId} and p.kind = 'team' and p.member_id = led.team_id
    )
    select
      array(select distinct r from seat, unnest(seat.roles) r) as roles,
      array(select user_id from seat union select user_id from under) as user_ids,
      array(select distinct pool_id from reach) as pool_ids,
      array(select distinct pool_id from reach where open) as open_pool_ids`
}

/** What of a lead decides who sees it. */
export interface Seen {
  readonly holderKind: HolderKind
  readonly holderId: string | null
  /** Members who share it. */
  readonly collaborators: readonly string[]
}

const unheldKinds: readonly HolderKind[] = ['quarantine', 'verification', 'waiting', 'aside']

/** Whether a lead is in the scope: what `scopeWhere` asks the database. */
export function sees(scope: Scope, lead: Seen): boolean {
  return (
    scope.all ||
    isShared(scope, lead) ||
    (lead.holderKind === 'pool' && scope.poolIds.includes(lead.holderId ?? '')) ||
    (scope.unheld && unheldKinds.includes(lead.holderKind))
  )
}

/** How much of a lead in the scope is seen. */
export function sightOf(scope: Scope, lead: Seen): Sight {
  if (scope.everything || isShared(scope, lead)) return 'full'
  if (scope.unheld && unheldKinds.includes(lead.holderKind)) return 'full'
  if (lead.holderKind !== 'pool' || !lead.holderId) return 'none'
  if (scope.openPoolIds.includes(lead.holderId)) return 'full'
  return scope.poolIds.includes(lead.holderId) ? 'masked' : 'none'
}

/**
 * How much of a known customer somebody sees: a rep, and whoever stands in for one, their own in full and the others
 * masked; a manager or an admin all of them; a marketer none of the contacts.
 */
export function customerSight(scope: Scope, holderId: string | null): Sight {
  if (scope.everything || scope.unheld || (holderId !== null && scope.userIds.includes(holderId)))
    return 'full'
  return scope.all ? 'none' : 'masked'
}

function isShared({ userIds }: Scope, lead: Seen): boolean {
  if (lead.holderKind === 'rep' && userIds.includes(lead.holderId ?? '')) return true
  return lead.collaborators.some((userId) => userIds.includes(userId))
}

/** The scope as a condition on the table (or alias) `lead`: for every query that shows or changes leads. */
export function scopeWhere(scope: Scope): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  return sql<boolean>`(${sharedWhere(scope)}
    or (lead.holder_kind = 'pool' and lead.holder_id = any(${scope.poolIds}::uuid[]))
    ${scope.unheld ? sql`or lead.holder_kind in ('quarantine', 'verification', 'waiting', 'aside')` : sql``})`
}

/** `sightOf` as an expression on `lead`: select it beside the row and hand both to `maskContacts`. */
export function sightSql(scope: Scope): RawBuilder<Sight> {
  if (scope.everything) return sql<Sight>`'full'`
  return sql<Sight>`case
    when ${sharedWhere(scope)} then 'full'
    ${scope.unheld ? sql`when lead.holder_kind in ('quarantine', 'verification', 'waiting', 'aside') then 'full'` : sql``}
    when lead.holder_kind = 'pool' and lead.holder_id = any(${scope.openPoolIds}::uuid[]) then 'full'
    when lead.holder_kind = 'pool' and lead.holder_id = any(${scope.poolIds}::uuid[]) then 'masked'
    else 'none' end`
}

// The list of shared leads depends on nothing outside it, so PostgreSQL reads it once and hashes it.
function sharedWhere({ orgId, userIds }: Scope): RawBuilder<boolean> {
  return sql<boolean>`((lead.holder_kind = 'rep' and lead.holder_id = any(${userIds}::uuid[]))
    or lead.lead_id in (select c.lead_id from lead_collaborator c
      where c.org_id = ${orgId} and c.user_id = any(${userIds}::uuid[])))`
}
