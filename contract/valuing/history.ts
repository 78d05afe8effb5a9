import type { Counted } from './amount.ts'

/** How leads of a kind ended. */
export interface Ended {
  readonly won: number
  readonly of: number
}

/** What history tells of an organisation's leads. */
export interface Figures {
  readonly sales: Counted
  /** By the value of the field that sales are told apart by. */
  readonly segments: Readonly<Record<string, Counted>>
  readonly ended: Ended
  readonly grades: Readonly<Record<string, Ended>>
}

export const noFigures: Figures = {
  sales: { sum: 0, count: 0 },
  segments: {},
  ended: { won: 0, of: 0 },
  grades: {},
}

/** A change smaller than this share of a figure is no reason to value every lead anew. */
const NOTABLE = 0.02

/** Whether history has moved so far that leads valued by `before` are valued wrongly. */
export function hasMoved(before: Figures, now: Figures): boolean {
  const mean = ({ sum, count }: Counted) => (count === 0 ? 0 : sum / count)
  const rate = ({ won, of }: Ended) => (of === 0 ? 0 : won / of)
  return (
    apart(mean(before.sales), mean(now.sales)) ||
    apart(rate(before.ended), rate(now.ended)) ||
    someApart(before.segments, now.segments, mean) ||
    someApart(before.grades, now.grades, rate)
  )
}

function someApart<T>(
  before: Readonly<Record<string, T>>,
  now: Readonly<Record<string, T>>,
  figure: (one: T) => number,
): boolean {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  const of = (all: Readonly<Record<string, T>>, name: string) => (name in all ? figure(all[name] as T) : 0)
  return [...names].some((name) => apart(of(before, name), of(now, name)))
}

const apart = (a: number, b: number) => Math.abs(a - b) > NOTABLE * Math.max(Math.abs(a), Math.abs(b))
