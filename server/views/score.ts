import { sql } from 'kysely'
import type { LeadRow } from '../../contract/lead.ts'
import { better } from '../../contract/scoring/better.ts'
import { betterSaid, reasonOf } from '../../contract/scoring/reason.ts'
import { nothingDone, type Tally } from '../../contract/scoring/tally.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Fields } from '../../rules/fields.ts'
import type { LeadFacts } from '../../rules/matches.ts'
import { one, type Tx } from '../db/db.ts'
import { leadAndKnown } from '../lead/known.ts'
import type { LeadState } from '../lead/store.ts'
import { currentPolicy } from '../policy/store.ts'
import { readTallies } from '../rooms/behaviour/store/tallies.ts'
import { rater } from '../rooms/score/decide/rate.ts'
import { readyBasis } from '../rooms/score/service.ts'
import { readBasis } from '../rooms/score/store/basis.ts'

interface Asked {
  readonly row: LeadRow
  readonly fields: Fields
  readonly lang: Lang
  readonly now: Date
}

interface Told extends Pick<LeadRow, 'score' | 'grade' | 'scoreTerms' | 'expectedValue' | 'value'> {
  readonly why: { readonly reason: string; readonly better: string | null }
}

/**
 * The score and value of a lead at this very moment, why, and what would change it: reckoned anew, for lists are up to a
 * minute behind. A closed lead keeps what it was closed with.
 */
export async function scoreNow(tx: Tx, { row, fields, lang, now }: Asked): Promise<Told> {
  const [lead, policy, did] = await Promise.all([
    one(
      tx,
      sql<LeadState & { zone: string }>`
        select ${leadAndKnown.select}, (select time_zone from org where org.org_id = ${tx.orgId}) as zone
        from ${leadAndKnown.from}
        where lead.org_id = ${tx.orgId} and lead_id = ${row.leadId} and holder_kind <> 'closed'`,
    ),
    currentPolicy(tx, 'score'),
    readTallies<Tally>(tx, [row.leadId]),
  ])
  const { score, grade, scoreTerms, expectedValue, value } = row
  const held = { score, grade, scoreTerms, expectedValue, value }
  if (!lead || !policy)
    return { ...held, why: { reason: reasonOf({ ...held, terms: scoreTerms }, lang), better: null } }
  const at = { now, zone: lead.zone }
  const known = { lead: lead as unknown as LeadFacts, tally: did.get(row.leadId)?.tally ?? nothingDone }
  const basis = await readyBasis(tx, await readBasis(tx), fields)
  const { terms, valued, ...exact } = rater(
    { score: policy.body, basis },
    fields,
    at,
  )(known.lead, known.tally)
  const next = better(known, { policy: policy.body, fields, at })
  return {
    score: exact.score,
    grade: exact.grade,
    scoreTerms: [...terms],
    expectedValue: valued?.total ?? null,
    value: valued,
    why: {
      reason: reasonOf({ ...exact, terms }, lang),
      better: next && betterSaid(next, lang),
    },
  }
}
