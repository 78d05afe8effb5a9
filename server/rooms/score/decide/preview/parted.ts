/** Past leads as they arrived, told apart by where they came from and who has them. */
import type { PreviewResult, Segment, segmentKinds } from '../../../../../contract/preview.ts'
import { FEWEST } from '../learned/learn.ts'
import { compared } from './delong.ts'
import { Grades, type Marked } from './opened.ts'
import { toldBy } from './told.ts'

type By = (typeof segmentKinds)[number]

export interface PastMarked extends Marked {
  /** Null: its outcome is not known yet. */
  readonly won: boolean | null
  readonly parts: Readonly<Partial<Record<By, string | null>>>
}

interface Part {
  readonly by: By
  readonly value: string | null
  leads: number
  won: number
  lost: number
  readonly sum: { before: number; after: number }
  readonly grades: Grades
  /** Places of its leads whose outcome is known. */
  readonly decided: number[]
}

/** Segments shown of a kind, the largest; the others are small. */
const SHOWN = 12

/** Gathers past leads as they come. Of each whose outcome is known both scores stay, of all others only counts. */
export class Parted {
  #leads = 0
  readonly #scores: { before: number[]; after: number[] } = { before: [], after: [] }
  readonly #labels: number[] = []
  readonly #all = new Grades()
  readonly #parts = new Map<string, Part>()

  add(lead: PastMarked): void {
    this.#leads++
    this.#all.add(lead)
    if (lead.won !== null) {
      this.#scores.before.push(lead.before.score)
      this.#scores.after.push(lead.after.score)
      this.#labels.push(Number(lead.won))
    }
    for (const [by, value] of Object.entries(lead.parts) as [By, string | null][])
      this.#count(by, value, lead)
  }

  #count(by: By, value: string | null, lead: PastMarked): void {
    const key = JSON.stringify([by, value])
    const part = this.#parts.get(key) ?? {
      by,
      value,
      leads: 0,
      won: 0,
      lost: 0,
      sum: { before: 0, after: 0 },
      grades: new Grades(),
      decided: [],
    }
    part.leads++
    part.sum.before += lead.before.score
    part.sum.after += lead.after.score
    part.grades.add(lead)
    if (lead.won !== null) {
      part[lead.won ? 'won' : 'lost']++
      part.decided.push(this.#labels.length - 1)
    }
    this.#parts.set(key, part)
  }

  counts() {
    const won = this.#labels.reduce((sum, label) => sum + label, 0)
    return { leads: this.#leads, won, lost: this.#labels.length - won }
  }

  /** Of arrivals, how many have each grade, a week on average. */
  weekly(weeks: number): PreviewResult['workload']['weekly'] {
    return this.#all.result(weeks)
  }

  grades(): string[] {
    return this.#all.names()
  }

  /** How well both sides tell; null where fewer than 40 were won or lost. */
  quality(): PreviewResult['quality'] {
    const { won, lost } = this.counts()
    if (Math.min(won, lost) < FEWEST) return null
    const { before, after } = this.#scores
    const aucs = compared(before, after, this.#labels)
    return {
      before: toldBy(before, this.#labels, aucs.before),
      after: toldBy(after, this.#labels, aucs.after),
      difference: aucs.difference,
    }
  }

  segments(): Segment[] {
    const parts = [...Map.groupBy(this.#parts.values(), ({ by }) => by).values()]
    return parts.flatMap((same) =>
      same
        .toSorted((a, b) => b.leads - a.leads)
        .slice(0, SHOWN)
        .map((part) => this.#segment(part)),
    )
  }

  #segment({ decided, sum, grades, ...part }: Part): Segment {
    const { leads, won, lost } = part
    const pick = (of: readonly number[]) => decided.map((at) => of[at]!)
    const aucs =
      Math.min(won, lost) < FEWEST
        ? null
        : compared(pick(this.#scores.before), pick(this.#scores.after), pick(this.#labels))
    return {
      ...part,
      mean: { before: sum.before / leads, after: sum.after / leads },
      grades: grades.result(),
      auc: aucs && { before: aucs.before, after: aucs.after },
    }
  }
}
