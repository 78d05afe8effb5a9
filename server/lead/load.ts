import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import type { Landing } from './hold.ts'

/** What a rep holds, and got and claimed on the organisation's day, and got in its week, which begins on Monday. */
export interface Load {
  readonly userId: string
  readonly holding: number
  readonly givenToday: number
  readonly claimedToday: number
  readonly givenThisWeek: number
}

const lockedIn = new WeakMap<Tx, Set<string>>()

/** Locks the loads of those of whom this transaction holds none yet: see `lockLoads`. */
export async function holdLoads(tx: Tx, userIds: readonly string[], day: string): Promise<void> {
  const locked = lockedIn.get(tx)
  await lockLoads(tx, locked ? userIds.filter((userId) => !locked.has(userId)) : userIds, day)
}

/**
 * Locks reps' loads and returns them as of `day`. Loads are locked before leads, always, and in the order of
 * their ids: so two who want the same leads queue here and cannot deadlock.
 */
export async function lockLoads(tx: Tx, userIds: readonly string[], day: string): Promise<Load[]> {
  if (userIds.length === 0) return []
  const held = await lockHeld(tx, userIds, day)
  lockedIn.set(tx, new Set([...(lockedIn.get(tx) ?? []), ...userIds]))
  if (held.length === new Set(userIds).size) return held
  await rows(
    tx,
    sql`insert into rep_load (org_id, user_id, day)
      select distinct ${tx.orgId}::uuid, u, ${day}::date from unnest(${userIds}::uuid[]) u order by u on conflict do nothing`,
  )
  return lockHeld(tx, userIds, day)
}

function lockHeld(tx: Tx, userIds: readonly string[], day: string): Promise<Load[]> {
  return rows(
    tx,
    sql<Load>`select user_id, holding,
        case when day >= ${day} then given_today else 0 end as given_today,
        case when day >= ${day} then claimed_today else 0 end as claimed_today,
        case when day >= date_trunc('week', ${day}::timestamp)::date then given_week else 0 end as given_this_week
      from rep_load where org_id = ${tx.orgId} and user_id = any(${userIds}::uuid[])
      order by user_id for update`,
  )
}

/**
 * Counts changes of holder into the loads of the reps they concern. A day never goes back: what began before midnight
 * and ends after it counts for the day that others have begun meanwhile, so no limit is reset twice.
 */
export async function countLoads(tx: Tx, landings: readonly Landing[], day: string): Promise<void> {
  const tallies = tally(landings)
  if (tallies.length === 0) return
  await rows(
    tx,
    sql`insert into rep_load as held (org_id, user_id, day, holding, given_today, claimed_today, given_week)
      select ${tx.orgId}, t.user_id, ${day}, t.holding, t.given, t.claimed, t.given
      from jsonb_to_recordset(${JSON.stringify(tallies)}::jsonb) as t (user_id uuid, holding int, given int, claimed int)
      order by t.user_id
      on conflict (org_id, user_id) do update set
        holding = held.holding + excluded.holding,
        given_today = excluded.given_today + case when held.day >= excluded.day then held.given_today else 0 end,
        claimed_today = excluded.claimed_today + case when held.day >= excluded.day then held.claimed_today else 0 end,
        given_week = excluded.given_week
          + case when held.day >= date_trunc('week', excluded.day::timestamp)::date then held.given_week else 0 end,
        day = greatest(held.day, excluded.day)`,
  )
}

interface Tally {
  user_id: string
  holding: number
  given: number
  claimed: number
}

function tally(landings: readonly Landing[]): Tally[] {
  const byRep = new Map<string, Tally>()
  const of = (id: string) => {
    const held = byRep.get(id) ?? { user_id: id, holding: 0, given: 0, claimed: 0 }
    byRep.set(id, held)
    return held
  }
  for (const { from, to, kind, data } of landings) {
    if (from?.kind === 'rep' && from.id) of(from.id).holding -= 1
    if (to.kind !== 'rep' || !to.id) continue
    const rep = of(to.id)
    rep.holding += 1
    if (kind === 'claimed') rep.claimed += 1
    // What a person moves by hand is no part of what the rules may give in a day.
    else if (kind === 'assigned' && !data?.['byHand']) rep.given += 1
  }
  return [...byRep.values()]
}
