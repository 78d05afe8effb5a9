import { type Db, inTransaction, type Tx } from '../db/db.ts'
import { notify } from '../lead/announce.ts'
import { type Deadline } from '../lead/clock.ts'
import { readClock } from '../lead/deadlines.ts'
import { dealtAgain, formerOf } from '../lead/former.ts'
import { readLeads } from '../lead/store.ts'
import { system } from '../lead/trail.ts'
import { currentPolicy } from '../policy/store.ts'
import * as pool from '../rooms/pool/service.ts'
import { due } from '../rooms/pool/store.ts'
import { dealAgain } from './again.ts'

const AT_ONCE = 1000

/**
 * Leads that nobody followed up in time: first those whose rule has them dealt again, then the others go back to their pools.
 * Two transactions, since turns are locked before leads.
 */
export async function recycleAll(db: Db, orgId: string, now: Date): Promise<void> {
  await inTransaction(db, orgId, (tx) => secondChance(tx, now))
  await inTransaction(db, orgId, (tx) => pool.recycle(tx, now))
}

/**
 * Deals leads again that nobody followed up in time, where the rule they fall back by says so: by the assignment rules, to
 * nobody who had them before, as often as the rule allows. Returns how many were.
 */
export async function secondChance(tx: Tx, now: Date): Promise<number> {
  const clock = await readClock(tx, now)
  if (!(await isAsked(tx))) return 0
  const late = await readLeads(
    tx,
    (await due(tx, now, AT_ONCE)).map(({ leadId }) => leadId),
  )
  const lateBy = (lead: (typeof late)[number]): Deadline | null => {
    if (lead.holderKind !== 'rep') return null
    const since = Math.max(+(lead.lastFollowupAt ?? 0), +(lead.assignedAt ?? 0))
    const again = clock.deadline({ ...lead }, since > 0 ? new Date(since) : now)
    return again.dueAt !== null && again.dueAt <= now ? again : null
  }
  const chances = new Map(late.map((lead) => [lead.leadId, lateBy(lead)?.again ?? 0]))
  const ids = [...chances].filter(([, most]) => most > 0).map(([leadId]) => leadId)
  const [times, former] = [await dealtAgain(tx, ids), await formerOf(tx, ids)]
  const lost = new Map(late.map(({ leadId, holderId }) => [leadId, holderId]))
  const moved = await dealAgain(
    tx,
    ids.filter((leadId) => (times.get(leadId) ?? 0) < (chances.get(leadId) ?? 0)),
    {
      now,
      actor: system,
      // Looked at again now that it is locked: a follow-up at the last moment counts.
      pick: (lead) => lead.holderId === lost.get(lead.leadId) && (lateBy(lead)?.again ?? 0) > 0,
      without: ({ leadId, holderId }) =>
        new Set([...(former.get(leadId) ?? []), ...(holderId ? [holderId] : [])]),
      data: (lead) => ({
        again: (times.get(lead.leadId) ?? 0) + 1,
        dueAt: lead.dueAt,
        lastFollowupAt: lead.lastFollowupAt,
        by: clock.ref(lateBy(lead)?.ruleId ?? ''),
      }),
    },
  )
  await notify(
    tx,
    [...moved].map((leadId) => ({
      userId: lost.get(leadId) as string,
      kind: 'lead.dealt_again',
      leadId,
      data: {},
    })),
    now,
  )
  return moved.size
}

/** Whether a rule in force deals anything again, and there are rules to deal by. */
async function isAsked(tx: Tx): Promise<boolean> {
  const recycling = await currentPolicy(tx, 'recycle')
  if (!recycling?.body.rules.some(({ active, again }) => active && again)) return false
  return (await currentPolicy(tx, 'assign')) !== undefined
}
