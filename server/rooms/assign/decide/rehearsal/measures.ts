/** The measures a rehearsal tells of, each of plain numbers. */

/** How unequal counts are: 0 all alike, towards 1 all with one (Gini, 1912). 0 where there is nothing. */
export function gini(counts: readonly number[]): number {
  const sum = counts.reduce((all, each) => all + each, 0)
  if (sum === 0) return 0
  const sorted = counts.toSorted((a, b) => a - b)
  const ranked = sorted.reduce((all, each, i) => all + (2 * (i + 1) - counts.length - 1) * each, 0)
  return ranked / (counts.length * sum)
}

interface Floor {
  /** What of an equal part everybody gets at least, 0 to 1. */
  readonly share: number
  readonly days: number
}

/**
 * Days on which reps stood below the floor: at the end of each day, over the days up to it, fewer good leads than the share of
 * an equal part, rounded down. By rep, of those with any.
 */
export function belowFloor(
  given: readonly { readonly day: number; readonly userId: string }[],
  reps: readonly string[],
  { share, days }: Floor,
): Map<string, number> {
  const below = new Map<string, number>()
  if (share === 0 || given.length === 0 || reps.length === 0) return below
  const byDay = Map.groupBy(given, ({ day }) => day)
  const [first, last] = [Math.min(...byDay.keys()), Math.max(...byDay.keys())]
  const held = new Map(reps.map((userId) => [userId, 0]))
  let all = 0
  const count = (day: number, by: 1 | -1) => {
    for (const { userId } of byDay.get(day) ?? []) {
      if (!held.has(userId)) continue
      held.set(userId, held.get(userId)! + by)
      all += by
    }
  }
  for (let day = first; day <= last; day++) {
    count(day, 1)
    count(day - days, -1)
    // A window that has only begun says nothing yet.
    if (day - first + 1 < days) continue
    const least = Math.floor((share * all) / reps.length)
    for (const [userId, got] of held) if (got < least) below.set(userId, (below.get(userId) ?? 0) + 1)
  }
  return below
}

/** How fast somebody has answered: minutes, and how many were never answered. */
export interface Pace {
  readonly minutes: number[]
  leads: number
}

interface Answered {
  readonly median: number | null
  readonly halfHour: number
  readonly day: number
}

/** How fast leads would be answered that fall to reps so, each answering as they have; who has no pace answers as all do. */
export function answeredBy(
  shares: ReadonlyMap<string, number>,
  paces: ReadonlyMap<string, Pace>,
  all: Pace,
): Answered {
  const leads = [...shares.values()].reduce((sum, each) => sum + each, 0)
  if (leads === 0) return { median: null, halfHour: 0, day: 0 }
  // Each answer of a rep stands for an equal part of what falls to them.
  const weighted = [...shares].flatMap(([userId, share]) => {
    const pace = paces.get(userId) ?? all
    return pace.minutes.map((minutes) => ({ minutes, weight: share / leads / pace.leads }))
  })
  weighted.sort((a, b) => a.minutes - b.minutes)
  const within = (most: number) =>
    weighted.reduce((sum, { minutes, weight }) => (minutes <= most ? sum + weight : sum), 0)
  let sum = 0
  const half = weighted.find(({ weight }) => (sum += weight) >= 0.5)
  return { median: half?.minutes ?? null, halfHour: within(30), day: within(24 * 60) }
}
