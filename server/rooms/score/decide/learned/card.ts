/** An additive model as points a person can read: whole numbers, ten of which double the odds. */
import type { Additive, Group, Part } from './additive.ts'
import { type Bin, placer } from './bins.ts'
import type { Cell, Column } from './history.ts'

/** Points that double the odds. */
export const DOUBLE = 10
const FACTOR = DOUBLE / Math.LN2

export interface Line extends Part {
  readonly points: number
  /** Leads it held for, of those it was learned from. */
  readonly count: number
}
export interface LearnedCard {
  /** Points of a lead with the commonest answer to everything. */
  readonly base: number
  /** By group: lines exclude each other; a lead that none holds for gets the rest's 0. */
  readonly groups: readonly (readonly Line[])[]
}

/**
 * The card of a model: in each group the commonest bin has 0 points, ranges of equal points are one, and what has no points
 * is left out.
 */
export function cardOf({ intercept, groups }: Additive): LearnedCard {
  const zeros = groups.map(({ counts }) => counts.indexOf(Math.max(...counts)))
  const base = groups.reduce((sum, { weights }, at) => sum + weights[zeros[at]!]!, intercept)
  return {
    base: Math.round(base * FACTOR),
    groups: groups
      .map((group, at) => linesOf(group, group.weights[zeros[at]!]!))
      .filter((lines) => lines.some(({ points }) => points !== 0)),
  }
}

function linesOf({ parts, weights, counts }: Group, zero: number): Line[] {
  const lines: Line[] = []
  parts.forEach((part, at) => {
    // A cell nobody was ever in has nothing to say
    const points = counts[at] === 0 ? 0 : Math.round((weights[at]! - zero) * FACTOR)
    const line = { ...part, points, count: counts[at]! }
    const last = lines.at(-1)
    const merged = last && last.points === points ? together(last, line) : null
    if (merged) lines[lines.length - 1] = merged
    else lines.push(line)
  })
  return lines
}

/** Ranges beside each other as one. */
function together(a: Line, b: Line): Line | null {
  if (a.with || b.with || a.bin.kind !== 'range' || b.bin.kind !== 'range') return null
  return { ...a, bin: { kind: 'range', from: a.bin.from, below: b.bin.below }, count: a.count + b.count }
}

/** A lead's points by the card, by group the line that held; `columns[key]` are its values by key. */
export function pointsOf(card: LearnedCard): (values: (key: string) => Cell | undefined) => number {
  const groups = card.groups.map(readyGroup)
  return (values) => groups.reduce((sum, points) => sum + points(values), card.base)
}

/** The line of each group that holds for a lead, where it has points: the reasons of its score, but for the base. */
export function linesFor(card: LearnedCard): (values: (key: string) => Cell | undefined) => Line[] {
  const groups = card.groups.map((lines) => {
    const places = axis(lines.map(({ key, bin }) => ({ key, bin })))
    const beside = lines[0]!.with ? axis(lines.map((line) => line.with!)) : null
    return (values: (key: string) => Cell | undefined) => {
      const at = places.place(values(places.key))
      const along = beside?.place(values(beside.key))
      return lines.filter(
        ({ bin, with: other, points }) =>
          points !== 0 && places.at(bin) === at && (!beside || beside.at(other!.bin) === along),
      )
    }
  })
  return (values) => groups.flatMap((holding) => holding(values))
}

function readyGroup(lines: readonly Line[]): (values: (key: string) => Cell | undefined) => number {
  const first = lines[0]!
  const places = axis(lines.map(({ key, bin }) => ({ key, bin })))
  const beside = first.with ? axis(lines.map((line) => line.with!)) : null
  const width = beside?.bins.length ?? 1
  const table = new Int32Array(places.bins.length * width)
  for (const { bin, with: other, points } of lines)
    table[places.at(bin) * width + (beside && other ? beside.at(other.bin) : 0)] = points
  return (values) =>
    table[places.place(values(places.key)) * width + (beside ? beside.place(values(beside.key)) : 0)]!
}

interface Axis {
  key: string
  bins: readonly Bin[]
  at: (bin: Bin) => number
  place: (value: Cell | undefined) => number
}

const nameOf = (bin: Bin) =>
  bin.kind === 'range' ? `range ${bin.from}` : bin.kind === 'value' ? `value ${bin.value}` : bin.kind

/** The bins of one column among some parts, as a table is read. */
function axis(parts: readonly { key: string; bin: Bin }[]): Axis {
  const bins = [...new Map(parts.map(({ bin }) => [nameOf(bin), bin])).values()]
  const kind: Column['kind'] = bins.some((bin) => bin.kind === 'range') ? 'number' : 'choice'
  const places = new Map(bins.map((bin, at) => [nameOf(bin), at]))
  const { key } = parts[0]!
  return { key, bins, at: (bin) => places.get(nameOf(bin))!, place: placer({ key, kind, bins }) }
}
