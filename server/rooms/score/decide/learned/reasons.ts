/** Why a learned card gives points, as conditions a reader is told in a sentence. */
import type { Condition } from '../../../../../rules/condition.ts'
import type { LeadFacts } from '../../../../../rules/matches.ts'
import type { Asked } from './asked.ts'
import { type LearnedCard, type Line, linesFor } from './card.ts'
import { conditionOfLine } from './editable.ts'
import { type Calibrator, chanceAt } from './isotonic.ts'

export interface Reason {
  readonly when: Condition
  readonly points: number
}

type AskedBy = ReadonlyMap<string, Asked>

/** The criteria with the most points, up or down, with how many leads each held for. */
export function strongest(
  { groups }: LearnedCard,
  asked: AskedBy,
  many: number,
): (Reason & { readonly leads: number })[] {
  return told(groups.flat(), groups, asked).slice(0, many)
}

/** A lead's chance to win and points, and the `many` lines that weigh most in them. */
export function explained(
  { card, calibrator }: { card: LearnedCard; calibrator: Calibrator },
  lead: LeadFacts,
  { asked, many }: { asked: AskedBy; many: number },
): { chance: number; points: number; base: number; reasons: Reason[] } {
  const held = linesFor(card)((key) => asked.get(key)?.read(lead))
  const points = held.reduce((sum, line) => sum + line.points, card.base)
  const reasons = told(held, card.groups, asked)
    .slice(0, many)
    .map(({ when, points: of }) => ({ when, points: of }))
  return { chance: chanceAt(calibrator, points), points, base: card.base, reasons }
}

function told(lines: readonly Line[], groups: LearnedCard['groups'], asked: AskedBy) {
  return lines
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points) || b.count - a.count)
    .flatMap((line) => {
      const group = groups.find((each) => each.includes(line))!
      const when = conditionOfLine(line, group, asked)
      return when ? [{ when, points: line.points, leads: line.count }] : []
    })
}
