import type { Tx } from '../../db/db.ts'
import * as happened from '../../rooms/behaviour/store/events.ts'
import { ownersOf } from '../../rooms/behaviour/store/known.ts'
import { consentOf } from '../../rooms/consent/decide/ledger.ts'
import { ledgers } from '../../rooms/consent/store.ts'
import type { Arrived } from '../decision.ts'
import type { Setup } from '../setup.ts'
import { AT_ONCE, foldNew } from './credit.ts'

/**
 * The arrivals, with what was done in the browsers that they bring: their first score, and whoever is chosen by it, know of
 * it. It is only looked at: once a lead is written, `join` makes the browser its own. Left out are browsers that are
 * somebody's, people who took back that they may be profiled, and pasts that are too long to be folded while somebody waits.
 */
export async function withPast<A extends Arrived>(
  tx: Tx,
  arrivals: readonly A[],
  setup: Setup,
): Promise<A[]> {
  const visitors = new Map<string, A>()
  for (const each of arrivals) {
    const { visitorId } = each.incoming.raw
    // Of two that bring the same browser it becomes the first one's
    if (visitorId && !visitors.has(visitorId)) visitors.set(visitorId, each)
  }
  if (visitors.size === 0) return [...arrivals]
  const [owners, said] = await Promise.all([
    ownersOf(tx, [...visitors.keys()]),
    ledgers(
      tx,
      [...visitors.values()].map(({ incoming, keys }) => ({ ref: incoming.arrivalId, personId: null, keys })),
    ),
  ])
  const asked = { purpose: 'profiling', channel: 'any' } as const
  const may = [...visitors].filter(
    ([visitorId, { incoming }]) =>
      !owners.has(visitorId) &&
      consentOf(said.get(incoming.arrivalId) ?? [], asked, setup.moment.now).state !== 'withdrawn',
  )
  const pasts = await Promise.all(
    may.map(async ([visitorId, arrival]) => {
      const past = await happened.ofVisitor(tx, visitorId, AT_ONCE + 1)
      return [arrival, past.length > AT_ONCE ? undefined : foldNew(past, setup)] as const
    }),
  )
  const did = new Map(pasts)
  return arrivals.map((each) => ({ ...each, did: did.get(each) }))
}
