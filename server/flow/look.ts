import type { Fields } from '../../rules/fields.ts'
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
  const probes = arrivals.flatMap((each) => probesOf(each, setup))
  return lookUpBy(tx, { probes, keys: arrivals.flatMap((each) => each.keys) }, setup.fields)
}

interface Sought {
  readonly probes: readonly string[]
  /** Exact keys, which tell of a known customer whatever the rules ask. */
  readonly keys: readonly string[]
}

/** Looks up whoever these probes and keys find, leads and known customers. */
export async function lookUpBy(tx: Tx, { probes, keys }: Sought, fields: Fields): Promise<Found> {
  const asked = [...new Set(probes)]
  const [holders, customers] = await Promise.all([
    matching.facts(tx, asked, fields),
    customersOf(tx, [...new Set([...keys, ...asked.filter(isOfRules)])]),
  ])
  meet(holders, customers, asked)
  return { holders, customers }
}
