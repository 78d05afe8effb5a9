import type { Tx } from '../../db/db.ts'
import { unflagTwins } from '../../lead/family.ts'
import type { UserCaller } from '../../people/caller.ts'
import { answered, decide, twoOf } from '../../rooms/match/store/pairs.ts'
import { seenPairs } from '../../views/pairs.ts'
import { releaseAnswered } from '../question/release.ts'
import { lockToDeal } from '../roster.ts'
import { readSetup } from '../setup.ts'

interface Answer {
  readonly pairIds: readonly string[]
  readonly state: 'different' | 'open'
}

/**
 * Says of pairs that they are two, and no more doubles of one another, or opens them again; returns how many were not so before. A lead that a rule made wait
 * for this answer is judged again, and goes to a holder when nothing else keeps it.
 */
export async function answerPairs(tx: Tx, caller: UserCaller, { pairIds, state }: Answer): Promise<number> {
  const at = new Date()
  const seen = await seenPairs(tx, caller, { pairIds, now: at })
  const decided = await decide(tx, { pairIds: seen, state, by: caller.userId, at })
  if (state === 'open') return decided
  await unflagTwins(tx, await twoOf(tx, seen))
  const waiting = await answered(tx, seen)
  if (waiting.length === 0) return decided
  const { setup, roster, leads } = await lockToDeal(tx, waiting, { setup: readSetup(tx, at) })
  const actor = { kind: 'user' as const, id: caller.userId }
  await releaseAnswered(tx, leads, {
    setup,
    roster,
    actor,
    data: { letGoBy: caller.userId },
  })
  return decided
}
