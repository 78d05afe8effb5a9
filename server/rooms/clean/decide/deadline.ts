/** How long a lead may wait in quarantine: whole days of the organisation's zone. */
import { addDays, dayOf, startOfDay } from '../../../../rules/days.ts'
import type { ReadyGate } from './gate.ts'

export interface Wait {
  /** When it is refused by itself; null: never. */
  readonly refuseAt: Date | null
  /** When managers are told so; null: there is nothing to tell. */
  readonly warnAt: Date | null
}

const HOUR = 3_600_000
/** Managers are told in the morning, when they can still do something about it. */
const MORNING = 9 * HOUR

/** The wait of a lead that is in quarantine since `since`: refused at the end of the last of the gate's days. */
export function waitOf({ wait }: Pick<ReadyGate, 'wait'>, since: Date, zone: string): Wait {
  if (!wait) return { refuseAt: null, warnAt: null }
  const last = addDays(dayOf(since, zone), wait.days)
  const morning = startOfDay(addDays(last, -wait.warn), zone).getTime() + MORNING
  return {
    refuseAt: startOfDay(addDays(last, 1), zone),
    warnAt: wait.warn > 0 ? new Date(Math.max(since.getTime(), morning)) : null,
  }
}

export interface Waiting extends Wait {
  readonly since: Date
}

/**
 * The wait reckoned anew after the gate has changed. Nobody loses a lead without the warning the gate promises: what
 * would be refused sooner than that is refused after it.
 */
export function waitAnew(
  held: Waiting,
  gate: Pick<ReadyGate, 'wait'>,
  at: { now: Date; zone: string },
): Wait {
  const { now, zone } = at
  const again = waitOf(gate, held.since, zone)
  if (!gate.wait || !again.refuseAt) return again
  if (held.refuseAt?.getTime() === again.refuseAt.getTime()) return { ...again, warnAt: held.warnAt }
  if (again.warnAt === null || again.warnAt >= now) return again
  const warned = startOfDay(addDays(dayOf(now, zone), gate.wait.warn + 1), zone)
  return { refuseAt: warned > again.refuseAt ? warned : again.refuseAt, warnAt: now }
}
