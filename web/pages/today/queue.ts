import type { myDay } from '../../../contract/followup.ts'
import type { Reply } from '../../app/api.ts'

export type Turn = Reply<typeof myDay>['queue'][number]

/** A place in the queue as the reader has it before them. */
export interface Place extends Turn {
  /** It was to be worked and has been. */
  done: boolean
}

/** Whether something is to be done about it today. */
export const isPending = ({ because }: Turn): boolean => because !== 'open'

/**
 * The queue in the order it was taken, with what became of each since: it does not move under the hand. `fresh` counts
 * the leads that have come, or come due, meanwhile.
 */
export function settle(taken: readonly Turn[], now: readonly Turn[]): { places: Place[]; fresh: number } {
  const current = new Map(now.map((turn) => [turn.leadId, turn]))
  const before = new Map(taken.map((turn) => [turn.leadId, turn]))
  const places = taken.flatMap((turn): Place[] => {
    const held = current.get(turn.leadId)
    if (isPending(turn)) return [{ ...(held ?? turn), done: !held || !isPending(held) }]
    // One in work that came due waits for the reader to take the new order.
    return held ? [{ ...turn, done: false }] : []
  })
  const fresh = now.filter((turn) => {
    const earlier = before.get(turn.leadId)
    return isPending(turn) && (!earlier || !isPending(earlier))
  }).length
  return { places, fresh }
}

/** The next to work after a lead: the following one in the queue that is not done, else the first such. */
export function nextAfter(places: readonly Place[], leadId: string | undefined): string | undefined {
  const at = places.findIndex((place) => place.leadId === leadId)
  const rest = [...places.slice(at + 1), ...places.slice(0, Math.max(0, at))]
  return rest.find((place) => isPending(place) && !place.done)?.leadId
}
