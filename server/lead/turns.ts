import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** Owes reps another lead of the rule that dealt them one that proved invalid (补量): they come next in its turn. */
export async function credit(tx: Tx, owed: readonly { ruleId: string; userId: string }[]): Promise<void> {
  if (owed.length === 0) return
  await rows(
    tx,
    sql`update assign_turn set owed = assign_turn.owed + credit.leads
      from (select rule_id, user_id, count(*)::int as leads
            from unnest(${owed.map(({ ruleId }) => ruleId)}::text[], ${owed.map(({ userId }) => userId)}::uuid[]) as o (rule_id, user_id)
            group by rule_id, user_id) credit
      where assign_turn.org_id = ${tx.orgId} and assign_turn.rule_id = credit.rule_id
        and assign_turn.user_id = credit.user_id`,
  )
}
