import { sql } from 'kysely'
import type { TraitKind } from '../../contract/assign.ts'
import type { Role } from '../../contract/endpoint.ts'
import type { Settings } from '../../contract/me.ts'
import { refuse } from '../../contract/refusals.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { createIdentity } from './identity.ts'
import type { Login } from './login.ts'
import { versionTeam } from './teams.ts'
import { recordVersion } from './version.ts'

/** What a rep can, sells, speaks, and where, as rules may ask. */
export type Traits = Partial<Record<TraitKind, string[]>>

export interface Member extends Login {
  readonly userId: string
  readonly name: string
  readonly roles: Role[]
  readonly status: 'active' | 'left'
  readonly holdingMax: number | null
  readonly dailyMax: number | null
  readonly weeklyMax: number | null
  readonly settings: Settings
  readonly createdAt: Date
  /** 'YYYY-MM-DD', since when with the company; null: since they are a member. */
  readonly joinedOn: string | null
  /** Set by hand; null: as the rep's ability says. */
  readonly tier: string | null
  readonly traits: Traits
  readonly teamIds: string[]
}

const columns =
  sql.raw(`user_id, name, email, mobile, roles, status, holding_max, daily_max, weekly_max, settings, created_at, joined_on, tier, traits,
  array(select t.team_id from team_member t where t.org_id = member.org_id and t.user_id = member.user_id) as team_ids`)

/** The members, by name as a Chinese reader sorts. */
export async function listMembers(tx: Tx, status: Member['status'] | 'all'): Promise<Member[]> {
  const found = await rows(
    tx,
    sql<Member>`select ${columns} from member
      where org_id = ${tx.orgId} and (${status} = 'all' or status = ${status})`,
  )
  return found.toSorted((a, b) => byName.compare(a.name, b.name))
}
const byName = new Intl.Collator('zh-Hans-CN')

/** A member, whether they left or not, locked until the transaction ends; refuses `not_found`. */
export async function lockMember(tx: Tx, userId: string): Promise<Member> {
  const member = await one(
    tx,
    sql<Member>`select ${columns} from member where org_id = ${tx.orgId} and user_id = ${userId} for update`,
  )
  if (!member) throw refuse('not_found')
  return member
}

export interface NewMember extends Partial<Login> {
  readonly name: string
  readonly roles: readonly Role[]
  /** From `sealPassword` (100 ms: before the transaction); many demo members may share one. */
  readonly passwordHash?: string
  /** A person who has an identity already, in another organisation. */
  readonly userId?: string
  readonly teamId?: string | null
  readonly leads?: boolean
  readonly holdingMax?: number | null
  readonly dailyMax?: number | null
  readonly weeklyMax?: number | null
  readonly joinedOn?: string | null
  readonly at?: Date
  readonly by?: string | null
}

/**
 * Makes a member, with an identity to sign in by unless they have one; returns the user's id. Logins must be
 * as `readLogin` spells them. Refuses `people.email_taken`, `people.mobile_taken`, `people.roles_needed`.
 */
export async function createMember(tx: Tx, member: NewMember): Promise<string> {
  const { name, roles, email = null, mobile = null, at = new Date(), by = null } = member
  if (roles.length === 0) throw refuse('people.roles_needed')
  const { passwordHash } = member
  const userId = member.userId ?? (await createIdentity(tx, { name, email, mobile, passwordHash }))
  await rows(
    tx,
    sql`insert into member (org_id, user_id, name, email, mobile, roles, holding_max, daily_max, weekly_max, joined_on, created_at)
      values (${tx.orgId}, ${userId}, ${name}, ${email}, ${mobile}, ${roles}, ${member.holdingMax ?? null},
              ${member.dailyMax ?? null}, ${member.weeklyMax ?? null}, ${member.joinedOn ?? null}::date, ${at})
      on conflict (org_id, user_id) do update set
        name = excluded.name, email = excluded.email, mobile = excluded.mobile, roles = excluded.roles, status = 'active'`,
  )
  await versionMember(tx, userId, at, by)
  if (member.teamId) await join(tx, { teamId: member.teamId, userId, leads: member.leads ?? false, at, by })
  return userId
}

