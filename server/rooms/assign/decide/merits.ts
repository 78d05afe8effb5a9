import type { Merits, Roster } from './roster.ts'

/** Chances are whole ten-thousandths, as they are decided by and kept. */
const PARTS = 10_000

/** A chance as it is decided by. */
export const roundChance = (chance: number) => Math.round(chance * PARTS) / PARTS

/** What a decision by merit looked at, by place in the roster: chances in ten-thousandths (-1: not known), good leads. */
export interface KeptMerits {
  readonly chances: readonly number[]
  readonly good: readonly number[]
}

/** Of one lead, before anybody is counted; undefined where no rule may give it by merit. */
export function keptMerits({ best, reps }: Roster, leadId: string): KeptMerits | undefined {
  const chances = best?.chances.get(leadId)
  if (!best || !chances) return undefined
  const ids = [...reps.keys()]
  return {
    chances: ids.map((userId) => Math.round((chances.get(userId) ?? -1 / PARTS) * PARTS)),
    good: ids.map((userId) => best.good.get(userId) ?? 0),
  }
}

/** The same read back. */
export function meritsKept(
  { chances, good }: KeptMerits,
  { leadId, reps }: { leadId: string; reps: readonly { readonly userId: string }[] },
): Merits {
  const known = reps.flatMap(({ userId }, i): [string, number][] =>
    chances[i]! < 0 ? [] : [[userId, chances[i]! / PARTS]],
  )
  return {
    chances: new Map([[leadId, new Map(known)]]),
    good: new Map(reps.map(({ userId }, i) => [userId, good[i]!])),
  }
}
