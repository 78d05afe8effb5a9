import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { notify } from '../../lead/announce.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { lockKept, lockOverdue, takeWarnings, writeWaits } from '../../lead/quarantine.ts'
import { lockLeads } from '../../lead/store.ts'
import { system } from '../../lead/trail.ts'
import { staffOf } from '../../people/staff.ts'
import type { RuleRef } from '../../policy/store.ts'
import { waitAnew } from '../../rooms/clean/decide/deadline.ts'
import { endAll } from '../../rooms/followup/store.ts'
import { readSetup, type Setup } from '../setup.ts'

const AT_ONCE = 1000

/** The reason a lead is closed with that nobody saw to in time; the web has its sentence. */
export const lapsed = 'quarantine.deadline'

const managers = ['manager', 'admin'] as const

/**
 * Closes leads as invalid that nobody saw to in the days their gate gives them; managers are told how many. Looks at the
 * gates as they are now: a lead that may wait for ever meanwhile does. Returns how many were closed.
 */
export async function refuseDue(tx: Tx, now: Date): Promise<number> {
  const due = await lockOverdue(tx, now, AT_ONCE)
  if (due.length === 0) return 0
  const setup = await readSetup(tx, now)
  const free = due.filter(({ sourceId }) => setup.gate(sourceId).wait === null)
  await writeWaits(
    tx,
    free.map(({ leadId }) => ({ leadId, refuseAt: null, warnAt: null })),
  )
  const over = new Map(due.filter((each) => !free.includes(each)).map((each) => [each.leadId, each]))
  const leads = await lockLeads(tx, [...over.keys()])
  const moves = leads
    .filter(({ holderKind }) => holderKind === 'quarantine')
    .map(({ leadId, sourceId }): Move => ({
      leadId,
      from: { kind: 'quarantine', id: null },
      to: { kind: 'closed', id: null },
      closedAs: 'invalid',
      kind: 'closed',
      rule: gateRef(setup, sourceId),
      data: {
        as: 'invalid',
        reason: lapsed,
        since: over.get(leadId)?.since,
        waited: over.get(leadId)?.refuseAt,
      },
    }))
  const moved = await moveLeads(tx, moves, { now, day: setup.day, actor: system, quiet: true })
  await endAll(tx, [...moved], { stage: 'invalid', reason: lapsed, now })
  await tellManagers(tx, 'quarantine.refused', { count: moved.size, at: now })
  await tell(tx, { topic: 'lead' })
  return moved.size
}

/** The gate in force for a source, as the trail names what decided. */
function gateRef(setup: Setup, sourceId: string): RuleRef | null {
  const held = setup.policy('gate', sourceId)
  return held ? { kind: 'gate', scope: held.scope, version: held.version, id: null } : null
}

/** Tells managers, once a lead, how many are refused soon by themselves. Returns how many. */
export async function warnSoon(tx: Tx, now: Date): Promise<number> {
  const soon = await takeWarnings(tx, now, 100 * AT_ONCE)
  const first = soon.toSorted((a, b) => a.getTime() - b.getTime())[0]
  if (first) await tellManagers(tx, 'quarantine.due', { count: soon.length, at: now, first })
  return soon.length
}

async function tellManagers(
  tx: Tx,
  kind: string,
  { count, at, first }: { count: number; at: Date; first?: Date },
): Promise<void> {
  if (count === 0) return
  const data = { count, ...(first ? { first } : {}) }
  const users = await staffOf(tx, managers)
  await notify(
    tx,
    users.map((userId) => ({ userId, kind, leadId: null, data })),
    at,
  )
}

/**
 * Reckons the waits anew after a gate has changed, `most` at a time in the order of the leads' ids; nobody loses one
 * without the warning. Returns where to go on, null at the end.
 */
export async function reckon(
  tx: Tx,
  { after, now, most = AT_ONCE }: { after: string | null; now: Date; most?: number },
): Promise<string | null> {
  const setup = await readSetup(tx, now)
  const kept = await lockKept(tx, { after, most })
  await writeWaits(
    tx,
    kept.map((each) => ({ leadId: each.leadId, ...waitAnew(each, setup.gate(each.sourceId), setup.moment) })),
  )
  return kept.length < most ? null : (kept.at(-1)?.leadId ?? null)
}
