import { sql } from 'kysely'
import type { z } from 'zod'
import { refuse, refusalSentence, type RefusalCode } from '../../../../contract/refusals.ts'
import type { readFeedback, Remark, ScoreOverride } from '../../../../contract/score-feedback.ts'
import { gradesOf } from '../../../../contract/scoring/override.ts'
import type { Lang } from '../../../../contract/shapes.ts'
import { one, type Tx } from '../../../db/db.ts'
import { familyOf } from '../../../lead/family.ts'
import { type LeadState, readLeads } from '../../../lead/store.ts'
import type { UserCaller } from '../../../people/caller.ts'
import { scopeOf, scopeWhere, type Sight, sightSql } from '../../../people/scope.ts'
import { type HeldRemark, remarksOf } from '../../../rooms/score/store/feedback.ts'
import { type HeldOverride, overridesOf } from '../../../rooms/score/store/overrides.ts'
import { readSetup, type Setup } from '../../setup.ts'
import { guard } from './override.ts'

type Answer = true | { code: string; message: string }

/**
 * What was said of a lead's score, of those merged into it too, the grade set by hand, and what the caller may do about it.
 * Refuses `not_found` outside their scope.
 */
export async function feedbackOf(
  tx: Tx,
  caller: UserCaller,
  { leadId, lang, now }: { readonly leadId: string; readonly lang: Lang; readonly now: Date },
): Promise<z.output<typeof readFeedback.reply>> {
  const scope = await scopeOf(tx, caller, now)
  const seen = await one(
    tx,
    sql<{ sight: Sight }>`select ${sightSql(scope)} as sight from lead
      where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  const [lead] = seen ? await readLeads(tx, [leadId]) : []
  if (!seen || !lead) throw refuse('not_found')
  const family = familyOf(tx, leadId)
  const [setup, remarks, overrides] = [
    await readSetup(tx, now),
    await remarksOf(tx, family),
    await overridesOf(tx, family, now),
  ]
  const full = seen.sight === 'full'
  const told = overrides.map((each) => presentOverride(each, full))
  const inForce = told.find(({ endedAt }, i) => endedAt === null && overrides[i]!.leadId === leadId)
  const may = (code: RefusalCode | null, params = {}): Answer =>
    code ? { code, message: refusalSentence(code, params, lang) } : true
  const common = obstacleOf(caller, lead, full)
  const barred =
    common ?? (lead.closedAs ? { code: 'lead.closed' as const, params: { as: lead.closedAs } } : null)
  const override = barred ?? (await guard(tx, caller, lead, now))
  return {
    remarks: remarks.map((each) => presentRemark(each, full)),
    override: inForce ?? null,
    overrides: told.flatMap((each) => (each.endedAt ? [{ ...each, endedAt: each.endedAt }] : [])),
    grades: gradesFor(lead, setup),
    may: {
      remark: may(common?.code ?? null, common?.params),
      override: may(override?.code ?? null, override?.params),
    },
  }
}

function obstacleOf({ roles }: UserCaller, { mergedInto, closedAs }: LeadState, full: boolean) {
  if (!roles.some((role) => role !== 'marketer'))
    return { code: 'auth.forbidden' as const, params: { may: 'rep, manager, admin' } }
  if (closedAs === 'erased') return { code: 'lead.erased' as const, params: {} }
  if (mergedInto) return { code: 'lead.merged' as const, params: {} }
  return full ? null : { code: 'lead.not_yours' as const, params: { holder: '—' } }
}

/** The grades of the card a lead is scored by; none where it has no grades. */
function gradesFor(lead: LeadState, setup: Setup): string[] {
  const { card } = setup.score({ ...lead })
  const held = setup.policy('score')?.body.cards.find(({ id }) => id === card)
  const grades = held ? gradesOf(held.grading) : []
  return grades.length > 1 ? grades : []
}

/** A remark as it is told outside. */
export function presentRemark({ byUser, byName, ...held }: HeldRemark, full: boolean): Remark {
  return {
    ...held,
    misled: [...held.misled],
    by: { id: byUser, name: byName },
    note: full ? held.note : null,
  }
}

function presentOverride(
  { byUser, byName, overrideId, to, reason, note, at, until, endedAt }: HeldOverride,
  full: boolean,
): ScoreOverride & { endedAt: Date | null } {
  const by = { id: byUser, name: byName }
  return { overrideId, to, reason, by, at, until, endedAt, note: full ? note : null }
}
