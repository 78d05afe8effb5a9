import type { tryRules } from '../../contract/assign.ts'
import type { ReplyOf } from '../../contract/endpoint.ts'
import type { LeadFacts } from '../../rules/matches.ts'
import type { Tx } from '../db/db.ts'
import type { Pointed } from '../lead/pointed.ts'
import { cohortsIn } from '../rooms/cohort/store/plan.ts'
import { readReferrers } from '../rooms/referral/store.ts'

type Because = Pointed['because']
type Named = NonNullable<ReplyOf<typeof tryRules>['rules'][number]['pointed']>

/** What pointed at somebody for a lead, as people know it; null where nothing did. */
export async function pointerNames(
  tx: Tx,
  pointed: readonly Because[],
  facts: LeadFacts,
): Promise<(because: Because) => Named | null> {
  const referrerIds = pointed.flatMap(({ referrerId }) => referrerId ?? [])
  const referrers = new Map((await readReferrers(tx, referrerIds)).map((each) => [each.referrerId, each]))
  const cohorts = pointed.some(({ cohortId }) => cohortId) ? await cohortsIn(tx) : []
  const company = typeof facts['customerCompany'] === 'string' ? facts['customerCompany'] : ''
  return ({ territoryId, name, cohortId, referrerId, customerId, leadId }) => {
    if (territoryId) return { kind: 'territory', id: territoryId, name: name ?? '' }
    if (cohortId) {
      const cohort = cohorts.find((each) => each.cohortId === cohortId)
      return { kind: 'cohort', id: cohortId, name: cohort?.name ?? '' }
    }
    if (referrerId) {
      const referrer = referrers.get(referrerId)
      return { kind: 'referrer', id: referrerId, name: referrer?.name ?? referrer?.company ?? '' }
    }
    if (customerId) return { kind: 'customer', id: customerId, name: company }
    return leadId ? { kind: 'lead', id: leadId, name: '' } : null
  }
}
