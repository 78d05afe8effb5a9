import { type CustomerStage, firstStages } from '../../../contract/customer.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import * as store from './store.ts'

/** The lifecycle stages of the organisation: its own, else the house's four. */
export async function readStages(tx: Tx): Promise<readonly CustomerStage[]> {
  const own = await store.ownStages(tx)
  return own.length > 0 ? own : firstStages
}

/** Sets the lifecycle stages, told in the reader's language. Refuses `customer.stage_in_use` for one left out that customers are in. */
export async function setStages(tx: Tx, stages: readonly CustomerStage[], lang: Lang): Promise<void> {
  const kept = new Set(stages.map(({ key }) => key))
  const [used] = (await store.stagesInUse(tx)).filter((key) => !kept.has(key))
  if (used !== undefined) {
    const held = (await readStages(tx)).find(({ key }) => key === used)
    throw refuse('customer.stage_in_use', { stage: held?.label[lang] ?? used })
  }
  await store.writeStages(tx, stages)
  await tell(tx, { topic: 'customer' })
}

/** Puts a customer away, or takes them back. Refuses `not_found` and `version.stale`. */
export async function archive(
  tx: Tx,
  { customerId, version, archived }: { customerId: string; version: number; archived: boolean },
): Promise<{ customerId: string; version: number }> {
  const [held] = await store.lockCustomers(tx, [customerId])
  if (!held) throw refuse('not_found')
  if (held.version !== version) throw refuse('version.stale')
  await store.setArchived(tx, customerId, { archived, now: new Date() })
  await tell(tx, { topic: 'customer', ids: [customerId] })
  return { customerId, version: version + 1 }
}

/** Gives customers to a member, or to nobody; returns how many changed hands. Refuses `customer.holder_unknown`. */
export async function hold(
  tx: Tx,
  { customerIds, holderId }: { customerIds: readonly string[]; holderId: string | null },
): Promise<number> {
  await refuseUnknownHolder(tx, holderId)
  const changed = await store.setHolder(tx, customerIds, { holderId, now: new Date() })
  await tell(tx, { topic: 'customer' })
  return changed
}

/** Refuses `customer.holder_unknown` for an id that is no member's. */
export async function refuseUnknownHolder(tx: Tx, holderId: string | null): Promise<void> {
  if (holderId === null) return
  if (!(await store.isMember(tx, holderId))) throw refuse('customer.holder_unknown', { holder: holderId })
}
