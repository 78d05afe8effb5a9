import type { RehearsalResult } from '../../../../../contract/rehearsal.ts'
import { dayOf } from '../../../../../rules/days.ts'
import { chanceOf } from '../best/chance.ts'
import { mayGet } from '../candidates.ts'
import { standingRoster } from '../roster.ts'
import type { AbleThen } from './chance.ts'
import { type Dealt, Dealer, type Ground, type Holder, type PastLead } from './deal.ts'
import { answeredBy, belowFloor, gini, type Pace } from './measures.ts'

/** The chance to win a lead, whoever has it, by its grade at arrival: what it was valued with then is not kept. */
export interface Rates {
  readonly chances: ReadonlyMap<string, number>
  readonly otherwise: number
}

/** What reps make of leads: by the place of the lead, then by rep. */
export type Ables = ReadonlyMap<string, ReadonlyMap<string, AbleThen>>

const MOST_SHOWN = 100

interface Side {
  readonly holder: Holder
  readonly good: boolean
}

/** Counts of one side: what happened, or what the draft would have done. */
class Tally {
  readonly leads = new Map<string, number>()
  readonly good = new Map<string, number>()
  readonly wins = new Map<string, number>()
  readonly fates = { rep: 0, pool: 0, waiting: 0 }
  readonly goods: { day: number; userId: string }[] = []

  add({ holder, good }: Side, { day, chance }: { day: number; chance: number | undefined }): void {
    this.fates[holder.kind] += 1
    if (holder.kind !== 'rep' || !holder.id) return
    add(this.leads, holder.id, 1)
    if (chance !== undefined) add(this.wins, holder.id, chance)
    if (!good) return
    add(this.good, holder.id, 1)
    this.goods.push({ day, userId: holder.id })
  }
}

const add = (counts: Map<string, number>, key: string, by: number) =>
  counts.set(key, (counts.get(key) ?? 0) + by)

/** Runs past leads through a draft and keeps what is told of it: counts, and the newest that would have gone elsewhere. */
export class Rehearsal {
  readonly #ground: Ground
  readonly #dealer: Dealer
  readonly #rates: Rates | null
  readonly #ables = new Map<string, ReadonlyMap<string, AbleThen>>()
  readonly #grades: ReadonlySet<string>
  readonly #before = new Tally()
  readonly #after = new Tally()
  readonly #paces = new Map<string, Pace>()
  readonly #pace: Pace = { minutes: [], leads: 0 }
  readonly #rules: Record<string, number> = {}
  /** By rep: how much more of what moves with their ability the draft gives them. */
  readonly #moved = new Map<string, { by: number; error: number }>()
  #changes: RehearsalResult['changes'] = []
  #changed = 0
  #leads = 0
  #won = 0
  #known = 0

  constructor(ground: Ground, rates: Rates | null) {
    this.#ground = ground
    this.#rates = rates
    // Between reps one lead's own chance makes no difference, and the live rule does not ask it either
    this.#dealer = new Dealer(ground, (lead, userId) => chanceOf(null, this.#able(lead, userId)))
    this.#grades = new Set(ground.policy.mode?.floor.grades ?? ['A'])
  }

  /** Leads in the order of their arrival, with the abilities of places that are new with them. */
  take(leads: readonly PastLead[], ables: Ables): void {
    for (const [place, reps] of ables) this.#ables.set(place, reps)
    for (const lead of leads) this.#add(this.#dealer.deal(lead))
  }