interface Joining {
  teamId: string
  userId: string
  leads: boolean
  at: Date
  by: string | null
}

async function join(tx: Tx, { teamId, userId, leads, at, by }: Joining): Promise<void> {
  await rows(
    tx,
    sql`insert into team_member (org_id, team_id, user_id, leads) values (${tx.orgId}, ${teamId}, ${userId}, ${leads})
      on conflict (org_id, team_id, user_id) do update set leads = excluded.leads`,
  )
  await versionTeam(tx, teamId, { at, by })
}

export type MemberChange = Partial<
  Pick<
    Member,
    | 'name'
    | 'email'
    | 'mobile'
    | 'roles'
    | 'status'
    | 'holdingMax'
    | 'dailyMax'
    | 'weeklyMax'
    | 'joinedOn'
    | 'tier'
    | 'traits'
  >
>

/** Writes a change of a locked member and notes it; refuses `people.last_admin` and `people.roles_needed`. */
export async function changeMember(
  tx: Tx,
  held: Member,
  change: MemberChange,
  by: string | null,
): Promise<void> {
  const next = { ...held, ...change }
  if (next.roles.length === 0) throw refuse('people.roles_needed')
  if (isAdmin(held) && !isAdmin(next)) await refuseLastAdmin(tx, held)
  await rows(
    tx,
    sql`update member set name = ${next.name}, email = ${next.email}, mobile = ${next.mobile}, roles = ${next.roles},
        status = ${next.status}, holding_max = ${next.holdingMax}, daily_max = ${next.dailyMax}, weekly_max = ${next.weeklyMax},
        joined_on = ${next.joinedOn}::date, tier = ${next.tier}, traits = ${JSON.stringify(next.traits)}::jsonb
      where org_id = ${tx.orgId} and user_id = ${held.userId}`,
  )
  await versionMember(tx, held.userId, new Date(), by)
}

const isAdmin = ({ roles, status }: Pick<Member, 'roles' | 'status'>) =>
  status === 'active' && roles.includes('admin')

// One at a time, so that two who demote each other at once cannot both succeed. Not by locking the rows: each
// already holds the other's, and that would be a deadlock.
async function refuseLastAdmin(tx: Tx, { userId, name }: Member): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext(${`${tx.orgId} admins`}))`)
  const other = await one(
    tx,
    sql`select user_id from member
      where org_id = ${tx.orgId} and status = 'active' and 'admin' = any(roles) and user_id <> ${userId} limit 1`,
  )
  if (!other) throw refuse('people.last_admin', { name })
}

// Decisions look at roles, status and capacity; a name is for telling who that was.
async function versionMember(tx: Tx, userId: string, at: Date, by: string | null): Promise<void> {
  const { name, roles, status, holdingMax, dailyMax, weeklyMax, joinedOn, tier, traits } = await lockMember(
    tx,
    userId,
  )
  await recordVersion(tx, {
    subject: 'member',
    id: userId,
    body: { name, roles, status, holdingMax, dailyMax, weeklyMax, joinedOn, tier, traits },
    at,
    by,
  })
}

/** Keeps a member's own settings, one by one. */
export async function keepSettings(tx: Tx, userId: string, settings: Settings): Promise<void> {
  await rows(
    tx,
    sql`update member set settings = settings || ${JSON.stringify(settings)}::jsonb
      where org_id = ${tx.orgId} and user_id = ${userId}`,
  )
}

/** How many leads a rep holds. */
export async function leadsHeldBy(tx: Tx, userId: string): Promise<number> {
  const held = await one(
    tx,
    sql<{ count: number }>`select count(*) from lead
      where org_id = ${tx.orgId} and holder_kind = 'rep' and holder_id = ${userId}`,
  )
  return held?.count ?? 0
}
