import { kept } from './belief.ts'

/** The leads of one rep of one kind whose outcome counts: how many, and how much they weigh by their age. */
export interface Count {
  readonly userId: string
  readonly channel: string
  readonly segment: string
  /** Of the lead as it arrived: what is expected of it. */
  readonly grade: string
  readonly won: number
  readonly lost: number
  /** Open for longer than nine in ten won leads ever took: counted as not won. */
  readonly stale: number
  /** Told, never counted. */
  readonly invalid: number
  /** Of won, lost and stale: claimed or given by hand, not dealt by rule. */
  readonly picked: number
  readonly wonWeight: number
  /** Of the lost and the stale. */
  readonly lostWeight: number
}

/** So many leads of its parent's rate stand behind the rate of every kind. */
const BEHIND = 20

/** With which chance leads of a kind are won. */
export interface Chance {
  readonly channel: string
  readonly segment: string
  readonly grade: string
  readonly chance: number
}

export type Kind = Pick<Count, 'channel' | 'segment' | 'grade'>
const kindKey = (...parts: readonly string[]) => JSON.stringify(parts)
export const keyOf = ({ channel, segment, grade }: Kind) => kindKey(channel, grade, segment)

/**
 * With which chance the whole organisation wins leads of each kind: the rate of its channel, grade and segment, drawn to that of
 * channel and grade, that to the channel's, that to the organisation's, by how few leads there are.
 */
export function chancesOf(counts: readonly Count[]): Chance[] {
  const sums = new Map<string, { won: number; all: number }>()
  const add = (key: string, { wonWeight, lostWeight }: Count) => {
    const sum = sums.get(key) ?? { won: 0, all: 0 }
    sums.set(key, { won: sum.won + wonWeight, all: sum.all + wonWeight + lostWeight })
  }
  const paths = new Map(counts.map((count) => [keyOf(count), count]))
  for (const count of counts) for (const key of pathOf(count)) add(key, count)
  return [...paths.values()].map((kind) => {
    const { channel, segment, grade } = kind
    const [whole, ...below] = pathOf(kind).map((key) => sums.get(key)!)
    const first = (whole!.won + 0.5) / (whole!.all + 1)
    const chance = below.reduce((rate, { won, all }) => (won + BEHIND * rate) / (all + BEHIND), first)
    return { channel, segment, grade, chance: kept(chance) }
  })
}

const pathOf = ({ channel, segment, grade }: Kind) => [
  kindKey(),
  kindKey(channel),
  kindKey(channel, grade),
  kindKey(channel, grade, segment),
]
