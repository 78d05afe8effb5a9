import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import type { Given } from '../decide/best/found.ts'

/**
 * Leads that rules gave by merit since a moment, each as its first decision by such a rule left it, and whether it was won: by what
 * the nightly reckoning of abilities knows. Invalid ones are no outcome of a rep.
 */
export function givenByMerit(
  tx: Tx,
  { ruleIds, since }: { ruleIds: readonly string[]; since: Date },
): Promise<Given[]> {
  return rows(
    tx,
    sql<Given>`with dealt as (
        select distinct on (lead_id) lead_id, rule_id, to_id from assign_decision
        where org_id = ${tx.orgId} and at >= ${since} and to_kind = 'rep' and rule_id = any(${[...ruleIds]}::text[])
        order by lead_id, at, decision_id)
      select rule_id, to_id as user_id, told.merit ->> 'by' as by, (told.merit ->> 'propensity')::float8 as propensity,
        case when outcome <> 'invalid' then outcome = 'won' end as won
      from dealt
      cross join lateral (
        select e.data #> '{why,merit}' as merit from lead_event e
        where e.org_id = ${tx.orgId} and e.lead_id = dealt.lead_id and e.kind = 'assigned'
          and e.data #>> '{to,id}' = dealt.to_id::text and e.data #> '{why,merit}' is not null
        order by e.event_id limit 1) told
      left join ability_evidence on ability_evidence.org_id = ${tx.orgId} and ability_evidence.lead_id = dealt.lead_id
      where told.merit ->> 'by' in ('merit', 'explore') and (told.merit ->> 'propensity')::float8 > 0
      order by dealt.lead_id`,
  )
}
