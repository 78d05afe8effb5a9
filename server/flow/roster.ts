import type { Tx } from '../db/db.ts'
import { readLeads } from '../lead/store.ts'
import type { Roster } from '../rooms/assign/decide.ts'
import * as assigning from '../rooms/assign/store.ts'
import { customerHolders } from './customer-match.ts'
import type { Setup } from './setup.ts'

/**
 * Who may be dealt these held leads: whoever the rules may give to, and whoever has their customers; undefined where there
 * is no assignment policy. Loads and turns are locked by it, which comes before leads, always: see lead/load.ts.
 */
export async function rosterFor(
  tx: Tx,
  setup: Setup,
  leadIds: readonly string[],
): Promise<Roster | undefined> {
  return setup.assignPolicy ? rosterWith(tx, setup, customerHolders(await readLeads(tx, leadIds))) : undefined
}

/** The same where it is told who else may get one. */
export async function rosterWith(
  tx: Tx,
  { assignPolicy, moment, day }: Setup,
  also: readonly string[],
): Promise<Roster | undefined> {
  if (!assignPolicy) return undefined
  return assigning.facts(tx, assignPolicy, { now: moment.now, day, also })
}
