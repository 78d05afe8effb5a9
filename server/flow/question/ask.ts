import type { Tx } from '../../db/db.ts'
import type { Holdings } from '../../rooms/customer/decide/recognise.ts'
import type { Held, Match } from '../../rooms/match/decide/match.ts'
import { becauseOf } from '../../rooms/match/decide/reasons.ts'
import { type AskedQuestion, answersOf } from '../../rooms/match/store/questions.ts'
import type { Setup } from '../setup.ts'

interface Asked {
  readonly leadId: string
  readonly sourceId: string
  readonly match: Match
}

/** What a person is asked of a lead by a rule that is unsure whether it is a known customer's; [] where none is. */
export function questionOf({ leadId, sourceId, match }: Asked, setup: Setup): AskedQuestion[] {
  if (match.verdict !== 'ask') return []
  const { customerId } = match.held
  const [reason] = becauseOf(match, setup.fields)
  if (!customerId || !reason) return []
  return [{ leadId, customerId, rule: setup.ref('match', match.rule.id, sourceId), reason }]
}

/** The customers of whom a person said that a lead is somebody else. */
export interface Apart {
  readonly isApart: (leadId: string, customerId: string | null | undefined) => boolean
}

/** Whom these leads are not, as persons have said: no rule and no key takes them for these any more. */
export async function readApart(tx: Tx, leadIds: readonly string[]): Promise<Apart> {
  const answers = await answersOf(tx, leadIds)
  const apart = new Set(
    answers.flatMap(({ leadId, customerId, state }) =>
      state === 'different' ? [`${leadId} ${customerId}`] : [],
    ),
  )
  return { isApart: (leadId, customerId) => Boolean(customerId) && apart.has(`${leadId} ${customerId}`) }
}

/** Whoever a lead may still be taken for. */
export function withoutApart(held: readonly Held[], leadId: string, { isApart }: Apart): Held[] {
  return held.filter(({ customerId }) => !isApart(leadId, customerId))
}

/** The customers that keys find, but for those whom the lead is not. */
export function holdingsFor(leadId: string, customers: Holdings, { isApart }: Apart): Holdings {
  return new Map(
    [...customers].map(([key, held]) => [key, held.filter(({ customerId }) => !isApart(leadId, customerId))]),
  )
}
