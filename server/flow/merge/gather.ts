import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { mergedInto } from '../../lead/family.ts'
import { heldKeys } from '../../lead/keyring.ts'
import { matchKeys, searchKeys } from '../../lead/keys.ts'
import { lockLoads } from '../../lead/load.ts'
import { reachLeads } from '../../lead/reach.ts'
import { type LeadState, lockLeads, readLeads } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf } from '../../people/scope.ts'
import * as capturing from '../../rooms/capture/store.ts'
import * as matching from '../../rooms/match/store.ts'
import { receive } from '../decision.ts'
import type { Setup } from '../setup.ts'

/** Which leads are to become one, as the caller wishes it. */
export interface Wish {
  readonly leadIds: readonly string[]
  readonly survivorId?: string | undefined
  /** Field → the lead whose value is to survive; `holder` → whose holder. */
  readonly picks: Readonly<Record<string, string>>
  /** Lead → the version it was seen in. */
  readonly versions?: Readonly<Record<string, number>> | undefined
}

/** The leads of a merge, locked with all that hangs on them. */
export interface Gathered {
  readonly leads: readonly LeadState[]
  /** Those merged into one of them before. */
  readonly carried: readonly { readonly leadId: string; readonly into: string }[]
  /** The keys each is found by. */
  readonly keys: ReadonlyMap<string, readonly string[]>
}

/**
 * Locks leads that are to be merged, in the order of the house: keys, then loads, then leads. Keys are asked for again
 * once they are locked, until there is no new one: whoever links an arrival to one of these leads holds one of its keys.
 * Refuses `version.stale` when one of them changed meanwhile, or since the caller saw it.
 */
export async function gather(
  tx: Tx,
  caller: UserCaller,
  { wish, setup }: { wish: Wish; setup: Setup },
): Promise<Gathered> {
  const { now } = setup.moment
  const ids = [...new Set(wish.leadIds)]
  const seen = await readLeads(tx, ids)
  const keys = await lockAllKeys(tx, ids, setup)
  await lockHolders(tx, seen, setup.day)
  const leads = await reachLeads(tx, caller, { leadIds: ids, now })
  if (leads.length < ids.length) throw refuse('not_found')
  const merged = leads.find((lead) => lead.mergedInto)
  if (merged?.mergedInto) throw refuse('lead.merged', { into: merged.mergedInto })
  await refuseOthers(tx, caller, leads, now)
  const versions = new Map(seen.map(({ leadId, version }) => [leadId, version]))
  if (leads.some(({ leadId, version }) => versions.get(leadId) !== version)) throw refuse('version.stale')
  if (leads.some(({ leadId, version }) => (wish.versions?.[leadId] ?? version) !== version))
    throw refuse('version.stale')
  const carried = await mergedInto(tx, ids)
  await lockLeads(
    tx,
    carried.map(({ leadId }) => leadId),
  )
  return { leads, carried, keys: await heldKeys(tx, keys, ids) }
}

/** Locks the loads of whoever holds one of these leads: loads come before leads, always. */
export async function lockHolders(
  tx: Tx,
  leads: readonly Pick<LeadState, 'holderKind' | 'holderId'>[],
  day: string,
): Promise<void> {
  const reps = leads.flatMap(({ holderKind, holderId }) =>
    holderKind === 'rep' && holderId ? [holderId] : [],
  )
  await lockLoads(tx, [...new Set(reps)], day)
}

/** Locks every exact key these leads and their families may be found by; returns those with the keys of search. */
export async function lockAllKeys(tx: Tx, leadIds: readonly string[], setup: Setup): Promise<string[]> {
  const locked = new Set<string>()
  for (;;) {
    const { exact, searched } = await possibleKeys(tx, leadIds, setup)
    const fresh = exact.filter((key) => !locked.has(key))
    if (fresh.length === 0) return [...new Set([...exact, ...searched])]
    await matching.lockKeys(tx, fresh)
    for (const key of fresh) locked.add(key)
  }
}

/** The keys that leads' facts, all that arrived of them and what was merged into them bring. */
async function possibleKeys(
  tx: Tx,
  leadIds: readonly string[],
  setup: Setup,
): Promise<{ exact: string[]; searched: string[] }> {
  const family = [...leadIds, ...(await mergedInto(tx, leadIds)).map(({ leadId }) => leadId)]
  const [leads, arrivals] = await Promise.all([readLeads(tx, family), capturing.arrivalsOf(tx, family)])
  const arrived = arrivals.map(({ incoming }) => receive(incoming, setup))
  return {
    exact: [
      ...new Set([...leads.flatMap((lead) => matchKeys(lead)), ...arrived.flatMap(({ keys }) => keys)]),
    ],
    searched: [
      ...new Set([
        ...leads.flatMap((lead) => searchKeys(lead)),
        ...arrived.flatMap(({ searched }) => searched),
      ]),
    ],
  }
}

/** Managers and admins merge what they see in full; a rep what they, or whom they stand in for, hold. */
export async function refuseOthers(
  tx: Tx,
  caller: UserCaller,
  leads: readonly LeadState[],
  now: Date,
): Promise<void> {
  if (caller.roles.includes('admin') || caller.roles.includes('manager')) return
  const { userIds } = await scopeOf(tx, caller, now)
  const other = leads.find(
    ({ holderKind, holderId }) =>
      holderKind !== 'closed' && !(holderKind === 'rep' && userIds.includes(holderId ?? '')),
  )
  if (other) throw refuse('lead.not_yours', { holder: other.holderKind === 'pool' ? '公海 (pool)' : '—' })
}
