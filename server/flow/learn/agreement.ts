import { sql } from 'kysely'
import type { Override } from '../../../contract/scoring/override.ts'
import { gradesOf } from '../../../contract/scoring/override.ts'
import { rows, type Tx } from '../../db/db.ts'
import { readLeads } from '../../lead/store.ts'
import { currentPolicy } from '../../policy/store.ts'
import { agreement, type Claim } from '../../rooms/score/decide/agreement.ts'
import { explained } from '../../rooms/score/decide/learned/reasons.ts'
import { learnedModel } from './explain.ts'
import { readQuestions } from './past.ts'
import { byKey } from './present.ts'

/** Remarks, and grades set by hand, that are looked at: the newest of each. */
const MOST = 500

interface Said {
  readonly leadId: string
  /** As it was called wrong, or before it was set by hand. */
  readonly grade: string
  readonly direction: 'high' | 'low' | null
  readonly to: Override['to'] | null
  readonly score: number
}

/**
 * How often a learned scorecard agrees with what people said of scores and set by hand: it gives the lead a lower chance than
 * leads of that grade have been won with, where they say too high, and a higher one where too low.
 */
export async function agreementOf(tx: Tx, modelId: string) {
  const { learned } = await learnedModel(tx, modelId)
  const said = await rows(
    tx,
    sql<Said>`
      (select lead_id, grade, direction, null::jsonb as "to", score from score_feedback
        where org_id = ${tx.orgId} and withdrawn_at is null order by said_at desc limit ${MOST})
      union all
      (select lead_id, grade, null, "to", score from score_override
        where org_id = ${tx.orgId} order by at desc limit ${MOST})`,
  )
  const leads = await readLeads(tx, [...new Set(said.map(({ leadId }) => leadId))])
  const asked = byKey(await readQuestions(tx))
  const chances = new Map(
    leads
      .filter(({ closedAs }) => closedAs !== 'erased')
      .map((lead) => [lead.leadId, explained(learned, { ...lead }, { asked, many: 0 }).chance]),
  )
  const [usual, better] = [await usualRates(tx), await betterGrade(tx)]
  const claimed = said.flatMap(({ leadId, grade, direction, to, score }) => {
    const chance = chances.get(leadId)
    const claim: Claim | undefined = direction ?? (to ? better({ grade, score }, to) : undefined)
    return chance === undefined || claim === undefined ? [] : [{ claim, chance, usual: usual(grade) }]
  })
  return agreement(claimed)
}

/** The share won of decided leads by the grade they arrived with; of one nobody has, that of all. */
async function usualRates(tx: Tx): Promise<(grade: string) => number> {
  const found = await rows(
    tx,
    sql<{ grade: string; decided: number; won: number }>`
      select coalesce(first_grade, '') as grade, count(*)::int as decided,
        count(*) filter (where closed_as = 'converted')::int as won
      from lead where org_id = ${tx.orgId} and closed_as in ('converted', 'lost', 'invalid') group by 1`,
  )
  const sum = (of: 'decided' | 'won') => found.reduce((all, one) => all + one[of], 0)
  const all = sum('decided') === 0 ? 0.5 : sum('won') / sum('decided')
  const rates = new Map(found.map(({ grade, decided, won }) => [grade, won / decided]))
  return (grade) => rates.get(grade) ?? all
}

/** Whether what was set by hand lies higher or lower than what there was; undefined where it is the same or unknown. */
async function betterGrade(tx: Tx) {
  const cards = (await currentPolicy(tx, 'score'))?.body.cards ?? []
  const orders = cards.map(({ grading }) => gradesOf(grading))
  return (before: { grade: string; score: number }, to: Override['to']): Claim | undefined => {
    if ('score' in to) return to.score === before.score ? undefined : to.score > before.score ? 'up' : 'down'
    const order = orders.find((grades) => grades.includes(before.grade) && grades.includes(to.grade))
    if (!order || before.grade === to.grade) return undefined
    return order.indexOf(to.grade) < order.indexOf(before.grade) ? 'up' : 'down'
  }
}
