/** From a history to all that is kept of it: what was left out and why, the card, how good it is, how leads were spread. */
import { type Spread, spreadOf } from './drift.ts'
import type { Column, History } from './history.ts'
import { findLeaks, type Leak } from './leak.ts'
import { learn, learnable, type Learned } from './learn.ts'

export interface Studied extends Learned {
  readonly leaks: readonly Leak[]
  /** Columns that no lead, or every lead alike, had an answer to. */
  readonly blank: readonly string[]
  readonly spreads: readonly Spread[]
}

/** Learns from the columns that tell something and do not know the outcome. Undefined where too few are won or lost. */
export function study(history: History, keep: ReadonlySet<string>): Studied | undefined {
  if (!learnable(history)) return undefined
  const leaks = findLeaks(history, keep)
  const leaking = new Set(leaks.map(({ key }) => key))
  const blank = history.columns.filter((column) => !leaking.has(column.key) && sayNothing(column))
  const out = new Set([...leaking, ...blank.map(({ key }) => key)])
  const columns = history.columns.filter(({ key }) => !out.has(key))
  return {
    ...learn({ ...history, columns }),
    leaks,
    blank: blank.map(({ key }) => key),
    spreads: columns.map(spreadOf),
  }
}

const sayNothing = ({ values }: Column) => values.every((value) => value === values[0])
