import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { dueToWake } from '../../lead/hold.ts'
import { system } from '../../lead/trail.ts'
import { keepBack } from '../profile/place.ts'
import { deal, judgeHeld } from '../quarantine.ts'
import { lockToDeal } from '../roster.ts'
import { readSetup } from '../setup.ts'

/** Leads dealt again in one transaction. */
const AT_ONCE = 500

/**
 * Deals leads again that wait for somebody and whose time has come, the longest due first, as if they had just arrived. Who
 * still gets nobody goes on waiting, and is asked again later; what must not be routed any more goes into quarantine.
 * Returns how many it looked at, and how many have somebody now.
 */
export async function wakeDue(
  tx: Tx,
  now: Date,
  most = AT_ONCE,
): Promise<{ readonly looked: number; readonly dealt: number }> {
  const ids = await dueToWake(tx, now, most)
  if (ids.length === 0) return { looked: 0, dealt: 0 }
  // Two who want the same leads queue here.
  const { setup, roster, leads: held } = await lockToDeal(tx, ids, { setup: readSetup(tx, now) })
  const leads = held.filter(({ holderKind }) => holderKind === 'waiting')
  const judged = await judgeHeld(tx, leads, { setup, anyway: true })
  const dealt = await deal(
    tx,
    judged.flatMap(({ lead, reasons }) => (reasons.length === 0 ? [{ lead, data: { waited: true } }] : [])),
    { setup, roster, actor: system },
  )
  const barred = judged.filter(({ reasons }) => reasons.length > 0)
  if (barred.length > 0) await keepBack(tx, barred, setup)
  if (dealt.size > 0 || barred.length > 0) await tell(tx, { topic: 'lead' })
  return { looked: ids.length, dealt: dealt.size }
}
