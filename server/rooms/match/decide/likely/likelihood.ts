import { Judge } from './judge.ts'
import { type Evidence, type Model, probabilityOf } from './model.ts'
import { alone } from './table.ts'

/** A record's values by field; null or left out is missing. */
export type Values = Readonly<Record<string, string | null | undefined>>

export interface Likelihood {
  readonly probability: number
  /** The odds before anything is looked at, in bits; with the weights of the evidence it gives the probability. */
  readonly prior: number
  readonly evidence: readonly Evidence[]
}

/**
 * How probable two records are one, by a model learnt before, and why. Symmetric. How rare a value is, is not known here:
 * a scan, which has all values before it, may weigh a shared one more or less.
 */
export function likelihood(model: Model, a: Values, b: Values): Likelihood {
  const { bits, prior, evidence } = new Judge(alone(model, [a, b]), model).evidence(0, 1)
  return { probability: probabilityOf(bits), prior, evidence }
}
