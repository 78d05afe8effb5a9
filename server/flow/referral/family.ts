import type { Tx } from '../../db/db.ts'
import { carry, carryBack, unrefer } from '../../rooms/referral/store/referrals.ts'
import { standAnew } from './judge.ts'

interface Merged {
  readonly survivorId: string
  readonly loserIds: readonly string[]
  readonly now: Date
}

/** Who was named for merged leads is named for the survivor; which of them counts is decided anew. */
export async function joinReferrals(tx: Tx, { survivorId, loserIds, now }: Merged): Promise<void> {
  if ((await carry(tx, loserIds, survivorId)).length === 0) return
  await standAnew(tx, [survivorId, ...loserIds], now)
  await unrefer(tx, loserIds)
}

/** The reverse, for a merge that is undone. */
export async function partReferrals(tx: Tx, { survivorId, loserIds, now }: Merged): Promise<void> {
  await carryBack(tx, loserIds, survivorId)
  await standAnew(tx, [survivorId, ...loserIds], now)
  await unrefer(tx, [survivorId])
}
