import { Judge } from './judge.ts'
import { type Evidence, type Model, probabilityOf } from './model.ts'
import { alone, type Ready } from './table.ts'

/** A record's values by field; null or left out is missing. */
export type Values = Readonly<Record<string, string | null | undefined>>

export interface Likelihood {
  readonly probability: number
  /** The odds before anything is looked at, in bits; with the weights of the evidence it gives the probability. */
  readonly prior: number
  readonly evidence: readonly Evidence[]
}

/** A likelihood, and whether something of the person's own speaks for it, not only what colleagues share too. */
export interface Weighed extends Likelihood {
  readonly own: boolean
}

/**
 * How probable two records are one, by a model learnt before, and why. Symmetric. How rare a value is, is not known here:
 * a scan, which has all values before it, may weigh a shared one more or less.
 */
export function likelihood(model: Model, a: Values, b: Values): Likelihood {
  const [{ own: _, ...told }] = new Weigher(model).weigh(a, [b]) as [Weighed]
  return told
}

/** Weighs records by one model. What it has made ready of a value it keeps: the same firms and names come again and again. */
export class Weigher {
  readonly #model: Model
  readonly #ready: Ready = new Map()

  constructor(model: Model) {
    this.#model = model
  }

  /** How probable it is that a record is one with each of these. */
  weigh(one: Values, others: readonly Values[]): Weighed[] {
    const judge = new Judge(alone(this.#model, [one, ...others], this.#ready), this.#model)
    return others.map((_, at) => {
      const { bits, prior, evidence } = judge.evidence(0, at + 1)
      return { probability: probabilityOf(bits), prior, evidence, own: judge.told() }
    })
  }
}
