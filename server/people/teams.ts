import { sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { recordVersion } from './version.ts'

export interface Seat {
  readonly userId: string
  /** Answers for the team and all below it. */
  readonly leads: boolean
}

export interface Team {
  readonly teamId: string
  readonly parentId: string | null
  readonly name: string
  readonly position: number
  readonly archivedAt: Date | null
  readonly members: Seat[]
}

/** When a change takes effect and who made it. */
export interface Stamp {
  readonly at: Date
  readonly by: string | null
}

const columns = sql.raw(`team_id, parent_id, name, position, archived_at, coalesce((
  select jsonb_agg(jsonb_build_object('userId', m.user_id, 'leads', m.leads) order by m.leads desc, m.user_id)
  from team_member m where m.org_id = team.org_id and m.team_id = team.team_id), '[]') as members`)

/** The teams, parents before their children, each level in its order. */
export async function listTeams(tx: Tx, archived: boolean): Promise<Team[]> {
  const teams = await rows(
    tx,
    sql<Team>`select ${columns} from team
      where org_id = ${tx.orgId} and (${archived} or archived_at is null) order by position, team_id`,
  )
  const below = (parentId: string | null): Team[] =>
    teams.filter((team) => team.parentId === parentId).flatMap((team) => [team, ...below(team.teamId)])
  return below(null)
}

async function lockTeam(tx: Tx, teamId: string): Promise<Team> {
  const team = await one(
    tx,
    sql<Team>`select ${columns} from team where org_id = ${tx.orgId} and team_id = ${teamId} for update`,
  )
  if (!team) throw refuse('not_found')
  return team
}

export interface NewTeam {
  readonly name: string
  readonly parentId?: string | null
}

/** Adds a team below another, or at the top, after its siblings; returns its id. Refuses `not_found` for the parent. */
export async function createTeam(tx: Tx, { name, parentId = null }: NewTeam, stamp: Stamp): Promise<string> {
  const teamId = uuidv7()
  if (parentId) await lockParent(tx, parentId)
  await rows(
    tx,
    sql`insert into team (org_id, team_id, parent_id, name, position, created_at)
      select ${tx.orgId}, ${teamId}, ${parentId}, ${name}, coalesce(max(position), 0) + 1, ${stamp.at} from team
      where org_id = ${tx.orgId} and parent_id is not distinct from ${parentId}`,
  )
  await versionTeam(tx, teamId, stamp)
  return teamId
}

export interface TeamChange {
  readonly name?: string | undefined
  readonly parentId?: string | null | undefined
  readonly position?: number | undefined
  readonly archived?: boolean | undefined
}

/** Renames, moves or archives a team. Refuses `team.loop`, and `team.not_empty` when archiving. */
export async function changeTeam(tx: Tx, teamId: string, change: TeamChange, stamp: Stamp): Promise<void> {
  // One at a time: two moves that are each fine could make a ring together.
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext(${`${tx.orgId} teams`}))`)
  const held = await lockTeam(tx, teamId)
  const { name = held.name, parentId = held.parentId, position = held.position } = change
  if (parentId) await lockParent(tx, parentId)
  if (parentId && parentId !== held.parentId) await refuseLoop(tx, held, parentId)
  const archivedAt =
    change.archived === undefined ? held.archivedAt : change.archived ? (held.archivedAt ?? stamp.at) : null
  if (archivedAt && !held.archivedAt) await refuseFull(tx, held)
  await rows(
    tx,
    sql`update team set name = ${name}, parent_id = ${parentId}, position = ${position}, archived_at = ${archivedAt}
      where org_id = ${tx.orgId} and team_id = ${teamId}`,
  )
  await versionTeam(tx, teamId, stamp)
}

async function lockParent(tx: Tx, parentId: string): Promise<void> {
  if ((await lockTeam(tx, parentId)).archivedAt) throw refuse('not_found')
}

async function refuseLoop(tx: Tx, team: Team, parentId: string): Promise<void> {
  const above = await rows(
    tx,
    sql<{ teamId: string }>`with recursive above as (
        select team_id, parent_id from team where org_id = ${tx.orgId} and team_id = ${parentId}
        union
        select t.team_id, t.parent_id from team t join above on t.team_id = above.parent_id where t.org_id = ${tx.orgId}
      )
      select team_id from above`,
  )
  if (above.some(({ teamId }) => teamId === team.teamId)) throw refuse('team.loop', { name: team.name })
}

async function refuseFull(tx: Tx, { teamId, name }: Team): Promise<void> {
  const held = await one(
    tx,
    sql<{ members: number; teams: number }>`select
      (select count(*) from team_member s join member m on m.org_id = s.org_id and m.user_id = s.user_id
        where s.org_id = ${tx.orgId} and s.team_id = ${teamId} and m.status = 'active') as members,
      (select count(*) from team where org_id = ${tx.orgId} and parent_id = ${teamId} and archived_at is null) as teams`,
  )
  if (held && held.members + held.teams > 0)
    throw refuse('team.not_empty', { name, members: held.members, teams: held.teams })
}

/** Sets who is in a team. Refuses `team.lead_needs_manager` and `not_found` for who is no member. */
export async function setSeats(tx: Tx, teamId: string, asked: readonly Seat[], stamp: Stamp): Promise<void> {
  const seats = [...new Map(asked.map((seat) => [seat.userId, seat])).values()]
  await lockTeam(tx, teamId)
  await refuseSeats(tx, seats)
  const userIds = seats.map((seat) => seat.userId)
  await rows(
    tx,
    sql`delete from team_member
      where org_id = ${tx.orgId} and team_id = ${teamId} and user_id <> all(${userIds}::uuid[])`,
  )
  await rows(
    tx,
    sql`insert into team_member (org_id, team_id, user_id, leads)
      select ${tx.orgId}, ${teamId}, u, l
      from unnest(${userIds}::uuid[], ${seats.map((seat) => seat.leads)}::boolean[]) as seat (u, l)
      on conflict (org_id, team_id, user_id) do update set leads = excluded.leads`,
  )
  await versionTeam(tx, teamId, stamp)
}

async function refuseSeats(tx: Tx, seats: readonly Seat[]): Promise<void> {
  const found = await rows(
    tx,
    sql<{
      userId: string
      name: string
      manages: boolean
    }>`select user_id, name, 'manager' = any(roles) as manages
      from member where org_id = ${tx.orgId} and user_id = any(${seats.map((seat) => seat.userId)}::uuid[])`,
  )
  const known = new Map(found.map((member) => [member.userId, member]))
  for (const { userId, leads } of seats) {
    const member = known.get(userId)
    if (!member) throw refuse('not_found')
    if (leads && !member.manages) throw refuse('team.lead_needs_manager', { name: member.name })
  }
}

/** Notes how a team stands, its members too. */
export async function versionTeam(tx: Tx, teamId: string, { at, by }: Stamp): Promise<void> {
  const { name, parentId, archivedAt, members } = await lockTeam(tx, teamId)
  const body = { name, parentId, archived: archivedAt !== null, members }
  await recordVersion(tx, { subject: 'team', id: teamId, body, at, by })
}
