import { sql } from 'kysely'
import type { AssignPolicy, AssignRule } from '../../../../contract/assign.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { lockLoads } from '../../../lead/load.ts'
import type { Pointers } from '../../../lead/pointed.ts'
import { lockTurns } from '../../../lead/turns.ts'
import { type Duty, dutyOf } from '../../../people/duty.ts'
import { mayGet, pointedReps } from '../decide/candidates.ts'
import { type Standing, standingOf } from '../decide/record.ts'
import type { Rep, Roster } from '../decide/roster.ts'

export interface Occasion {
  readonly now: Date
  readonly day: string
  /** Members who get leads without a rule: loads are locked all at once, or two batches could wait for each other. */
  readonly also?: readonly string[]
  /** Whom anything points at for the leads to be dealt, and who had them before. */
  readonly pointers?: ReadonlyMap<string, Pointers>
  readonly former?: ReadonlyMap<string, ReadonlySet<string>>
  /** The rules that fit one of the leads to be dealt; absent: any may. */
  readonly rules?: readonly AssignRule[]
}

/**
 * Facts for assignment: the organisation's reps, with the loads of those a rule may give to, and the rules' turns. Locks
 * turns and loads, so that captures that arrive apart are counted one after another.
 */
export async function facts(tx: Tx, policy: AssignPolicy, at: Occasion): Promise<Roster> {
  const rules = at.rules ?? policy.rules
  const [people, turns] = await Promise.all([
    readReps(tx, rules, at),
    lockTurns(
      tx,
      rules.filter(({ strategy }) => strategy.kind !== 'pool').map(({ id }) => id),
    ),
  ])
  const reps = new Map(people.map((rep) => [rep.userId, rep]))
  const roster: Roster = {
    reps,
    turns,
    day: at.day,
    rules: new Set(rules.map(({ id }) => id)),
    pointers: at.pointers ?? new Map(),
    former: at.former ?? new Map(),
  }
  const asked = [
    ...rules.flatMap((rule) => mayGet(rule, roster)),
    ...pointedIn(at).flatMap((pointed) => pointedReps(pointed, roster)),
  ]
  const ids = new Set([...asked.map(({ userId }) => userId), ...(at.also ?? [])])
  for (const { userId, holding, givenToday, givenThisWeek } of await lockLoads(
    tx,
    [...ids].toSorted(),
    at.day,
  )) {
    const rep = reps.get(userId)
    if (rep) Object.assign(rep, { holding, givenToday, givenThisWeek })
  }
  return roster
}

const onDuty: Duty = { off: null, next: null }

const pointedIn = ({ pointers }: Pick<Occasion, 'pointers'>) =>
  [...(pointers?.values() ?? [])].flatMap((each) => Object.values(each))

/** Every rep as a roster keeps them, without loads and leave. */
export async function readStanding(tx: Tx, rules: readonly AssignRule[], now: Date): Promise<Standing[]> {
  const found = await readReps(tx, rules, { now })
  return found.filter(({ off }) => off !== 'left').map(standingOf)
}

/** Every rep, and whoever is named without being one (any more); in the order of their ids. */
export async function readReps(
  tx: Tx,
  rules: readonly AssignRule[],
  at: Pick<Occasion, 'now' | 'also' | 'pointers'>,
): Promise<Rep[]> {
  const named = rules.flatMap(({ strategy }) => (strategy.kind === 'rep' ? [strategy.userId] : []))
  const asked = [...named, ...(at.also ?? []), ...pointedIn(at).flatMap(({ userIds }) => userIds)]
  const found = await rows(
    tx,
    sql<Omit<Rep, 'next' | 'holding' | 'givenToday' | 'givenThisWeek'>>`with recursive above as (
        select team_id as seat, team_id from team where org_id = ${tx.orgId}
        union
        select above.seat, team.parent_id from above
          join team on team.org_id = ${tx.orgId} and team.team_id = above.team_id and team.archived_at is null
            and team.parent_id is not null
      ), seat as (
        select distinct team_member.user_id, above.team_id from team_member
        join above on above.seat = team_member.team_id where team_member.org_id = ${tx.orgId}
      )
      select user_id, holding_max, daily_max, weekly_max, traits,
        -- The tier set by hand, else the one their ability has earned over all channels.
        coalesce(tier, (select tier from rep_ability where rep_ability.org_id = member.org_id
          and rep_ability.user_id = member.user_id and channel = '*' and segment = '*')) as tier,
        case when status <> 'active' or not 'rep' = any(roles) then 'left' end as off,
        array(select team_id from seat where seat.user_id = member.user_id order by team_id) as team_ids
      from member where org_id = ${tx.orgId}
        and ((status = 'active' and 'rep' = any(roles)) or user_id = any(${asked}::uuid[]))
      order by user_id`,
  )
  const duties = await dutyOf(
    tx,
    found.map(({ userId }) => userId),
    at.now,
  )
  return found.map((rep) => {
    const known = rep.off ? { off: rep.off, next: null } : (duties.get(rep.userId) ?? onDuty)
    return { ...rep, ...known, holding: 0, givenToday: 0, givenThisWeek: 0 }
  })
}

/** Who leads may be given to by hand: an active rep or manager, or a pool in use, with the member's cap; undefined for none. */
export async function target(
  tx: Tx,
  { kind, id }: { kind: 'rep' | 'pool'; id: string },
): Promise<{ holdingMax: number | null } | undefined> {
  const found =
    kind === 'rep'
      ? sql<{ holdingMax: number | null }>`select holding_max from member
          where org_id = ${tx.orgId} and user_id = ${id} and status = 'active' and roles && array['rep', 'manager']`
      : sql<{ holdingMax: number | null }>`select null::integer as holding_max from pool
          where org_id = ${tx.orgId} and pool_id = ${id} and archived_at is null`
  return one(tx, found)
}
