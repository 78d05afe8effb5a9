/** Open leads by both sides: how scores and grades move, and whose work becomes what. */
import type { PreviewResult } from '../../../../../contract/preview.ts'
import { MOVED, SHIFTED, stability } from '../learned/drift.ts'

/** What a side gives a lead. */
export interface Mark {
  readonly score: number
  readonly grade: string
}
/** A lead by what is in force and by the draft. */
export interface Marked {
  readonly before: Mark
  readonly after: Mark
}
export interface OpenMarked extends Marked {
  readonly leadId: string
  /** Who has it; null where no rep does. */
  readonly userId: string | null
}

/** Leads that a movement names. */
const NAMED = 50
/** Ranges of the spread, at most. */
const RANGES = 24
/** Ranges that the stability index looks at, as is usual (see drift.ts). */
const TENTHS = 10

/** How many leads have each grade by either side. */
export class Grades {
  readonly #counts = { before: new Map<string, number>(), after: new Map<string, number>() }

  add(lead: Marked): void {
    for (const side of ['before', 'after'] as const) {
      const { grade } = lead[side]
      this.#counts[side].set(grade, (this.#counts[side].get(grade) ?? 0) + 1)
    }
  }

  /** Leads by grade; divided by `per`. */
  result(per = 1): Record<'before' | 'after', Record<string, number>> {
    const of = (counts: Counts<string>) =>
      Object.fromEntries([...counts].map(([grade, count]) => [grade, count / per]))
    return { before: of(this.#counts.before), after: of(this.#counts.after) }
  }

  names(): string[] {
    return [...this.#counts.before.keys(), ...this.#counts.after.keys()]
  }
}

type Counts<Key> = ReadonlyMap<Key, number>

/** Counts open leads as they come: a million of them leave no more than their counts. */
export class Opened {
  #leads = 0
  readonly #scores = { before: new Map<number, number>(), after: new Map<number, number>() }
  readonly #moves = new Map<string, { from: string; to: string; leads: number; leadIds: string[] }>()
  readonly #reps = new Map<string | null, Grades>()

  add(lead: OpenMarked): void {
    const { leadId, userId, before, after } = lead
    this.#leads++
    for (const side of ['before', 'after'] as const)
      this.#scores[side].set(lead[side].score, (this.#scores[side].get(lead[side].score) ?? 0) + 1)
    const key = JSON.stringify([before.grade, after.grade])
    const move = this.#moves.get(key) ?? { from: before.grade, to: after.grade, leads: 0, leadIds: [] }
    move.leads++
    if (move.from !== move.to && move.leadIds.length < NAMED) move.leadIds.push(leadId)
    this.#moves.set(key, move)
    const grades = this.#reps.get(userId) ?? new Grades()
    grades.add(lead)
    this.#reps.set(userId, grades)
  }

  /** What open leads come to. */
  result(): PreviewResult['open'] {
    const moves = [...this.#moves.values()]
    const index = stabilityOf(this.#scores)
    return {
      leads: this.#leads,
      changed: moves.reduce((sum, { from, to, leads }) => (from === to ? sum : sum + leads), 0),
      mean: { before: meanOf(this.#scores.before), after: meanOf(this.#scores.after) },
      spread: spreadOf(this.#scores),
      index,
      says: index > MOVED ? 'moved' : index > SHIFTED ? 'shifted' : 'steady',
      moves: moves.toSorted((a, b) => b.leads - a.leads),
    }
  }

  /** Of each rep, the grades of the leads they have. */
  reps(): Map<string, Grades> {
    return new Map([...this.#reps].flatMap(([userId, grades]) => (userId ? [[userId, grades] as const] : [])))
  }

  grades(): string[] {
    return [...this.#moves.values()].flatMap(({ from, to }) => [from, to])
  }
}

interface Sides {
  readonly before: Counts<number>
  readonly after: Counts<number>
}

function meanOf(scores: Counts<number>): number {
  let [sum, leads] = [0, 0]
  for (const [score, count] of scores) [sum, leads] = [sum + score * count, leads + count]
  return leads === 0 ? 0 : sum / leads
}

/** Scores in at most 24 ranges of a round width, the same for both sides. */
function spreadOf({ before, after }: Sides): PreviewResult['open']['spread'] {
  const scores = [...before.keys(), ...after.keys()]
  if (scores.length === 0) return []
  const [low, high] = [minOf(scores), -minOf(scores.map((score) => -score))]
  const width = roundWidth((high - low) / RANGES)
  const first = Math.floor(low / width)
  const counts = Array.from({ length: Math.floor(high / width) - first + 1 }, (_, at) => ({
    from: (first + at) * width,
    before: 0,
    after: 0,
  }))
  for (const [score, count] of before) counts[Math.floor(score / width) - first]!.before += count
  for (const [score, count] of after) counts[Math.floor(score / width) - first]!.after += count
  return counts
}

const minOf = (values: readonly number[]) => values.reduce((least, value) => Math.min(least, value), Infinity)

/** 1, 2, 5, 10, 20, 50 …: the first that is wide enough. */
function roundWidth(least: number): number {
  for (let ten = 1; ; ten *= 10) for (const width of [ten, 2 * ten, 5 * ten]) if (width >= least) return width
}

/** The index over ten ranges that hold about as many leads each by what is in force. */
function stabilityOf({ before, after }: Sides): number {
  const scores = [...before.keys()].toSorted((a, b) => a - b)
  const leads = [...before.values()].reduce((sum, count) => sum + count, 0)
  const edges: number[] = []
  let [below, tenth] = [0, 0]
  for (const score of scores) {
    const reached = Math.floor((below * TENTHS) / leads)
    if (reached > tenth) edges.push(score)
    tenth = Math.max(tenth, reached)
    below += before.get(score)!
  }
  const within = (counts: Counts<number>) => {
    const found = Array.from({ length: edges.length + 1 }, () => 0)
    for (const [score, count] of counts) found[edges.filter((edge) => score >= edge).length]! += count
    return found
  }
  // A score that everybody has leaves one range: those beyond it count too
  if (edges.length === 0 && scores.length > 0) edges.push(scores[0]!, scores.at(-1)! + 1)
  return stability(within(before), within(after))
}
