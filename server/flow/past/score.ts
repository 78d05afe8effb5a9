import type { PastScore } from '../../../contract/past.ts'
import { refuse } from '../../../contract/refusals.ts'
import { reasonOf } from '../../../contract/scoring/reason.ts'
import { nothingDone } from '../../../contract/scoring/tally.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import type { Caller } from '../../people/caller.ts'
import type { Since } from '../../rooms/behaviour/store/counted.ts'
import { inForce, judge, seenFrom, tallyAt, type Version } from './judge.ts'
import { type Lived, readLived } from './life.ts'

export interface Looking {
  readonly leadId: string
  /** Now unless told. */
  readonly at?: Date | undefined
  /** Of the score policy; the one in force then unless told. */
  readonly version?: number | undefined
  readonly events: Since
  readonly lang: Lang
  readonly now: Date
}

/**
 * The score of a lead at a past moment, by the scorecards in force then or by a version. Refuses `not_found` outside the
 * caller's scope, `score.too_early` before the lead arrived, `score.too_late` of what is yet to come, `score.version_unknown`.
 */
export async function scoreAt(
  tx: Tx,
  caller: Caller,
  { leadId, version, events, lang, now, at = now }: Looking,
): Promise<PastScore> {
  const lived = await readLived(tx, caller, { leadId, now })
  if (at > now) throw refuse('score.too_late')
  if (at < lived.arrivedAt) throw refuse('score.too_early')
  const seen = seenFrom(lived, at)
  const by = version === undefined ? inForce(lived, seen) : versionOf(lived, version)
  const tallies = await tallyAt(tx, lived, { at: seen, since: events, versions: [by] })
  const {
    card,
    unknown,
    changesAt: _,
    ...judged
  } = judge(lived, { at: seen, now, by, tally: tallies.get(by) ?? nothingDone })
  return {
    ...judged,
    at,
    terms: [...judged.terms],
    card: by?.body.cards.find(({ id }) => id === card)?.name ?? null,
    reason: reasonOf(judged, lang),
    unknown: [...unknown],
  }
}

/** A version of the score policy. Refuses `score.version_unknown`. */
export function versionOf({ versions }: Lived, version: number): Version {
  const found = versions.find((each) => each.version === version)
  if (!found) throw refuse('score.version_unknown', { version })
  return found
}
