/** The score of a lead over time: looked at whenever something happened, and between whenever it may turn by itself. */
import type { Score, Term } from '../../../../../contract/scoring/score.ts'

/** A score with the version of the policy it is by; null: by none. */
export interface Judged extends Score {
  readonly version: number | null
}

export interface Step {
  readonly at: Date
  readonly judged: Judged
  /** The terms that weigh more or less than in the step before. */
  readonly changed: readonly Term[]
  /** Nothing happened: it turned by itself. */
  readonly byTime: boolean
}

export interface Walk {
  readonly steps: readonly Step[]
  /** More turned than is told: between what happened, steps are this far apart at least (ms); 0: each is told. */
  readonly apart: number
}

export interface Walking {
  /** When something happened, in any order; the first and the last of them are always looked at. */
  readonly moments: readonly Date[]
  readonly judge: (at: Date) => Judged
  /** Looks at the lead at most about that many times. */
  readonly most: number
}

/** Each step at which a lead's score, its grade, its version or its terms became others. */
export function walk({ moments, judge, most }: Walking): Walk {
  const all = [...new Set(moments.map(Number))].toSorted((a, b) => a - b)
  const exact = stride(all, { judge, most, apart: 0 })
  if (exact) return { steps: exact, apart: 0 }
  const apart = Math.max(1, Math.ceil(((all.at(-1) ?? 0) - (all[0] ?? 0)) / (most / 2)))
  return { steps: stride(thinned(all, apart), { judge, most: Infinity, apart }) ?? [], apart }
}

interface Pace {
  readonly judge: (at: Date) => Judged
  readonly most: number
  readonly apart: number
}

/** Undefined where it would have to look more often than it may. */
function stride(moments: readonly number[], { judge, most, apart }: Pace): Step[] | undefined {
  const steps: Step[] = []
  let looks = 0
  for (const [i, moment] of moments.entries()) {
    const next = moments[i + 1] ?? moment
    for (let at = moment; at === moment || at < next;) {
      if (++looks > most) return undefined
      const judged = judge(new Date(at))
      keep(steps, { at: new Date(at), judged, byTime: at !== moment })
      at = judged.changesAt ? Math.max(Number(judged.changesAt), at + Math.max(1, apart)) : Infinity
    }
  }
  return steps
}

function keep(steps: Step[], { at, judged, byTime }: Omit<Step, 'changed'>): void {
  const before = steps.at(-1)?.judged
  const changed = before ? differences(before.terms, judged.terms) : judged.terms
  if (before && changed.length === 0 && before.grade === judged.grade && before.version === judged.version)
    return
  steps.push({ at, judged, changed, byTime })
}

/** What terms weigh more or less than before, those that weigh most first. */
export function differences(before: readonly Term[], after: readonly Term[]): Term[] {
  const was = new Map(before.map((term) => [term.id, term]))
  const now = new Map(after.map((term) => [term.id, term]))
  return [...new Map([...was, ...now]).values()]
    .map(({ id, label }) => ({ id, label, points: (now.get(id)?.points ?? 0) - (was.get(id)?.points ?? 0) }))
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

/** The first and the last, and between one for every so long: the last of each. */
function thinned(moments: readonly number[], apart: number): number[] {
  const first = moments[0] ?? 0
  const last = new Map(moments.map((moment) => [Math.floor((moment - first) / apart), moment]))
  return [...new Set([first, ...last.values()])]
}
