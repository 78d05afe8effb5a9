import {
  type Belief,
  believe,
  type Evidence,
  leadsAt,
  minus,
  nothing,
  plus,
  shifted,
  times,
} from './belief.ts'
import { discount, fitStrength, type Group } from './strength.ts'
import { bandOf } from './tenure.ts'

export interface Rep {
  readonly userId: string
  readonly teamId: string | null
  /** Since they joined. */
  readonly months: number
}

/** How many reps' worth of evidence stands behind what all do, where a band and a team are asked what they do. */
const BAND_BEHIND = 1
const TEAM_BEHIND = 3

export interface Firsts {
  /** What is believed of a rep before any lead of theirs is looked at. */
  of(userId: string): Belief
  /** The same of one of whom nothing is known but how long they are here. */
  ofBand(band: number): Belief
  readonly strength: number
  readonly fitted: boolean
}

interface Told {
  readonly rep: Rep
  readonly evidence: Evidence
}

/**
 * What to begin from with a rep: what the others of their tenure band come to, drawn to what all do; from there as far up or down
 * as the others of their team stand from what was expected of them. A rep's own leads are never among them, or they would count
 * twice. How much it is worth is fitted by how far reps lie apart.
 */
export function firstBeliefs(told: readonly Told[], base: number): Firsts {
  const pooled = told.map(({ evidence }) => groupOf(evidence, base, base))
  const rough = fitStrength(pooled).strength
  const shares = told.map((each) => weighed(each, base, rough))
  const bands = totals(shares, ({ rep }) => String(bandOf(rep.months)))
  const bandMean = (band: number, without: Evidence = nothing) => {
    const others = minus(bands.get(String(band)) ?? nothing, without)
    return believe({ mean: base, strength: BAND_BEHIND * (rough + 1) }, base, others).mean
  }
  const means = new Map(
    shares.map(({ rep, evidence }) => [rep.userId, bandMean(bandOf(rep.months), evidence)]),
  )
  // A team against what is expected of its members' bands: the same odds ratio, once more.
  const against = shares.map(({ rep, evidence }) => {
    const mean = means.get(rep.userId)!
    const { wins, losses } = leadsAt(base, evidence)
    return { rep, evidence: { up: wins * (1 - mean), down: losses * mean } }
  })
  const teams = totals(against, ({ rep }) => rep.teamId ?? '')
  const found = new Map(
    against.map(({ rep, evidence }) => {
      const mean = means.get(rep.userId)!
      const others = rep.teamId ? minus(teams.get(rep.teamId) ?? nothing, evidence) : nothing
      const team = believe({ mean: base, strength: TEAM_BEHIND * (rough + 1) }, base, others).mean
      return [rep.userId, shifted(mean, base, team)]
    }),
  )
  const { strength, fitted } = fitStrength(
    told.map(({ rep, evidence }) => groupOf(evidence, base, found.get(rep.userId)!)),
  )
  return {
    strength,
    fitted,
    of: (userId) => ({ mean: found.get(userId) ?? base, strength }),
    ofBand: (band) => ({ mean: bandMean(band), strength }),
  }
}

function groupOf(evidence: Evidence, base: number, mean: number): Group {
  return { ...leadsAt(base, evidence), mean }
}

function weighed({ rep, evidence }: Told, base: number, strength: number): Told {
  const { wins, losses } = leadsAt(base, evidence)
  const n = wins + losses
  return { rep, evidence: n > 1 ? times(evidence, discount(n, strength)) : evidence }
}

function totals(told: readonly Told[], by: (each: Told) => string): Map<string, Evidence> {
  const sums = new Map<string, Evidence>()
  for (const each of told) sums.set(by(each), plus(sums.get(by(each)) ?? nothing, each.evidence))
  return sums
}
