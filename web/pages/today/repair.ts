import type { teamDay } from '../../../contract/views.ts'
import type { Reply } from '../../app/api.ts'

export type TeamDay = Reply<typeof teamDay>
export type RepDay = TeamDay['reps'][number]

/** The one act that helps a rep most: leads to look at, or untouched ones to give to somebody else. */
export interface Repair {
  act: 'passOn' | 'seeFalling' | 'seeUntouched' | 'seeOverdue' | 'seeHolding'
  why: 'whyAway' | 'whyFull' | 'whyFalling' | 'whyUntouched' | 'whyOverdue' | 'whyHolding'
  count: number
}

/** What to do about a rep, the gravest first; undefined when all is well. */
export function repairOf(rep: RepDay): Repair | undefined {
  const { away, untouched, fallingBackToday, overdue, holding, holdingMax } = rep
  const full = holdingMax !== null && holding >= holdingMax
  if (away && untouched > 0) return { act: 'passOn', why: 'whyAway', count: untouched }
  if (fallingBackToday > 0) return { act: 'seeFalling', why: 'whyFalling', count: fallingBackToday }
  if (full && untouched > 0) return { act: 'passOn', why: 'whyFull', count: untouched }
  if (untouched > 0) return { act: 'seeUntouched', why: 'whyUntouched', count: untouched }
  if (overdue > 0) return { act: 'seeOverdue', why: 'whyOverdue', count: overdue }
  return full ? { act: 'seeHolding', why: 'whyHolding', count: holding } : undefined
}

const gravity = ['whyAway', 'whyFalling', 'whyFull', 'whyUntouched', 'whyOverdue', 'whyHolding'] as const

/** The reps' ids, those who need help most first; equals as they come, which is by name. */
export function byUrgency(reps: readonly RepDay[]): string[] {
  const rank = (rep: RepDay) => {
    const repair = repairOf(rep)
    return repair ? gravity.indexOf(repair.why) : gravity.length
  }
  const count = (rep: RepDay) => repairOf(rep)?.count ?? 0
  return reps.toSorted((a, b) => rank(a) - rank(b) || count(b) - count(a)).map(({ userId }) => userId)
}

/** The reps in an order taken earlier, whoever is new at its end. */
export function inOrder(reps: readonly RepDay[], order: readonly string[]): RepDay[] {
  const place = new Map(order.map((userId, at) => [userId, at]))
  const last = order.length
  return reps.toSorted((a, b) => (place.get(a.userId) ?? last) - (place.get(b.userId) ?? last))
}
