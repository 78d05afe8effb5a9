import type { Tx } from '../../db/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import type { LeadState } from '../../lead/store.ts'
import { isUnfit, type Standing } from '../../rooms/profile/decide/standing.ts'
import * as store from '../../rooms/profile/store.ts'
import type { Setup } from '../setup.ts'

export const PLACE = 'profile.place'

/** Who is nobody's: what is ruled out there is set aside by itself. A rep's lead is the rep's to set aside. */
const loose: ReadonlySet<string> = new Set(['verification', 'waiting', 'pool'])
/** Nothing is left of these to judge, or another lead stands for them. */
const gone: ReadonlySet<string | null> = new Set(['merged', 'withdrawn', 'erased'])

/**
 * Judges held leads beside the ideal customer by what is known of them now, and keeps that with them. Who has them is not
 * changed here: loads would have to be locked before the leads. One that stands against its verdict is put in its place by
 * `place`, right after this transaction and at the latest with the next sweep. Returns their standings by lead.
 */
export async function standAnew(
  tx: Tx,
  leads: readonly LeadState[],
  setup: Setup,
): Promise<Map<string, Standing>> {
  const policy = setup.policy('profile')
  if (!policy) return new Map()
  const standings = standingsOf(leads, setup)
  const stood = [...standings].map(([leadId, standing]) => ({ leadId, ...standing }))
  await store.write(tx, stood, { version: policy.version, at: setup.moment.now })
  const misplaced = leads.some((lead) => isMisplaced(lead, standings.get(lead.leadId)))
  if (misplaced) await enqueue(tx, PLACE, {}, { key: PLACE })
  return standings
}

/** How held leads stand beside the ideal customer by what is known of them now; none where no profile is published. */
export function standingsOf(leads: readonly LeadState[], setup: Setup): Map<string, Standing> {
  if (!setup.policy('profile')) return new Map()
  return new Map(
    leads
      .filter(({ closedAs }) => !gone.has(closedAs))
      .map((lead) => [lead.leadId, setup.standing({ ...lead }, lead.leadId)]),
  )
}

/** Whether a lead stands against its verdict: set aside though nothing rules it out, or anybody's to get though something does. */
export function isMisplaced({ holderKind }: LeadState, standing: Standing | undefined): boolean {
  if (!standing) return false
  return holderKind === 'aside' ? !isUnfit(standing) : loose.has(holderKind) && isUnfit(standing)
}
