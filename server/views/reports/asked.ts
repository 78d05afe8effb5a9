import { type RawBuilder, sql } from 'kysely'
import { refuse } from '../../../contract/refusals.ts'
import type { ReportQuery } from '../../../contract/score-reports.ts'
import { one, type Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf, scopeWhere } from '../../people/scope.ts'

const DAY = 86_400_000

/** The leads a report is of, as a condition on `lead`: in scope, of the days, source and team asked. Refuses `not_found` for an unknown team. */
export async function reported(
  tx: Tx,
  caller: UserCaller,
  { query, now }: { readonly query: ReportQuery; readonly now: Date },
): Promise<RawBuilder<boolean>> {
  const scope = await scopeOf(tx, caller, now)
  const since = new Date(now.getTime() - query.days * DAY)
  const ofSource = query.source ? sql`and lead.source_id = ${query.source}` : sql``
  const ofTeam = query.team ? sql`and ${theirs(tx, await peopleOf(tx, query.team))}` : sql``
  return sql<boolean>`lead.org_id = ${tx.orgId} and lead.arrived_at >= ${since} and lead.arrived_at <= ${now}
    and lead.closed_as is distinct from 'merged' and lead.closed_as is distinct from 'erased'
    and ${scopeWhere(scope)} ${ofSource} ${ofTeam}`
}

/** Whose outcome is known. */
export const decided = sql<boolean>`(lead.stage in ('converted', 'lost', 'invalid')
  and lead.closed_as in ('converted', 'lost', 'invalid'))`
/** Of those, who was won. */
export const won = sql<boolean>`(lead.stage = 'converted' and lead.closed_as = 'converted')`

/** What people hold or, once it is closed, held. */
function theirs(tx: Tx, people: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`((lead.holder_kind = 'rep' and lead.holder_id = any(${[...people]}::uuid[]))
    or lead.lead_id in (select c.lead_id from lead_collaborator c
      where c.org_id = ${tx.orgId} and c.user_id = any(${[...people]}::uuid[])))`
}

/** The people of a team and the teams below it. */
async function peopleOf(tx: Tx, teamId: string): Promise<string[]> {
  const found = await one(
    tx,
    sql<{ userIds: string[]; known: boolean }>`
      with recursive below as (
        select team_id from team where org_id = ${tx.orgId} and team_id = ${teamId}
        union select team.team_id from below join team on team.org_id = ${tx.orgId} and team.parent_id = below.team_id
      )
      select exists (select from below) as known, array(select seat.user_id from below
        join team_member seat on seat.org_id = ${tx.orgId} and seat.team_id = below.team_id) as user_ids`,
  )
  if (!found?.known) throw refuse('not_found')
  return found.userIds
}
