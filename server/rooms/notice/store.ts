import { type RawBuilder, sql } from 'kysely'
import type { Lang } from '../../../contract/shapes.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { type Scope, scopeWhere, type Sight, sightSql } from '../../people/scope.ts'
import type { VendorName } from './adapters/robot.ts'
import { groupKinds, type Told } from './decide.ts'

export interface ListedNotice {
  readonly noticeId: string
  readonly kind: string
  readonly leadId: string | null
  readonly name: string | null
  readonly company: string | null
  readonly sight: Sight
  readonly data: Readonly<Record<string, unknown>>
  readonly at: Date
  readonly readAt: Date | null
}

/**
 * A member's notices, newest first; what the lead is called only where the scope still shows it. One about a lead that
 * was merged leads to the one that stands for it.
 */
export async function listNotices(
  tx: Tx,
  { userId, limit, scope }: { userId: string; limit: number; scope: Scope },
): Promise<ListedNotice[]> {
  return rows(
    tx,
    sql<ListedNotice>`select n.notice_id, n.kind, coalesce(seen.seen_id, n.lead_id) as lead_id, n.data, n.at, n.read_at,
        seen.name, seen.company, seen.sight
      from notice n
      left join lateral (
        select lead.lead_id as seen_id, lead.name, lead.company, ${sightSql(scope)} as sight from lead
        where lead.org_id = n.org_id and ${scopeWhere(scope)}
          and lead.lead_id in (n.lead_id, (select was.merged_into from lead was
            where was.org_id = n.org_id and was.lead_id = n.lead_id))
        order by lead.lead_id = n.lead_id limit 1
      ) seen on true
      where n.org_id = ${tx.orgId} and n.user_id = ${userId}
      order by n.notice_id desc limit ${limit}`,
  )
}

/** How many of a member's notices are unread; counted up to 1,000. */
export async function countUnread(tx: Tx, userId: string): Promise<number> {
  const counted = await one(
    tx,
    sql<{ unread: number }>`select count(*) as unread from (
        select from notice where org_id = ${tx.orgId} and user_id = ${userId} and read_at is null limit 1000
      ) as counted`,
  )
  return counted?.unread ?? 0
}

/** Where notices go besides the app: a robot, or the mailbox of the member with that id. */
export interface Outlet {
  readonly outletId: string
  /** Null: a mailbox. */
  readonly vendor: VendorName | null
  /** When it was last told anything. */
  readonly toldAt: Date | null
}

/**
 * Lines notices up at every outlet concerned, once: the members' mailboxes where mails are sent, and the robots of
 * the whole organisation and of each team the member belongs to, or that stands above theirs. Returns the outlets.
 */
export async function lineUp(
  tx: Tx,
  noticeIds: readonly string[],
  { mails }: { mails: boolean },
): Promise<Outlet[]> {
  return rows(
    tx,
    sql<Outlet>`
      with recursive fresh as (
        select notice_id, user_id, kind from notice
        where org_id = ${tx.orgId} and notice_id = any(${noticeIds}::uuid[])
      ), above as (
        select distinct f.user_id, s.team_id from fresh f
        join team_member s on s.org_id = ${tx.orgId} and s.user_id = f.user_id
        union
        select above.user_id, t.parent_id from above
        join team t on t.org_id = ${tx.orgId} and t.team_id = above.team_id where t.parent_id is not null
      ), concerned as (
        select m.user_id as outlet_id, f.notice_id, f.user_id from fresh f
        join member m on m.org_id = ${tx.orgId} and m.user_id = f.user_id and m.status = 'active'
        where ${mails} and m.email is not null
        union all
        select r.robot_id, f.notice_id, f.user_id from fresh f
        join robot r on r.org_id = ${tx.orgId} and r.active
        where f.kind = any(${[...groupKinds]}) and (r.team_id is null or exists (
          select from above where above.user_id = f.user_id and above.team_id = r.team_id))
      ), lined as (
        insert into telling (org_id, outlet_id, notice_id, user_id)
        select ${tx.orgId}, outlet_id, notice_id, user_id from concerned
        on conflict do nothing returning outlet_id
      )
      select distinct lined.outlet_id, r.kind as vendor, ${lastTold(sql`lined.outlet_id`, tx.orgId)} as told_at
      from lined left join robot r on r.org_id = ${tx.orgId} and r.robot_id = lined.outlet_id`,
  )
}

function lastTold(outlet: RawBuilder<unknown>, orgId: string): RawBuilder<unknown> {
  return sql`(select told_at from telling t where t.org_id = ${orgId} and t.outlet_id = ${outlet}
    and t.told_at is not null order by t.notice_id desc limit 1)`
}

