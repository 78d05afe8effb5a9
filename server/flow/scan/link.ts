import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { flagTwins } from '../../lead/family.ts'
import { lockLeads } from '../../lead/store.ts'
import { appendEvents, system } from '../../lead/trail.ts'
import { currentPolicy } from '../../policy/store.ts'
import { surePairs } from '../../rooms/match/store/pairs.ts'

/**
 * Where the organisation's match policy lets likelihood link by itself: points the later lead of each pair that is surely
 * one at the earlier. A pair that a person said is two is no open pair, and never linked. Returns how many were.
 */
export async function linkSure(tx: Tx, scanId: string, at: Date): Promise<number> {
  const policy = await currentPolicy(tx, 'match')
  const from = policy?.body.likelihood?.link ?? null
  if (!policy || from === null) return 0
  const sure = await surePairs(tx, { scanId, from })
  await lockLeads(
    tx,
    sure.map(({ leadId }) => leadId),
  )
  const linked = new Set(await flagTwins(tx, sure))
  const rule = { kind: 'match' as const, scope: policy.scope, version: policy.version, id: null }
  await appendEvents(
    tx,
    sure
      .filter(({ leadId }) => linked.has(leadId))
      .map(({ leadId, twinId, probability }) => ({
        leadId,
        at,
        kind: 'linked',
        actor: system,
        rule,
        data: { duplicateOf: twinId, probability, scanId },
      })),
  )
  if (linked.size > 0) await tell(tx, { topic: 'lead' })
  return linked.size
}
