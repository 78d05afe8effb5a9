import { type Evidence, nothing, plus } from './belief.ts'
import { type Chance, type Count, keyOf } from './chances.ts'

/** Every channel, every segment. */
export const ALL = '*'

/** What somebody's leads of a channel and segment came to. */
export interface Tally {
  readonly userId: string
  readonly channel: string
  readonly segment: string
  readonly won: number
  readonly lost: number
  readonly stale: number
  readonly invalid: number
  readonly picked: number
  /** Wins expected of the same leads. */
  readonly expected: number
  /** Leads that count, by their age. */
  readonly weight: number
  /** Wins expected of these. */
  readonly expectedWeight: number
  readonly evidence: Evidence
}

export const empty = (userId: string, channel = ALL, segment = ALL): Tally => ({
  userId,
  channel,
  segment,
  won: 0,
  lost: 0,
  stale: 0,
  invalid: 0,
  picked: 0,
  expected: 0,
  weight: 0,
  expectedWeight: 0,
  evidence: nothing,
})

export const cellKey = (channel: string, segment: string) => JSON.stringify([channel, segment])

/** By rep, by channel and segment: in all, of each channel, of each segment in a channel. */
export type Tallies = ReadonlyMap<string, ReadonlyMap<string, Tally>>

/** Sums the counts up at each of the three levels, against what was expected of them. */
export function talliesOf(counts: readonly Count[], chances: readonly Chance[]): Tallies {
  const expected = new Map(chances.map((kind) => [keyOf(kind), kind.chance]))
  const reps = new Map<string, Map<string, Tally>>()
  for (const count of counts) {
    const cells = reps.get(count.userId) ?? new Map<string, Tally>()
    reps.set(count.userId, cells)
    for (const [channel, segment] of [
      [ALL, ALL],
      [count.channel, ALL],
      [count.channel, count.segment],
    ] as const) {
      const key = cellKey(channel, segment)
      const held = cells.get(key) ?? empty(count.userId, channel, segment)
      cells.set(key, added(held, count, expected.get(keyOf(count))!))
    }
  }
  return reps
}

function added(held: Tally, count: Count, chance: number): Tally {
  const { won, lost, stale, invalid, picked, wonWeight, lostWeight } = count
  return {
    ...held,
    won: held.won + won,
    lost: held.lost + lost,
    stale: held.stale + stale,
    invalid: held.invalid + invalid,
    picked: held.picked + picked,
    expected: held.expected + (won + lost + stale) * chance,
    weight: held.weight + wonWeight + lostWeight,
    expectedWeight: held.expectedWeight + (wonWeight + lostWeight) * chance,
    evidence: plus(held.evidence, { up: wonWeight * (1 - chance), down: lostWeight * chance }),
  }
}

/** The chance leads of a channel and segment have on the whole, with their mix of kinds. */
export function basesOf(tallies: Tallies): Map<string, number> {
  const sums = new Map<string, [expected: number, leads: number]>()
  for (const cells of tallies.values())
    for (const [key, { expectedWeight, weight }] of cells) {
      const [expected, leads] = sums.get(key) ?? [0, 0]
      sums.set(key, [expected + expectedWeight, leads + weight])
    }
  return new Map(
    [...sums].flatMap(([key, [expected, leads]]) => (leads > 0 ? [[key, expected / leads]] : [])),
  )
}