/** What waits at an outlet, oldest first, with what it takes to say it. */
export async function waitingAt(tx: Tx, outletId: string, most: number): Promise<Told[]> {
  return rows(
    tx,
    sql<Told>`select n.notice_id, n.kind, n.data, n.lead_id, lead.name as lead_name, lead.company,
        jsonb_build_object('name', m.name, 'email', m.email, 'mobile', m.mobile,
          'lang', coalesce(m.settings ->> 'lang', org.locale)) as member
      from telling t
      join notice n on n.org_id = t.org_id and n.user_id = t.user_id and n.notice_id = t.notice_id
      join member m on m.org_id = t.org_id and m.user_id = t.user_id
      join org on org.org_id = t.org_id
      left join lead on lead.org_id = n.org_id and lead.lead_id = n.lead_id
      where t.org_id = ${tx.orgId} and t.outlet_id = ${outletId} and t.told_at is null
      order by t.notice_id limit ${most}`,
  )
}

/** Notes that an outlet was told these; returns how many still wait there. */
export async function markTold(
  tx: Tx,
  outletId: string,
  { noticeIds, at }: { noticeIds: readonly string[]; at: Date },
): Promise<number> {
  await rows(
    tx,
    sql`update telling set told_at = ${at}
      where org_id = ${tx.orgId} and outlet_id = ${outletId} and notice_id = any(${noticeIds}::uuid[])`,
  )
  const left = await one(
    tx,
    sql<{ waiting: number }>`select count(*) as waiting from telling
      where org_id = ${tx.orgId} and outlet_id = ${outletId} and told_at is null`,
  )
  return left?.waiting ?? 0
}

/** Forgets what waited or was told before that notice; yesterday's news is in the app. */
export async function sweepTelling(tx: Tx, beforeNoticeId: string): Promise<void> {
  await rows(tx, sql`delete from telling where org_id = ${tx.orgId} and notice_id < ${beforeNoticeId}`)
}

export interface RobotBody {
  readonly kind: VendorName
  readonly name: string
  readonly url: string
  readonly secret: string | null
  readonly teamId: string | null
  readonly active: boolean
}

export interface ListedRobot extends RobotBody {
  readonly robotId: string
  /** What the last try failed with. */
  readonly problem: string | null
}

/** The organisation's robots, oldest first. */
export async function listRobots(tx: Tx): Promise<ListedRobot[]> {
  return rows(
    tx,
    sql<ListedRobot>`select robot_id, kind, name, url, secret, team_id, active, problem from robot
      where org_id = ${tx.orgId} order by created_at, robot_id`,
  )
}

/** A robot with the language its group is spoken to in: the organisation's. */
export async function readRobot(
  tx: Tx,
  robotId: string,
): Promise<(ListedRobot & { lang: Lang }) | undefined> {
  return one(
    tx,
    sql<
      ListedRobot & { lang: Lang }
    >`select robot_id, kind, robot.name, url, secret, team_id, active, problem,
        org.locale as lang
      from robot join org on org.org_id = robot.org_id
      where robot.org_id = ${tx.orgId} and robot_id = ${robotId}`,
  )
}

/** Adds a robot; returns whether its team, where it has one, is there. */
export async function addRobot(tx: Tx, robotId: string, robot: RobotBody): Promise<boolean> {
  const added = await one(
    tx,
    sql`insert into robot (org_id, robot_id, kind, name, url, secret, team_id, active)
      select ${tx.orgId}, ${robotId}, ${robot.kind}, ${robot.name}, ${robot.url}, ${robot.secret}, ${robot.teamId}, ${robot.active}
      where ${robot.teamId}::uuid is null or exists (
        select from team where org_id = ${tx.orgId} and team_id = ${robot.teamId} and archived_at is null)
      returning 1 as added`,
  )
  return added !== undefined
}

/** Removes a robot and what waits for it; returns whether there was one. */
export async function removeRobot(tx: Tx, robotId: string): Promise<boolean> {
  await rows(tx, sql`delete from telling where org_id = ${tx.orgId} and outlet_id = ${robotId}`)
  const gone = await one(
    tx,
    sql`delete from robot where org_id = ${tx.orgId} and robot_id = ${robotId} returning 1 as gone`,
  )
  return gone !== undefined
}

/** Keeps what a robot's last try failed with, null when it succeeded. */
export async function keepProblem(tx: Tx, robotId: string, problem: string | null): Promise<void> {
  await rows(
    tx,
    sql`update robot set problem = ${problem}
      where org_id = ${tx.orgId} and robot_id = ${robotId} and problem is distinct from ${problem}`,
  )
}
