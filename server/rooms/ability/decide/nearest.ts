import { type Belief, carried, interval } from './belief.ts'
import { ALL } from './tally.ts'

export interface Place {
  readonly channel: string
  readonly segment: string
}

interface HeldBelief extends Place {
  readonly mean: number
  readonly strength: number
  readonly base: number
}

interface Known {
  readonly bases: readonly (Place & { readonly base: number })[]
  /** In leads: how alike a rep's channels are, and the segments of a channel. */
  readonly strengths: readonly [rep: number, channel: number, segment: number]
}

export interface Estimate extends Belief {
  readonly low: number
  readonly high: number
  /** What all win of these leads. */
  readonly base: number
  /** How near what it comes from is: their own leads of this very kind, of the channel, or all their leads. */
  readonly from: 'segment' | 'channel' | 'all'
}

/**
 * What a rep is thought to win of leads of a channel and segment: by their own leads of that kind, else by those of the channel,
 * else by all of theirs, carried over to what such leads are won with. Undefined where nothing was ever reckoned of them.
 */
export function nearest(
  held: readonly HeldBelief[],
  { channel, segment }: Place,
  { bases, strengths }: Known,
): Estimate | undefined {
  const at = (c: string, s: string) => held.find((each) => each.channel === c && each.segment === s)
  const own = at(channel, segment)
  if (own) return told(own, own.base, segment === ALL ? (channel === ALL ? 'all' : 'channel') : 'segment')
  const baseOf = (c: string, s: string) =>
    bases.find((each) => each.channel === c && each.segment === s)?.base
  const near = at(channel, ALL)
  if (near) {
    const base = baseOf(channel, segment) ?? near.base
    return told(carried(near, [near.base, base], strengths[2]), base, 'channel')
  }
  const whole = at(ALL, ALL)
  if (!whole) return undefined
  const base = baseOf(channel, segment) ?? baseOf(channel, ALL) ?? whole.base
  return told(carried(whole, [whole.base, base], strengths[1]), base, 'all')
}

function told({ mean, strength }: Belief, base: number, from: Estimate['from']): Estimate {
  return { mean, strength, base, from, ...interval({ mean, strength }) }
}
