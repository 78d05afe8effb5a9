import type { Judged } from './say.ts'

type Proof = Judged['sides'][number]['proofs'][number]

/** One line of the time axis: what a side can point at, or something that concerns both. */
export type Moment =
  | { at: string; side: number; proof: Proof; times: number; last: string }
  | { at: string; mark: 'until' | 'raised' }

/** What both sides can point at on one axis, in its order; follow-ups of one side in a row are one line. */
export function axisOf({ sides, verdict, openedAt }: Judged): Moment[] {
  const proofs = sides.flatMap((each, side) =>
    each.proofs.map((proof): Moment => ({ at: proof.at, side, proof, times: 1, last: proof.at })),
  )
  const marks: Moment[] = [{ at: openedAt, mark: 'raised' }]
  if (verdict.until && verdict.until < openedAt) marks.push({ at: verdict.until, mark: 'until' })
  const all = [...proofs, ...marks].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return all.reduce<Moment[]>((told, moment) => {
    const before = told.at(-1)
    if (!before || !sameRun(before, moment)) return [...told, moment]
    return [...told.slice(0, -1), { ...before, times: before.times + 1, last: moment.at }]
  }, [])
}

type Shown = Extract<Moment, { side: number }>

function sameRun(before: Moment, next: Moment): before is Shown {
  return (
    'side' in before &&
    'side' in next &&
    before.side === next.side &&
    before.proof.kind === 'followed_up' &&
    next.proof.kind === 'followed_up'
  )
}
