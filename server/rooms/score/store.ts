import { sql } from 'kysely'
import type { Score } from '../../../contract/scoring/score.ts'
import { rows, type Tx } from '../../db/db.ts'

/** Writes a lead's score with the terms that made it and the version of the scorecard they come from. */
export async function write(
  tx: Tx,
  leadId: string,
  { score, grade, terms, changesAt, version }: Omit<Score, 'card'> & { version: number | null },
): Promise<void> {
  await rows(
    tx,
    sql`update lead set score = ${score}, grade = ${grade}, score_terms = ${JSON.stringify(terms)}::jsonb, score_version = ${version},
        score_changes_at = ${changesAt}
      where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}
