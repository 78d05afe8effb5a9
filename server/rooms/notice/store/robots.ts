import { sql } from 'kysely'
import type { Lang } from '../../../../contract/shapes.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { Robot, VendorName } from '../adapters/robot.ts'
import { forgetOutlet } from './telling.ts'

export interface RobotBody {
  readonly kind: VendorName
  readonly name: string
  /** Its address and secret. */
  readonly sealedDoor: Buffer
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
    sql<ListedRobot>`select robot_id, kind, name, sealed_door, team_id, active, problem from robot
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
    >`select robot_id, kind, robot.name, sealed_door, team_id, active, problem,
        org.locale as lang
      from robot join org on org.org_id = robot.org_id
      where robot.org_id = ${tx.orgId} and robot_id = ${robotId}`,
  )
}

/** Adds a robot; returns whether its team, where it has one, is there. */
export async function addRobot(tx: Tx, robotId: string, robot: RobotBody): Promise<boolean> {
  const added = await one(
    tx,
    sql`insert into robot (org_id, robot_id, kind, name, sealed_door, team_id, active)
      select ${tx.orgId}, ${robotId}, ${robot.kind}, ${robot.name}, ${robot.sealedDoor}, ${robot.teamId}, ${robot.active}
      where ${robot.teamId}::uuid is null or exists (
        select from team where org_id = ${tx.orgId} and team_id = ${robot.teamId} and archived_at is null)
      returning 1 as added`,
  )
  return added !== undefined
}

/** Removes a robot and what waits for it; returns whether there was one. */
export async function removeRobot(tx: Tx, robotId: string): Promise<boolean> {
  await forgetOutlet(tx, robotId)
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

/** Seals addresses and secrets that stood in the open, from before they were sealed. */
export async function sealOpen(tx: Tx, seal: (open: Robot) => Buffer): Promise<void> {
  const open = await rows(
    tx,
    sql<{
      id: string
      secret: Robot
    }>`select robot_id as id, jsonb_build_object('url', url, 'secret', secret) as secret from robot
      where org_id = ${tx.orgId} and url is not null`,
  )
  if (open.length === 0) return
  await rows(
    tx,
    sql`update robot set sealed_door = sealed.secret, url = null, secret = null
      from unnest(${open.map(({ id }) => id)}::uuid[],
        ${open.map(({ secret }) => seal(secret))}::bytea[]) as sealed (id, secret)
      where robot.org_id = ${tx.orgId} and robot_id = sealed.id`,
  )
}
