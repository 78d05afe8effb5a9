import type { readScoreHistory } from '../../../../contract/past.ts'
import { stepSaid } from '../../../../contract/scoring/step.ts'
import type { Reply } from '../../../app/api.ts'
import type { Lang } from '../../../app/language.tsx'

export type History = Reply<typeof readScoreHistory>
export type Step = History['steps'][number]

/** Something to look at on the line: a step of the score, or what happened without changing it. */
export interface Spot {
  /** ms */
  readonly at: number
  readonly score: number
  readonly grade: string
  readonly says: string
  readonly mark: Mark | null
}
/** What is told apart on the line: what the lead did, what a rep did, and the rest. */
export type Mark = 'did' | 'followed' | 'other'

const markOf = (kind: History['events'][number]['kind']): Mark | null =>
  kind === 'did' ? 'did' : kind === 'followedUp' ? 'followed' : kind === 'published' ? null : 'other'

/** All there is to look at, in order; a step tells for what happened at its moment. */
export function spotsOf({ steps, events }: History, lang: Lang): Spot[] {
  const stepped = new Map(steps.map((step) => [Date.parse(step.at), step]))
  const happened = Map.groupBy(events, ({ at }) => Date.parse(at))
  const moments = [...new Set([...stepped.keys(), ...happened.keys()])].toSorted((a, b) => a - b)
  let stands = steps[0]
  return moments.flatMap((at): Spot[] => {
    const step = stepped.get(at)
    stands = step ?? stands
    if (!stands) return []
    const because = happened.get(at) ?? []
    const marks = because.map(({ kind }) => markOf(kind))
    return [
      {
        at,
        score: stands.score,
        grade: stands.grade,
        says: step?.says ?? stepSaid({ because, changed: [], first: false }, lang),
        mark:
          marks.find((mark) => mark === 'did' || mark === 'followed') ??
          marks.find((mark) => mark !== null) ??
          null,
      },
    ]
  })
}

/** The spot nearest to a moment (ms). */
export function nearest(spots: readonly Spot[], at: number): Spot | undefined {
  return spots.reduce<Spot | undefined>(
    (best, spot) => (!best || Math.abs(spot.at - at) < Math.abs(best.at - at) ? spot : best),
    undefined,
  )
}
