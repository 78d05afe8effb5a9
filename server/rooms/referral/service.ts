import type { ReferralSetting } from '../../../contract/referral-reward.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { appendEvents, system } from '../../lead/trail.ts'
import * as store from './store.ts'
import { settleDue } from './store/referrals.ts'
import * as setting from './store/setting.ts'

/** Rewards at a time: a sweep must hold nobody up. */
const MOST = 500

/** Makes rewards due that have become so, and notes it in the trails of their leads; returns how many. */
export async function settleRewards(tx: Tx, now: Date): Promise<number> {
  const held = await setting.readSetting(tx)
  const due = await settleDue(tx, held, { now, most: MOST })
  await appendEvents(
    tx,
    due.map(({ leadId, referrerId }) => ({
      leadId,
      at: now,
      kind: 'reward_moved',
      actor: system,
      data: { referrerId, from: 'none', to: 'due', amount: held.amount, currency: held.currency },
    })),
  )
  return due.length
}

/** Puts a referrer away or brings them back. Refuses `not_found`. */
export async function archive(tx: Tx, referrerId: string, archived: boolean): Promise<void> {
  if (!(await store.archiveReferrer(tx, referrerId, { archived, now: new Date() }))) throw refuse('not_found')
}

export const readSetting = setting.readSetting

export function keepSetting(tx: Tx, wish: ReferralSetting): Promise<void> {
  return setting.keepSetting(tx, wish)
}
