import type { Tx } from '../db/db.ts'
import type { Holdings } from '../rooms/customer/decide/recognise.ts'
import type { Holders } from '../rooms/match/decide/match.ts'
import * as matching from '../rooms/match/store.ts'
import { customersOf, meet } from './customer-match.ts'
import type { Identified } from './decision.ts'
import type { Setup } from './setup.ts'

/** Who is held that arrivals may be. */
export interface Found {
  /** Leads and known customers, by the probes of the match rules. */
  readonly holders: Holders
  /** Known customers by key: exact ones, by which an arrival is recognised whatever the rules ask, among them. */
  readonly customers: Holdings
}

/** What has to be looked up to find everybody that a rule could be true of, and whom an arrival is weighed against. */
export function probesOf({ asked, incoming }: Identified, setup: Setup): string[] {
  const { probes, kin } = setup.matching(incoming.sourceId)
  return [...probes(asked), ...kin(asked)]
}

/** Known customers are not weighed by likelihood: what a scan learns, it learns of leads. */
const isOfRules = (probe: string) => !probe.startsWith('~')

/** Looks up who is held that these arrivals may be. To keep others from capturing them meanwhile, lock their keys first. */
export async function lookUp(tx: Tx, arrivals: readonly Identified[], setup: Setup): Promise<Found> {
  const probes = [...new Set(arrivals.flatMap((each) => probesOf(each, setup)))]
  const keys = arrivals.flatMap((each) => each.keys)
  const [holders, customers] = await Promise.all([
    matching.facts(tx, probes, setup.fields),
    customersOf(tx, [...new Set([...keys, ...probes.filter(isOfRules)])]),
  ])
  meet(holders, customers, probes)
  return { holders, customers }
}
