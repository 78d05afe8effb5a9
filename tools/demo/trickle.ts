import type { House } from '../../server/house.ts'
import { captureAll } from '../../server/rooms/capture/service.ts'
import { chance } from './chance.ts'
import { makeLead } from './leads.ts'

/** Keeps new leads arriving, one every few seconds, so that one can watch them land. Ends when the house stops. */
export async function trickle(house: House, orgId: string): Promise<void> {
  const by = chance(Date.now())
  while (!house.stopping.aborted) {
    await new Promise((resolve) => setTimeout(resolve, 2_000 + by.whole(6_000)))
    if (house.stopping.aborted) return
    const call = {
      orgId,
      lang: 'zh' as const,
      door: 'api' as const,
      actor: { kind: 'key' as const, id: null },
    }
    await captureAll(house.db, house.capture, { ...call, leads: [makeLead(by, [])] })
  }
}
