import { type RawBuilder, sql } from 'kysely'
import { one, rows, type Tx } from '../../db/db.ts'
import { type Scope, scopeWhere } from '../../people/scope.ts'
import type { State } from './decide.ts'

/** How a rep was dealt a lead by a rule. */
export interface Given {
  readonly givenId: string
  readonly leadId: string
  readonly userId: string
  readonly ruleId: string
}

/** A make-up as its row stands. */
export interface MakeUp extends Given {
  readonly state: State
  /** The first of the month it was marked in. */
  readonly month: string
  readonly at: Date
  readonly reason: string | null
  readonly appealedAt: Date | null
  readonly answer: string | null
  readonly answeredBy: string | null
  readonly answeredAt: Date | null
}

/** How a rule last dealt this lead to a rep; undefined where none has. */
export async function givenBy(tx: Tx, leadId: string): Promise<Given | undefined> {
  return one(
    tx,
    sql<Given>`select event_id as given_id, lead_id, (data -> 'to' ->> 'id')::uuid as user_id, rule ->> 'id' as rule_id
      from lead_event
      where org_id = ${tx.orgId} and lead_id = ${leadId} and kind = 'assigned' and rule ->> 'id' is not null
        and data -> 'to' ->> 'kind' = 'rep'
      order by event_id desc limit 1`,
  )
}

const columns = sql.raw(
  `make_up.given_id, make_up.lead_id, make_up.user_id, make_up.rule_id, make_up.month::text, make_up.state, make_up.at,
    make_up.reason, make_up.appealed_at, make_up.answer, make_up.answered_by, make_up.answered_at`,
)

/** The make-up of one dealing, or the last of a lead, as it stands. */
export async function read(
  tx: Tx,
  of: Pick<Given, 'leadId'> & Partial<Pick<Given, 'givenId'>>,
): Promise<MakeUp | undefined> {
  const { leadId, givenId = null } = of
  return one(
    tx,
    sql<MakeUp>`select ${columns} from make_up
      where org_id = ${tx.orgId} and lead_id = ${leadId} and (${givenId}::uuid is null or given_id = ${givenId}::uuid)
      order by given_id desc limit 1`,
  )
}

/** Keeps a make-up as it is now. Only for who holds the rotation, so that one change comes after another. */
export async function keep(tx: Tx, to: MakeUp): Promise<void> {
  await rows(
    tx,
    sql`insert into make_up (org_id, given_id, lead_id, user_id, rule_id, month, state, at, reason, appealed_at, answer,
        answered_by, answered_at)
      values (${tx.orgId}, ${to.givenId}, ${to.leadId}, ${to.userId}, ${to.ruleId}, ${to.month}::date, ${to.state}, ${to.at},
        ${to.reason}, ${to.appealedAt}, ${to.answer}, ${to.answeredBy}, ${to.answeredAt})
      on conflict (org_id, given_id) do update set month = excluded.month, state = excluded.state, at = excluded.at,
        reason = excluded.reason, appealed_at = excluded.appealed_at, answer = excluded.answer,
        answered_by = excluded.answered_by, answered_at = excluded.answered_at`,
  )
}

/** Leads made up for a rep in a month: within the limit, granted by a manager, and refused by the limit until now. */
export interface Used {
  readonly userId: string
  readonly made: number
  readonly granted: number
  readonly refused: number
}

/** Who was made up how much in a month, of these members (null: of all). */
export function usedIn(tx: Tx, month: string, userIds: readonly string[] | null): Promise<Used[]> {
  return rows(
    tx,
    sql<Used>`select user_id,
        (count(*) filter (where state = 'made_up' and answered_by is null))::int as made,
        (count(*) filter (where state = 'made_up' and answered_by is not null))::int as granted,
        (count(*) filter (where state in ('refused', 'appealed', 'declined', 'taken_back')))::int as refused
      from make_up where org_id = ${tx.orgId} and month = ${month}::date and state <> 'undone' ${theirs(userIds)}
      group by user_id order by made desc, user_id`,
  )
}

export interface Listed extends MakeUp {
  /** Null where the reader may not see the lead. */
  readonly leadName: string | null
  readonly because: string | null
}

interface Wish {
  readonly userIds: readonly string[] | null
  readonly scope: Scope
}

/** Appeals that nobody has answered, oldest first. */
export function listAppeals(tx: Tx, wish: Wish): Promise<Listed[]> {
  return list(tx, wish, sql`make_up.state = 'appealed' order by make_up.appealed_at, make_up.given_id`)
}

/** What was made up in a month, newest first. */
export function listMade(tx: Tx, month: string, wish: Wish): Promise<Listed[]> {
  return list(
    tx,
    wish,
    sql`make_up.state = 'made_up' and make_up.month = ${month}::date order by make_up.at desc, make_up.given_id`,
  )
}

function list(tx: Tx, { userIds, scope }: Wish, which: RawBuilder<unknown>): Promise<Listed[]> {
  return rows(
    tx,
    sql<Listed>`select ${columns}, case when seen.it then coalesce(lead.name, lead.company, '') end as lead_name,
        case when seen.it and lead.stage = 'invalid' then lead.stage_reason end as because
      from make_up
      join lead on lead.org_id = make_up.org_id and lead.lead_id = make_up.lead_id
      cross join lateral (select ${scopeWhere(scope)} as it) seen
      where make_up.org_id = ${tx.orgId} ${theirs(userIds)} and ${which} limit 200`,
  )
}

function theirs(userIds: readonly string[] | null): RawBuilder<unknown> {
  return userIds ? sql`and make_up.user_id = any(${[...userIds]}::uuid[])` : sql``
}

/** Forgets what was written of leads; that they were made up for, and what was decided, stays. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update make_up set reason = case when reason is not null then '' end,
        answer = case when answer is not null then '' end
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}
