import type { Fields } from '../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../rules/matches.ts'
import type { Valued, ValuePolicy, WorthTerm } from '../value.ts'
import { drawnMean, MOST, mulDiv } from './amount.ts'
import type { Figures } from './history.ts'

/** The chance to win by a learned scorecard, 0 to 1. */
export interface Foreteller {
  readonly modelId: string
  readonly chance: (lead: LeadFacts) => number
}

/** What leads are valued by. */
export interface Basis {
  readonly policy: ValuePolicy
  readonly figures: Figures
  readonly model: Foreteller | null
}

export type Valuer = (lead: LeadFacts) => Valued

/**
 * Values leads by a policy and what history tells: expected value = chance to win × worth − handling cost, each figure with
 * where it comes from. Whole minor units throughout, a half rounded away from zero wherever something is multiplied, so that
 * what is shown adds up: the terms to the worth, gain less cost to the total.
 */
export function valuer(basis: Basis, fields: Fields, at: Moment): Valuer {
  const worth = worthOf(basis, fields, at)
  const chance = chanceOf(basis)
  const cost = costOf(basis.policy.cost, fields, at)
  return (lead) => {
    const terms = worth(lead)
    const sum = terms.reduce((all, term) => all + term.amount, 0)
    const likely = chance(lead)
    const costs = cost(lead)
    const gain = mulDiv(sum, likely.chance, WHOLE)
    return { total: gain - costs.cost, gain, worth: sum, terms, ...likely, ...costs }
  }
}

const WHOLE = 10_000

function worthOf({ policy, figures }: Basis, fields: Fields, at: Moment): (lead: LeadFacts) => WorthTerm[] {
  const { amount, history, lines, spend } = policy.worth
  const first = history && figures.sales.count > 0 ? byHistory(history, amount, figures) : undefined
  const ready = lines.map((line) => ({ line, holds: matches(line.when, fields, at) }))
  return (lead) => {
    const terms: WorthTerm[] = [first?.(lead) ?? { kind: 'amount', amount }]
    let sum = terms[0]!.amount
    const add = (term: WorthTerm) => {
      if (term.amount === 0) return
      terms.push(term)
      sum += term.amount
    }
    const limit = () => {
      const within = Math.min(MOST, Math.max(0, sum))
      add({ kind: 'limit', amount: within - sum })
    }
    for (const { line, holds } of ready) {
      if (!holds(lead)) continue
      const { id, label } = line
      if (line.kind === 'plus') add({ kind: 'plus', id, label, amount: line.amount })
      else
        add({ kind: 'times', id, label, percent: line.percent, amount: mulDiv(sum, line.percent - 100, 100) })
      limit()
    }
    const spent = lead['customerSpend']
    if (spend && typeof spent === 'number' && spent > 0) {
      const counted = Math.min(MOST, Math.trunc(spent))
      add({ kind: 'spend', percent: spend, amount: mulDiv(counted, spend, 100) })
      limit()
    }
    return terms
  }
}

type History = NonNullable<ValuePolicy['worth']['history']>

function byHistory(
  { by, weight }: History,
  amount: number,
  { sales, segments }: Figures,
): (lead: LeadFacts) => WorthTerm {
  const all = drawnMean(sales, { to: amount, weight })
  const common: WorthTerm = {
    kind: 'history',
    amount: within(all),
    sales: sales.count,
    of: sales.count,
    segment: null,
  }
  const means = new Map(
    Object.entries(segments).map(([segment, theirs]): [string, WorthTerm] => [
      segment,
      {
        kind: 'history',
        amount: within(drawnMean(theirs, { to: all, weight })),
        sales: theirs.count,
        of: sales.count,
        segment,
      },
    ]),
  )
  return (lead) => {
    const segment = by === null ? null : segmentOf(lead, by)
    return (segment !== null && means.get(segment)) || common
  }
}

const within = (amount: number) => Math.min(MOST, Math.max(0, amount))

/** What a lead's segment is called: a source's id, a province's two digits, a custom field's choice; null where it has none. */
export function segmentOf(lead: LeadFacts, by: string): string | null {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  if (by === 'source') return text(lead['sourceId'])
  if (by === 'region') return text(lead['region'])?.slice(0, 2) ?? null
  return text((lead['attrs'] as LeadFacts | null | undefined)?.[by.slice('custom.'.length)])
}

type Likely = Pick<Valued, 'chance' | 'by'>

function chanceOf({ policy, figures, model }: Basis): (lead: LeadFacts) => Likely {
  const { chance } = policy
  if (chance.model && model) {
    const by = { kind: 'model' as const, modelId: model.modelId }
    return (lead) => ({ chance: inWhole(model.chance(lead)), by })
  }
  const { ended, grades } = figures
  if (chance.fewest !== null && ended.of >= chance.fewest) {
    return (lead) => {
      const grade = typeof lead['grade'] === 'string' ? lead['grade'] : ''
      const { won, of } = grades[grade] ?? { won: 0, of: 0 }
      // (won + weight × rate of all) ÷ (of + weight), as whole numbers
      const drawn = mulDiv(won * ended.of + chance.weight * ended.won, WHOLE, (of + chance.weight) * ended.of)
      return { chance: drawn, by: { kind: 'history', grade, won, of } }
    }
  }
  const table = new Map(chance.grades.map(({ grade, percent }) => [grade, percent]))
  return (lead) => {
    const grade = typeof lead['grade'] === 'string' ? lead['grade'] : ''
    const percent = table.get(grade)
    return {
      chance: (percent ?? chance.other) * 100,
      by: { kind: 'table', grade: percent === undefined ? null : grade },
    }
  }
}

const inWhole = (chance: number) => Math.min(WHOLE, Math.max(0, Math.round(chance * WHOLE)))

type Costs = Pick<Valued, 'cost' | 'costBy'>

function costOf(
  { amount, lines }: ValuePolicy['cost'],
  fields: Fields,
  at: Moment,
): (lead: LeadFacts) => Costs {
  const ready = lines.map(({ id, label, when, amount: cost }) => ({
    says: { cost, costBy: { id, label } },
    holds: matches(when, fields, at),
  }))
  return (lead) => ready.find(({ holds }) => holds(lead))?.says ?? { cost: amount, costBy: null }
}
