import type { NewLead } from '../lead/store.ts'
import { wakeAt } from '../rooms/assign/decide/assigner.ts'
import { type Decision, twinOf } from './decision.ts'
import type { Setup } from './setup.ts'
import { bornWorth } from './value/born.ts'

/** The row of a lead that is born of an arrival. */
export function newLead(each: Decision, setup: Setup): NewLead {
  const { incoming, cleaned, holder, match, deadline } = each
  return {
    ...cleaned.values,
    leadId: each.leadId as string,
    personId: each.personId,
    tags: [...new Set([...(incoming.raw.tags ?? []), ...each.tags.map(({ tag }) => tag)])],
    sourceId: incoming.sourceId,
    externalId: incoming.raw.externalId ?? null,
    door: incoming.door,
    touch: incoming.raw.touch ?? {},
    holder: holder ?? { kind: 'waiting', id: null },
    poolId:
      holder?.kind === 'pool' ? holder.id : (deadline.poolId ?? setup.assigning?.body.fallbackPoolId ?? null),
    protected: Boolean(incoming.holderId),
    score: each.score.score,
    grade: each.score.grade,
    scoreTerms: each.score.terms,
    // Who has it was chosen by its score: the next sweep scores it by who has it
    scoreChangesAt: setup.scoresHolders ? setup.moment.now : each.score.changesAt,
    scoreVersion: setup.policy('score')?.version ?? null,
    ...bornWorth(each.score, setup),
    profileVerdict: each.profile?.verdict ?? null,
    profileKept: each.profile?.kept ?? false,
    profileReasons: each.profile?.reasons ?? null,
    profileVersion: each.profile?.verdict ? (setup.policy('profile')?.version ?? null) : null,
    profileChangesAt: each.profile?.changesAt ?? null,
    gateReasons: each.status === 'quarantined' ? each.reasons : null,
    duplicateOf: twinOf(match),
    customerId: each.known?.customerId ?? null,
    arrivedAt: incoming.receivedAt,
    assignedRule: each.assignment?.ruleId ?? null,
    dueAt: deadline.dueAt,
    remindAt: deadline.remindAt,
    wakeAt: wakeAt(each.assignment, setup.moment.now),
  }
}