  #add({ lead, assignment }: Dealt): void {
    const day = Math.floor(Date.parse(dayOf(lead.at, this.#ground.zone)) / 86_400_000)
    const good = this.#grades.has(lead.grade)
    const [from, to] = [lead.first, assignment.to]
    this.#leads += 1
    this.#rules[assignment.ruleId ?? ''] = (this.#rules[assignment.ruleId ?? ''] ?? 0) + 1
    this.#before.add({ holder: from, good }, { day, chance: this.#chance(lead, from, -1) })
    this.#after.add({ holder: to, good }, { day, chance: this.#chance(lead, to, 1) })
    if (lead.won !== null) {
      this.#known += 1
      this.#won += lead.won ? 1 : 0
    }
    this.#keepPace(lead)
    if (from.kind === to.kind && from.id === to.id) return
    this.#changed += 1
    this.#changes.push({ leadId: lead.leadId, at: lead.at, from, to, ruleId: assignment.ruleId })
    if (this.#changes.length > 2 * MOST_SHOWN) this.#changes = this.#changes.slice(-MOST_SHOWN)
  }

  /** The chance that whoever has it wins it; notes which abilities the difference rests on. */
  #chance(lead: PastLead, { kind, id }: Holder, side: 1 | -1): number | undefined {
    if (!this.#rates || kind !== 'rep' || !id) return undefined
    const able = this.#able(lead, id)
    const chance = chanceOf(this.#rates.chances.get(lead.grade) ?? this.#rates.otherwise, able)
    const key = `${lead.place} ${id}`
    const held = this.#moved.get(key) ?? { by: 0, error: able?.error ?? 0 }
    // How fast a chance moves with the logit of an ability
    this.#moved.set(key, { ...held, by: held.by + side * chance * (1 - chance) })
    return chance
  }

  #able({ place }: PastLead, userId: string): AbleThen | undefined {
    return this.#ables.get(place)?.get(userId)
  }

  #keepPace({ first, answered }: PastLead): void {
    if (first.kind !== 'rep' || !first.id) return
    const own = this.#paces.get(first.id) ?? { minutes: [], leads: 0 }
    this.#paces.set(first.id, own)
    for (const pace of [own, this.#pace]) {
      pace.leads += 1
      if (answered !== null) pace.minutes.push(answered)
    }
  }

  /** What all of it comes to. `since`: the first arrival looked at. */
  result({ since, asToday }: { since: Date; asToday: readonly string[] }): RehearsalResult {
    const reps = this.#eligible()
    const sides = [this.#before, this.#after] as const
    const of = ({ leads, good, wins }: Tally, userId: string) => ({
      leads: leads.get(userId) ?? 0,
      good: good.get(userId) ?? 0,
      wins: this.#rates ? (wins.get(userId) ?? 0) : null,
    })
    const all = new Set([...reps, ...sides.flatMap(({ leads }) => [...leads.keys()])])
    return {
      leads: this.#leads,
      since,
      reps: [...all].map((userId) => ({
        userId,
        before: of(this.#before, userId),
        after: of(this.#after, userId),
      })),
      fates: { before: this.#before.fates, after: this.#after.fates },
      gini: { before: unequal(this.#before, reps), after: unequal(this.#after, reps) },
      floor: this.#floor(reps),
      response: this.#response(),
      wins: this.#wins(),
      changed: this.#changed,
      changes: this.#changes.slice(-MOST_SHOWN).toReversed(),
      rules: this.#rules,
      asToday: [...asToday],
    }
  }

  /** Everybody a rule of the draft may give to. */
  #eligible(): string[] {
    const { policy, reps } = this.#ground
    const roster = standingRoster(reps)
    const named = policy.rules.filter(({ active }) => active).flatMap((rule) => mayGet(rule, roster))
    return [...new Set(named.map(({ userId }) => userId))]
  }

  #floor(reps: readonly string[]): RehearsalResult['floor'] {
    const { share, days } = this.#ground.policy.mode?.floor ?? { share: 0, days: 7 }
    const [before, after] = [this.#before, this.#after].map(({ goods }) =>
      belowFloor(goods, reps, { share, days }),
    )
    const sum = (below: Map<string, number>) => [...below.values()].reduce((all, each) => all + each, 0)
    const below = [...after!].map(([userId, count]) => ({ userId, days: count }))
    return {
      share,
      days,
      violations: { before: sum(before!), after: sum(after!) },
      below: below.toSorted((a, b) => b.days - a.days),
    }
  }

  #response(): RehearsalResult['response'] {
    if (this.#pace.minutes.length === 0) return null
    const told = ({ leads }: Tally) => answeredBy(leads, this.#paces, this.#pace)
    return { before: told(this.#before), after: told(this.#after) }
  }

  #wins(): RehearsalResult['wins'] {
    if (!this.#rates) return null
    const sum = ({ wins }: Tally) => [...wins.values()].reduce((all, each) => all + each, 0)
    const [before, after] = [sum(this.#before), sum(this.#after)]
    // Errors of different abilities are taken for independent: by the delta method.
    const variance = [...this.#moved.values()].reduce((all, { by, error }) => all + (by * error) ** 2, 0)
    const [value, margin] = [after - before, 1.96 * Math.sqrt(variance)]
    const difference = { value, low: value - margin, high: value + margin }
    return { won: this.#won, known: this.#known, before, after, difference }
  }
}

const unequal = ({ leads, good }: Tally, reps: readonly string[]) => ({
  leads: gini(reps.map((userId) => leads.get(userId) ?? 0)),
  good: gini(reps.map((userId) => good.get(userId) ?? 0)),
})
