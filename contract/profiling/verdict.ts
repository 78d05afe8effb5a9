import type { Fields } from '../../rules/fields.ts'
import { type Reading, reading } from '../../rules/kleene.ts'
import { type LeadFacts, matches, type Moment } from '../../rules/matches.ts'
import { turns } from '../../rules/turns.ts'
import type { Profile, ProfilePolicy, Verdict } from '../profile.ts'

/** How a lead stands beside the ideal customer. */
export interface Judgement {
  readonly profile: Pick<Profile, 'id' | 'name' | 'keepShare'>
  readonly verdict: Verdict
  /** What it would be if nothing ruled it out: what is told of a lead that goes on all the same. */
  readonly apart: Verdict
  /** The disqualifiers that hold. */
  readonly because: readonly { readonly id: string; readonly label: string }[]
  /** The blank fields that would decide it, where it is unsure. */
  readonly missing: readonly string[]
  /** The same of what it would be if nothing ruled it out. */
  readonly missingApart: readonly string[]
  /** Shares of the weight: had, and not known. */
  readonly met: number
  readonly unknown: number
}

export interface Judged {
  /** Null where no profile is asked of the lead. */
  readonly judgement: Judgement | null
  /** From when on it may be another although nothing happens; null: never. */
  readonly changesAt: Date | null
}

export type Judge = (lead: LeadFacts) => Judged

/**
 * The ideal customers compiled once for a moment. Unfit: a disqualifier is known to hold; what nobody has told never rules
 * out. Fits: it is known to have enough of the weight, and that nothing rules it out. Partly: whatever its blanks turn out to
 * be, it has not enough. Unsure: its blanks decide.
 */
export function profiler(policy: ProfilePolicy | undefined, fields: Fields, at: Moment): Judge {
  const profiles = (policy?.profiles ?? []).map((profile) => ({
    asked: profile.when ? matches(profile.when, fields, at) : () => true,
    askedUntil: (profile.when && turns(profile.when, fields, at)) ?? never,
    ...weigher(profile, fields, at),
  }))
  return (lead) => {
    // One before it may come to be asked by itself, and it may cease to
    let turned = Infinity
    for (const { asked, askedUntil, weigh, until } of profiles) {
      turned = Math.min(turned, askedUntil(lead))
      if (asked(lead))
        return {
          judgement: weigh(lead),
          changesAt: momentOf(Math.min(turned, ...until.map((at) => at(lead)))),
        }
    }
    return { judgement: null, changesAt: momentOf(turned) }
  }
}

const never = () => Infinity
const momentOf = (ms: number) => (ms === Infinity ? null : new Date(ms))

function weigher(profile: Profile, fields: Fields, at: Moment) {
  const { disqualifiers, criteria, fitsFrom, id, name, keepShare } = profile
  const rulesOut = disqualifiers.map((one) => ({ ...one, read: reading(one.when, fields, at) }))
  const weighs = criteria.map((one) => ({ ...one, read: reading(one.when, fields, at) }))
  const whole = criteria.reduce((sum, { weight }) => sum + weight, 0)
  const weigh = (lead: LeadFacts): Judgement => {
    const out = answers(rulesOut, lead)
    const had = answers(weighs, lead)
    // Without criteria nothing is asked that it could lack
    const share = (truth: boolean | null) =>
      whole === 0 ? Number(truth === true) : sumOf(had.filter((one) => one.truth === truth)) / whole
    const [met, unknown] = [share(true), share(null)]
    const enough = met * 100 >= fitsFrom - SLACK
    const able = (met + unknown) * 100 >= fitsFrom - SLACK
    const open = out.filter(({ truth }) => truth === null)
    const apart = enough ? 'fits' : able ? 'unsure' : 'partly'
    const because = out
      .filter(({ truth }) => truth === true)
      .map(({ id: one, label }) => ({ id: one, label }))
    const verdict = because.length > 0 ? 'unfit' : enough && open.length > 0 ? 'unsure' : apart
    const lacking = apart === 'unsure' ? had.filter(({ truth }) => truth === null) : []
    return {
      profile: { id, name, keepShare },
      verdict,
      apart,
      because,
      missing: verdict === 'unsure' ? missingOf([...open, ...lacking]) : [],
      missingApart: missingOf(lacking),
      met,
      unknown,
    }
  }
  const until = [...disqualifiers, ...criteria].flatMap(({ when }) => turns(when, fields, at) ?? [])
  return { weigh, until }
}

/** Shares are sums of fractions: what is short by less than this is not short. */
const SLACK = 1e-9

function answers<T extends { readonly read: Reading }>(lines: readonly T[], lead: LeadFacts) {
  return lines.map((line) => ({ ...line, ...line.read(lead) }))
}

function missingOf(lines: readonly { readonly missing: readonly string[] }[]): string[] {
  return [...new Set(lines.flatMap(({ missing }) => missing))]
}

function sumOf(lines: readonly { readonly weight: number }[]): number {
  return lines.reduce((sum, { weight }) => sum + weight, 0)
}
