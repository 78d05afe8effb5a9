import type { Tx } from '../db/db.ts'
import { lockLoads } from '../lead/load.ts'
import { type LeadState, lockLeads, readLeads } from '../lead/store.ts'
import type { Actor } from '../lead/trail.ts'
import type { Roster } from '../rooms/assign/decide/roster.ts'
import { customerHolders } from './customer-match.ts'
import { deal } from './quarantine.ts'
import { dealing, rosterWith } from './roster.ts'
import { readSetup, type Setup } from './setup.ts'

interface Again {
  readonly now: Date
  readonly actor: Actor
  /** Whether a lead, now that it is locked, is to be dealt still. */
  readonly pick: (lead: LeadState) => boolean
  /** Who is not to get it: whoever had it. */
  readonly without: (lead: LeadState) => ReadonlySet<string>
  /** What the trail tells beside why it came to whom. */
  readonly data: (lead: LeadState) => Readonly<Record<string, unknown>>
  readonly quiet?: boolean
}

/**
 * Takes leads from whoever has them and deals them by the assignment rules, as if they had just come, but to nobody who is
 * left out. One that nobody else may get goes where the rules send what nobody takes. Returns the ids of those that moved.
 */
export async function dealAgain(
  tx: Tx,
  leadIds: readonly string[],
  { now, actor, pick, without, data, quiet = false }: Again,
): Promise<Set<string>> {
  const setup = await readSetup(tx, now)
  const { roster } = await rosterAgain(tx, leadIds, setup)
  const leads = (await lockLeads(tx, leadIds)).filter(pick)
  return deal(
    tx,
    leads.map((lead) => ({ lead, data: data(lead), without: without(lead) })),
    { setup, roster, actor, quiet },
  )
}

/** The leads as they are, and who may get them; turns, then all loads at once, theirs among them, are locked: see lead/load.ts. */
export async function rosterAgain(
  tx: Tx,
  leadIds: readonly string[],
  setup: Setup,
): Promise<{ seen: LeadState[]; roster: Roster | undefined }> {
  const seen = await readLeads(tx, leadIds)
  const holders = seen.flatMap(({ holderKind, holderId }) =>
    holderKind === 'rep' && holderId ? [holderId] : [],
  )
  const also = [...new Set([...customerHolders(seen), ...holders])]
  const roster = await rosterWith(tx, setup, { also, leads: seen.map(dealing) })
  if (!roster) await lockLoads(tx, also, setup.day)
  return { seen, roster }
}
