/** A run of a draft on history: leads come in pages, what is kept of them are counts, and two scores of each decided one. */
import type { PreviewResult, segmentKinds } from '../../../../../contract/preview.ts'
import type { ScorePolicy } from '../../../../../contract/scorecard.ts'
import { allGrades } from '../../../../../contract/scoring/grades.ts'
import type { LeadFacts } from '../../../../../rules/matches.ts'
import { both, type Done, type Ground, Marker, type Sides } from './marker.ts'
import { type Grades, Opened } from './opened.ts'
import { Parted } from './parted.ts'

export interface OpenLead {
  readonly leadId: string
  /** Who has it; null where no rep does. */
  readonly userId: string | null
  readonly facts: LeadFacts
  readonly done: Done
}

export interface ArrivedLead {
  /** As it was when it arrived. */
  readonly facts: LeadFacts
  readonly done: Done
  readonly arrivedAt: Date
  readonly won: boolean | null
  readonly parts: Readonly<Partial<Record<(typeof segmentKinds)[number], string | null>>>
}

interface Reported {
  /** Arrivals were looked at since, in ms. */
  readonly since: number
  readonly unknown: readonly string[]
  /** Whose team each rep is in. */
  readonly teams: ReadonlyMap<string, string>
}

const WEEK = 7 * 86_400_000 // ms

export class Rehearsal {
  readonly #sides: Sides
  readonly #now: Date
  readonly #markers: Record<'before' | 'after', Marker>
  readonly #opened = new Opened()
  readonly #parted = new Parted()

  constructor(sides: Sides, ground: Ground) {
    this.#sides = sides
    this.#now = ground.at.now
    this.#markers = { before: new Marker(sides.before, ground), after: new Marker(sides.after, ground) }
  }

  open(leads: readonly OpenLead[]): void {
    for (const { leadId, userId, facts, done } of leads)
      this.#opened.add({ leadId, userId, ...both((marker) => marker.now(facts, done), this.#markers) })
  }

  past(leads: readonly ArrivedLead[]): void {
    for (const { facts, done, arrivedAt, won, parts } of leads)
      this.#parted.add({
        won,
        parts,
        ...both((marker) => marker.past(facts, done, arrivedAt), this.#markers),
      })
  }

  result({ since, unknown, teams }: Reported): PreviewResult {
    const policies = [this.#sides.after, this.#sides.before].filter((one): one is ScorePolicy => one !== null)
    const seen = [...this.#opened.grades(), ...this.#parted.grades()]
    return {
      grades: allGrades(policies, seen),
      open: this.#opened.result(),
      workload: {
        ...workOf(this.#opened.reps(), teams),
        weekly: this.#parted.weekly(Math.max(1, (+this.#now - since) / WEEK)),
      },
      past: { ...this.#parted.counts(), since: new Date(since), unknown: [...unknown] },
      quality: this.#parted.quality(),
      segments: this.#parted.segments(),
    }
  }
}

/** Grades by rep, and by team as the sum of its reps. */
function workOf(
  reps: ReadonlyMap<string, Grades>,
  teams: ReadonlyMap<string, string>,
): Pick<PreviewResult['workload'], 'reps' | 'teams'> {
  const byRep = [...reps].map(([userId, grades]) => ({
    userId,
    teamId: teams.get(userId) ?? null,
    grades: grades.result(),
  }))
  const byTeam = [...Map.groupBy(byRep, ({ teamId }) => teamId)]
  return {
    reps: byRep,
    teams: byTeam.map(([teamId, members]) => ({
      teamId,
      grades: {
        before: summed(members.map(({ grades }) => grades.before)),
        after: summed(members.map(({ grades }) => grades.after)),
      },
    })),
  }
}

function summed(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const [grade, count] of all.flatMap((one) => Object.entries(one)))
    sums.set(grade, (sums.get(grade) ?? 0) + count)
  return Object.fromEntries(sums)
}
