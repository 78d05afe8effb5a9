import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { scorer, type Score } from '../../../../contract/scoring/score.ts'
import type { Tally } from '../../../../contract/scoring/tally.ts'
import type { Valued } from '../../../../contract/value.ts'
import { type Due, dueFrom } from '../../../../contract/valuing/deadline.ts'
import { type Asks, nothingAsked, priorityOf } from '../../../../contract/valuing/priority.ts'
import { valueTurns } from '../../../../contract/valuing/turns.ts'
import { type Basis, valuer } from '../../../../contract/valuing/value.ts'
import type { Fields } from '../../../../rules/fields.ts'
import type { LeadFacts, Moment } from '../../../../rules/matches.ts'

/** What a lead is worth working: its score, the value that follows from it, and whether that asks for priority. */
export interface Rated extends Score {
  /** Null where no leads are valued. */
  readonly valued: Valued | null
  readonly asks: Asks
  /** By when a lead that gets priority now is to be followed up. */
  readonly due: Due | null
}

export type Rater = (lead: LeadFacts, tally?: Tally) => Rated

interface Rating {
  readonly score: ScorePolicy | undefined
  readonly basis: Basis | null
}

/** Scorecards and the basis of values compiled once for a moment: a lead is scored, and valued by its score, in one go. */
export function rater({ score: policy, basis }: Rating, fields: Fields, at: Moment): Rater {
  const score = scorer(policy, fields, at)
  if (!basis) return (lead, tally) => ({ ...score(lead, tally), valued: null, asks: nothingAsked, due: null })
  const value = valuer(basis, fields, at)
  const turn = valueTurns(basis.policy, fields, at)
  const rules = basis.policy.priority
  const ask = priorityOf(rules, fields, at)
  let first: Due | undefined
  const due = () => (rules ? (first ??= dueFrom(at.now, rules, at.zone)) : null)
  return (lead, tally) => {
    const scored = score(lead, tally)
    const known = { ...lead, score: scored.score, grade: scored.grade }
    const valued = value(known)
    const asks = ask({ ...known, expectedValue: valued.total }, valued.total)
    const turned = Math.min(turn?.(known) ?? Infinity, Number(scored.changesAt ?? Infinity))
    const changesAt = turned === Infinity ? null : new Date(turned)
    return { ...scored, changesAt, valued, asks, due: asks.enters ? due() : null }
  }
}
