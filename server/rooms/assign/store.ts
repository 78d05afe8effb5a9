import { sql } from 'kysely'
import type { AssignPolicy } from '../../../contract/policy.ts'
import { rows, type Tx } from '../../db/db.ts'
import { lockLoads } from '../../lead/load.ts'
import { candidates, type Rep, type Roster, type Turn } from './decide.ts'

interface Seat {
  teamId: string
  userId: string
}

/**
 * Facts for assignment: the reps any rule may give to with their capacity, the teams, the turns. Locks turns and
 * loads, so that captures that arrive apart are counted one after another.
 */
export async function facts(tx: Tx, policy: AssignPolicy, at: { now: Date; day: string }): Promise<Roster> {
  const teams = await seats(tx, teamIds(policy))
  const roster = { reps: new Map(), teams, turns: new Map() }
  const userIds = [...new Set(policy.rules.flatMap((rule) => candidates(rule, roster)))].sort()
  const turns = await lockTurns(tx, rotating(policy))
  const reps = await readReps(tx, userIds, at)
  return { reps, teams, turns }
}

/** Writes back the turns a batch has moved. */
export async function write(tx: Tx, turns: Roster['turns']): Promise<void> {
  const moved = [...turns].flatMap(([ruleId, byUser]) =>
    [...byUser].map(([userId, turn]) => ({ rule_id: ruleId, user_id: userId, ...turn })),
  )
  if (moved.length === 0) return
  await rows(
    tx,
    sql`insert into assign_turn (org_id, rule_id, user_id, given, owed, present)
      select ${tx.orgId}, rule_id, user_id, given, owed, present
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
        as moved (rule_id text, user_id uuid, given bigint, owed int, present boolean)
      on conflict (org_id, rule_id, user_id) do update
        set given = excluded.given, owed = excluded.owed, present = excluded.present`,
  )
}

function teamIds(policy: AssignPolicy): string[] {
  return policy.rules.flatMap(({ strategy }) => ('teamId' in strategy ? [strategy.teamId] : []))
}

function rotating(policy: AssignPolicy): string[] {
  return policy.rules.filter(({ strategy }) => strategy.kind === 'roundRobin').map(({ id }) => id)
}

async function seats(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<Seat>`with recursive below as (
        select team_id as top, team_id from team where org_id = ${tx.orgId} and team_id = any(${ids}::uuid[])
        union
        select below.top, team.team_id from below
          join team on team.org_id = ${tx.orgId} and team.parent_id = below.team_id and team.archived_at is null
      )
      select distinct below.top as team_id, team_member.user_id from below
      join team_member on team_member.org_id = ${tx.orgId} and team_member.team_id = below.team_id
      join member on member.org_id = ${tx.orgId} and member.user_id = team_member.user_id
      where 'rep' = any(member.roles)
      order by 1, 2`,
  )
  const teams = new Map<string, string[]>()
  for (const { teamId, userId } of found) teams.set(teamId, [...(teams.get(teamId) ?? []), userId])
  return teams
}

async function readReps(
  tx: Tx,
  userIds: readonly string[],
  { now, day }: { now: Date; day: string },
): Promise<Map<string, Rep>> {
  const loads = new Map((await lockLoads(tx, userIds, day)).map((load) => [load.userId, load]))
  const members = await rows(
    tx,
    sql<Omit<Rep, 'holding' | 'givenToday'>>`
      select user_id, holding_max, daily_max,
        status <> 'active' or not 'rep' = any(roles) or exists (
          select from absence where absence.org_id = member.org_id and absence.user_id = member.user_id
            and from_at <= ${now} and to_at > ${now}) as away
      from member where org_id = ${tx.orgId} and user_id = any(${userIds}::uuid[]) order by user_id`,
  )
  return new Map(
    members.map((member) => [
      member.userId,
      {
        ...member,
        holding: loads.get(member.userId)?.holding ?? 0,
        givenToday: loads.get(member.userId)?.givenToday ?? 0,
      },
    ]),
  )
}

async function lockTurns(tx: Tx, ruleIds: readonly string[]): Promise<Map<string, Map<string, Turn>>> {
  if (ruleIds.length === 0) return new Map()
  // The first capture of a rule finds no row to lock, so the lock is on the organisation's rotation itself.
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext('assign_turn'), hashtext(${tx.orgId}))`)
  const held = await rows(
    tx,
    sql<Turn & { ruleId: string; userId: string }>`
      select rule_id, user_id, given, owed, present from assign_turn
      where org_id = ${tx.orgId} and rule_id = any(${ruleIds}::text[]) order by rule_id, user_id`,
  )
  const turns = new Map<string, Map<string, Turn>>()
  for (const { ruleId, userId, given, owed, present } of held) {
    const byUser = turns.get(ruleId) ?? new Map<string, Turn>()
    turns.set(ruleId, byUser.set(userId, { given, owed, present }))
  }
  return turns
}
