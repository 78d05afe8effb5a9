import { type Belief, believe, carried, interval, kept, leadsAt, minus } from './belief.ts'
import { type Chance, chancesOf, type Count } from './chances.ts'
import { type Firsts, firstBeliefs, type Rep } from './newcomer.ts'
import { fitStrength, type Group } from './strength.ts'
import { ALL, basesOf, cellKey, empty, type Tallies, type Tally, talliesOf } from './tally.ts'
import { bandMonths } from './tenure.ts'

/** How able a rep is with the leads of a channel and segment. */
export interface Ability extends Omit<Tally, 'evidence' | 'expectedWeight'> {
  /** What all win of these leads. */
  readonly base: number
  /** What was believed before they were looked at. */
  readonly prior: Belief
  readonly belief: Belief
  /** Of 90 %. */
  readonly low: number
  readonly high: number
}

/** What was fitted to the organisation's own leads, by which the abilities were reckoned. */
export interface Fit {
  readonly chances: readonly Chance[]
  readonly bases: readonly { readonly channel: string; readonly segment: string; readonly base: number }[]
  /** By tenure band, from the newest: where one begins of whom nothing else is known. */
  readonly bands: readonly number[]
  /** In leads: what a prior is worth for a rep, for a channel of theirs, for a segment of that. */
  readonly strengths: readonly [rep: number, channel: number, segment: number]
  /** Whether the first of them was fitted, not the usual one. */
  readonly fitted: boolean
}

interface Place {
  readonly tally: Tally
  readonly base: number
}

/**
 * How able every rep is, in all, by channel, by segment of a channel. Each level begins from the one above without the leads looked
 * at (no lead counts twice), carried over to what leads of that kind are won with, and is worth as much as levels turn out to be
 * alike: a hierarchical beta-binomial fitted by empirical Bayes (Gelman et al., Bayesian Data Analysis, ch. 5). Two of two does not
 * beat sixty of two hundred.
 */
export function reckon(counts: readonly Count[], reps: readonly Rep[]): { abilities: Ability[]; fit: Fit } {
  const chances = chancesOf(counts)
  const tallies = talliesOf(counts, chances)
  const bases = basesOf(tallies)
  const whole = kept(bases.get(cellKey(ALL, ALL)) ?? 0.5)
  const everybody = reps.map((rep) => ({ rep, evidence: wholeOf(tallies, rep.userId).evidence }))
  const firsts = firstBeliefs(everybody, whole)
  const baseOf = ({ channel, segment }: Tally) => kept(bases.get(cellKey(channel, segment)) ?? whole)
  const steps = stepsOf(tallies, baseOf, firsts)
  const channel = fitStrength(steps.filter(({ level }) => level === 1).map(groupOf))
  const segment = fitStrength(steps.filter(({ level }) => level === 2).map(groupOf))
  const alike = [0, channel.strength, segment.strength]
  const abilities = reps.map(({ userId }) => {
    const tally = wholeOf(tallies, userId)
    return abilityOf({ tally, base: whole }, firsts.of(userId))
  })
  const below = steps.map(({ level, here, above }) => {
    const prior = above(alike[1]!)
    return abilityOf(here, carried(prior.belief, [prior.base, here.base], alike[level]!))
  })
  const fit: Fit = {
    chances,
    bases: [...bases].map(([key, base]) => {
      const [of, part] = JSON.parse(key) as [string, string]
      return { channel: of, segment: part, base: kept(base) }
    }),
    bands: Array.from({ length: bandMonths.length + 1 }, (_, band) => firsts.ofBand(band).mean),
    strengths: [firsts.strength, channel.strength, segment.strength],
    fitted: firsts.fitted,
  }
  return { abilities: [...abilities, ...below], fit }
}

const wholeOf = (tallies: Tallies, userId: string): Tally =>
  tallies.get(userId)?.get(cellKey(ALL, ALL)) ?? empty(userId)

interface Step {
  readonly level: 1 | 2
  readonly here: Place
  /** What is believed one level up without the leads looked at, where channels are as alike as given. */
  readonly above: (alike: number) => { readonly belief: Belief; readonly base: number }
}

function stepsOf(tallies: Tallies, baseOf: (tally: Tally) => number, firsts: Firsts): Step[] {
  return [...tallies].flatMap(([userId, cells]) => {
    const whole = wholeOf(tallies, userId)
    const wholeBase = baseOf(whole)
    const first = firsts.of(userId)
    const around = (evidence: Tally['evidence']) => believe(first, wholeBase, minus(whole.evidence, evidence))
    return [...cells.values()].flatMap((tally): Step[] => {
      if (tally.channel === ALL) return []
      const here = { tally, base: baseOf(tally) }
      const inChannel = cells.get(cellKey(tally.channel, ALL)) ?? whole
      if (tally.segment === ALL)
        return [{ level: 1, here, above: () => ({ belief: around(tally.evidence), base: wholeBase }) }]
      const base = baseOf(inChannel)
      const above = (alike: number) => {
        const prior = carried(around(inChannel.evidence), [wholeBase, base], alike)
        return { belief: believe(prior, base, minus(inChannel.evidence, tally.evidence)), base }
      }
      return [{ level: 2, here, above }]
    })
  })
}

/** A cell as a group whose mean was told by the rest: what it lies apart from that is how unlike the levels are. */
function groupOf({ here, above }: Step): Group {
  const { belief, base } = above(Number.POSITIVE_INFINITY)
  return { ...leadsAt(here.base, here.tally.evidence), mean: carried(belief, [base, here.base], 1e9).mean }
}

function abilityOf({ tally, base }: Place, prior: Belief): Ability {
  const { evidence, expectedWeight: _, ...counts } = tally
  const belief = believe(prior, base, evidence)
  return { ...counts, base, prior, belief, ...interval(belief) }
}
