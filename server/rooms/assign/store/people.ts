import { sql } from 'kysely'
import type { AssignRule } from '../../../../contract/assign.ts'
import { rows, type Tx } from '../../../db/db.ts'
import { onceAnEdition } from '../../../db/edition.ts'
import type { Pointers } from '../../../lead/pointed.ts'
import { dutyIn, type MemberTime, timesOf } from '../../../people/duty.ts'
import type { Standing } from '../decide/record.ts'
import type { Rep } from '../decide/roster.ts'

/** A member as assignment sees them, whatever leads they have. */
export interface Person extends Standing {
  /** No rep any more, or never one. */
  readonly left: boolean
  readonly time: MemberTime
}

/** All members, in the order of their ids. */
export const readPeople = onceAnEdition(async (tx: Tx): Promise<readonly Person[]> => {
  const [found, times] = await Promise.all([
    rows(
      tx,
      sql<Omit<Person, 'time'>>`with recursive above as (
        select team_id as seat, team_id from team where org_id = ${tx.orgId}
        union
        select above.seat, team.parent_id from above
          join team on team.org_id = ${tx.orgId} and team.team_id = above.team_id and team.archived_at is null
            and team.parent_id is not null
      ), seat as (
        select team_member.user_id, array_agg(distinct above.team_id order by above.team_id) as team_ids from team_member
        join above on above.seat = team_member.team_id where team_member.org_id = ${tx.orgId} group by team_member.user_id
      )
      select member.user_id, holding_max, daily_max, weekly_max, traits, coalesce(team_ids, '{}') as team_ids,
        -- The tier set by hand, else the one their ability has earned over all channels.
        coalesce(tier, (select tier from rep_ability where rep_ability.org_id = member.org_id
          and rep_ability.user_id = member.user_id and channel = '*' and segment = '*')) as tier,
        status <> 'active' or not 'rep' = any(roles) as left
      from member left join seat on seat.user_id = member.user_id
      where org_id = ${tx.orgId} order by member.user_id`,
    ),
    timesOf(tx, { userIds: null }),
  ])
  return found.map((person) => ({ ...person, time: times.get(person.userId)! }))
})

interface Naming {
  readonly now: Date
  readonly rules: readonly AssignRule[]
  /** Members who get leads without a rule. */
  readonly also?: readonly string[]
  readonly pointers?: ReadonlyMap<string, Pointers>
}

/** Every rep, and whoever is named without being one (any more), as they stand at `now`; loads are not known here. */
export function repsAmong(people: readonly Person[], { now, rules, also = [], pointers }: Naming): Rep[] {
  const named = rules.flatMap(({ strategy }) => (strategy.kind === 'rep' ? [strategy.userId] : []))
  const pointed = pointedIn(pointers).flatMap(({ userIds }) => userIds)
  const asked = new Set([...named, ...also, ...pointed])
  return people
    .filter(({ userId, left }) => !left || asked.has(userId))
    .map(({ left, time, ...standing }) => ({
      ...standing,
      ...(left ? { off: 'left', next: null } : dutyIn(time, now)),
      holding: 0,
      givenToday: 0,
      givenThisWeek: 0,
    }))
}

export const pointedIn = (pointers: ReadonlyMap<string, Pointers> | undefined) =>
  [...(pointers?.values() ?? [])].flatMap((each) => Object.values(each))
