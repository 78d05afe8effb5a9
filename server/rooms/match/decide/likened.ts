import type { Fields } from '../../../../rules/fields.ts'
import { type LikelihoodWish, wantsLikelihood } from '../../../../rules/likelihood.ts'
import type { MatchTerm } from '../../../../rules/matching.ts'
import { comparedValues } from './likely/fields.ts'
import { type Likelihood, type Values, Weigher } from './likely/likelihood.ts'
import type { Model } from './likely/model.ts'
import type { Asked, Held, Holders } from './match.ts'
import { readyTerm } from './terms.ts'

/** What the last scan that came to its end has learnt. */
export interface Learnt {
  readonly scanId: string
  readonly model: Model
}

/** A lead that is held whom an arrival may be, by the model of a scan, and why. */
export interface Likely extends Likelihood {
  readonly held: Held
  readonly scanId: string
}

/** What likelihood says of an arrival that no rule has found: whom it is linked to, and whom a person is asked about. */
export interface Likened {
  readonly link: Likely | null
  /** Surest first; the one that is linked is not among them. */
  readonly ask: readonly Likely[]
}

export interface LikelyMatcher {
  /** True where it finds nobody. */
  readonly idle: boolean
  /** What those whom it is weighed against are found by: `~` and a key, of which a look-up brings the newest leads alone. */
  readonly probes: (asked: Asked) => string[]
  /** What a record is found by. */
  readonly marks: (record: Asked) => string[]
  readonly match: (asked: Asked, holders: Holders) => Likened
}

/** What two records that may be one mostly share; by other terms more would be read than weighing them is worth. */
const shared = 'phone email wechat creditCode address company domain name pinyin'.split(' ') as Extract<
  MatchTerm,
  { kind: 'phone' }
>['kind'][]

/** Most held leads an arrival is weighed against: those that share most with it. */
const MOST = 50
/** Most pairs of one arrival that a person is asked about. */
const ASKED = 5

const nobody: Likened = { link: null, ask: [] }
const asleep: LikelyMatcher = { idle: true, probes: () => [], marks: () => [], match: () => nobody }

/** Makes the likelihood matcher ready; one that finds nobody where it is not wanted, or nothing was learnt yet. */
export function likelyMatcher(
  wish: LikelihoodWish | null | undefined,
  learnt: Learnt | null,
  fields: Fields,
): LikelyMatcher {
  if (!wantsLikelihood(wish) || !learnt) return asleep
  const terms = shared.map((kind) => readyTerm({ name: kind, kind }, fields))
  const all = (asked: Asked, of: 'probes' | 'marks') => [
    ...new Set(terms.flatMap((term) => term[of](asked.known).map((key) => `~${key}`))),
  ]
  const weigher = new Weigher(learnt.model)
  const probes = (asked: Asked) => all(asked, 'probes')
  return {
    idle: false,
    probes,
    marks: (record) => all(record, 'marks'),
    match: (asked, holders) => weigh(asked, nearest(probes(asked), holders), { wish, weigher, ...learnt }),
  }
}

/** The leads among those found that share most with an arrival; of those who share as much, who was found first. */
function nearest(probes: readonly string[], holders: Holders): Held[] {
  const met = new Map<Held, number>()
  for (const probe of probes)
    for (const held of holders.get(probe) ?? [])
      if (held.leadId !== null) met.set(held, (met.get(held) ?? 0) + 1)
  return [...met]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([held]) => held)
}

interface Weighing extends Learnt {
  readonly wish: LikelihoodWish
  readonly weigher: Weigher
}

function weigh(asked: Asked, found: readonly Held[], { wish, model, scanId, weigher }: Weighing): Likened {
  if (found.length === 0) return nobody
  const valuesOf = (record: Asked['known']): Values => {
    const values = comparedValues({ ...record }, model.fields)
    return Object.fromEntries(model.fields.map(({ field }, i) => [field, values[i]]))
  }
  const told = weigher.weigh(
    valuesOf(asked.known),
    found.map(({ known }) => valuesOf(known)),
  )
  const least = Math.min(wish.ask ?? 1, wish.link ?? 1)
  const sure = told
    .map((each, at) => ({ ...each, held: found[at]!, scanId }))
    .filter(({ probability }) => probability >= least)
    .toSorted((a, b) => b.probability - a.probability)
  // Colleagues share all that goes with their firm, and are two: linking wants something of the person's own.
  const link =
    sure.find(({ probability, own }) => wish.link !== null && own && probability >= wish.link) ?? null
  const ask = sure.filter((each) => each !== link && wish.ask !== null && each.probability >= wish.ask)
  return { link, ask: ask.slice(0, ASKED) }
}
