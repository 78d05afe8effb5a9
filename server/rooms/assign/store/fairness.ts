import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

/** What a rep got by a rule, over all its circles. */
export interface Given {
  readonly ruleId: string
  readonly userId: string
  readonly given: number
  readonly lately: number
  readonly weight: number
  readonly behind: number
  readonly owed: number
  readonly present: boolean
}

/** What everybody got by each rule: since ever by their turns, and since a moment by the decisions kept. */
export function readGiven(tx: Tx, since: Date): Promise<Given[]> {
  return rows(
    tx,
    sql<Given>`with sums as (
        select rule_id, sum(weight) as weights, sum(round) as rounds from assign_turn
        where org_id = ${tx.orgId} and present group by rule_id
      ), turn as (
        select split_part(rule_id, '#', 1) as rule_id, user_id, sum(given)::int as given, max(weight)::int as weight,
          sum(carry / 1e6 + case when present then rounds::float8 * weight / weights - round else 0 end)::float8 as behind,
          sum(owed)::int as owed, bool_or(present) as present
        from assign_turn left join sums using (rule_id) where org_id = ${tx.orgId} group by 1, 2
      ), lately as (
        select rule_id, to_id as user_id, count(*)::int as lately from assign_decision
        where org_id = ${tx.orgId} and at >= ${since} and to_kind = 'rep' and rule_id is not null group by 1, 2
      )
      select rule_id, user_id, coalesce(given, lately) as given, coalesce(lately, 0) as lately, coalesce(weight, 1) as weight,
        coalesce(behind, 0) as behind, coalesce(owed, 0) as owed, coalesce(present, true) as present
      from turn full join lately using (rule_id, user_id) order by rule_id, given desc, user_id`,
  )
}

/** Leads of some grades that each rep was given by the rules since a moment. */
export function readGood(
  tx: Tx,
  { since, grades }: { since: Date; grades: readonly string[] },
): Promise<{ userId: string; good: number }[]> {
  return rows(
    tx,
    sql<{ userId: string; good: number }>`
      select to_id as user_id, count(*)::int as good from assign_decision
      join lead on lead.org_id = assign_decision.org_id and lead.lead_id = assign_decision.lead_id
      where assign_decision.org_id = ${tx.orgId} and at >= ${since} and to_kind = 'rep' and grade = any(${[...grades]}::text[])
      group by to_id`,
  )
}
