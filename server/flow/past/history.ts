import { HISTORY_EVENTS, HISTORY_LOOKS, type ScoreEvent, type ScoreHistory } from '../../../contract/past.ts'
import { stepSaid } from '../../../contract/scoring/step.ts'
import { nothingDone, type Tally } from '../../../contract/scoring/tally.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import type { Caller } from '../../people/caller.ts'
import { type Counted, newestFrom, type Since } from '../../rooms/behaviour/store/counted.ts'
import { type Walk, walk } from '../../rooms/score/decide/past/walk.ts'
import { happenedTo } from './happened.ts'
import {
  countedIn,
  foldBy,
  inForce,
  judge,
  type JudgedPast,
  seenFrom,
  tallyAt,
  type Version,
} from './judge.ts'
import { type Lived, readLived } from './life.ts'
import { versionOf } from './score.ts'

/** Events of behaviour that are walked through one by one; a history of more begins later. */
const WALKED = 20_000

export interface Asking {
  readonly leadId: string
  readonly version?: number | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly events: Since
  readonly lang: Lang
  readonly now: Date
}

/**
 * The steps of a lead's score, with what happened on the way: each by the scorecards in force then, or all by one version.
 * Refuses `not_found` outside the caller's scope, and `score.version_unknown`.
 */
export async function scoreHistory(
  tx: Tx,
  caller: Caller,
  { leadId, version, events: since, lang, now, ...span }: Asking,
): Promise<ScoreHistory> {
  const lived = await readLived(tx, caller, { leadId, now })
  const only = version === undefined ? undefined : versionOf(lived, version)
  const to = latest(lived.arrivedAt, earliest(now, span.to ?? now))
  const newest = await newestFrom(tx, { kin: lived.kin, by: since, after: null, until: to }, WALKED)
  const from = earliest(to, latest(lived.arrivedAt, span.from ?? lived.arrivedAt, newest ?? lived.arrivedAt))
  const counted: Counted[] = []
  for await (const page of countedIn(tx, { kin: lived.kin, by: since, after: from, until: to }))
    counted.push(...page)
  counted.sort((a, b) => Number(a.counts) - Number(b.counts))
  const happened = happenedTo(lived, { did: counted, from, to })
  const theirs = only
    ? [only]
    : [inForce(lived, from), ...lived.versions.filter(({ validFrom }) => validFrom > from && validFrom <= to)]
  const before = await tallyAt(tx, lived, { at: from, since, versions: theirs })
  const unknown = new Set<string>()
  const look = looker(lived, { before, counted, now, only })
  const walked = walk({
    moments: [from, ...momentsOf(lived, happened).filter((at) => at >= from && at <= to), to],
    judge: (at) => {
      const judged = look(at)
      for (const field of judged.unknown) unknown.add(field)
      return judged
    },
    most: HISTORY_LOOKS,
  })
  return {
    from,
    to,
    current: inForce(lived, now)?.version ?? null,
    steps: stepsOf(walked, { happened, lang }),
    events: happened.slice(-HISTORY_EVENTS),
    apart: walked.apart / 1000,
    unknown: [...unknown],
  }
}

const latest = (...moments: Date[]) => new Date(Math.max(...moments.map(Number)))
const earliest = (...moments: Date[]) => new Date(Math.min(...moments.map(Number)))

/** What happened, and follow-ups that were logged after others were. */
function momentsOf({ life }: Lived, happened: readonly ScoreEvent[]): Date[] {
  return [...happened.map(({ at }) => at), ...life.followups.map(({ at, from }) => latest(at, from))]
}

interface Beginning {
  /** What had been done when it begins, by version. */
  readonly before: ReadonlyMap<Version | undefined, Tally>
  /** What counts from then on, in order. */
  readonly counted: readonly Counted[]
  readonly now: Date
  readonly only: Version | undefined
}

/** Looks at a lead at moment after moment: what it did is folded on from one to the next. */
function looker(lived: Lived, { before, counted, now, only }: Beginning): (at: Date) => JudgedPast {
  let held: { by: Version | undefined; at: Date; folded: number; tally: Tally } | undefined
  return (moment) => {
    const at = seenFrom(lived, moment)
    const by = only ?? inForce(lived, at)
    if (!held || held.by !== by || held.at > at)
      held = { by, at, folded: 0, tally: before.get(by) ?? nothingDone }
    const start = held.folded
    let end = start
    while (end < counted.length && (counted[end] as Counted).counts <= at) end++
    const tally = foldBy(by, held.tally, { events: counted.slice(start, end), zone: lived.zone })
    held = { by, at, folded: end, tally }
    const judged = judge(lived, { at, now, by, tally })
    // A closed lead's score turns no more
    return at < moment ? { ...judged, changesAt: null } : judged
  }
}

function stepsOf(
  { steps, apart }: Walk,
  { happened, lang }: { happened: readonly ScoreEvent[]; lang: Lang },
) {
  return steps.map(({ at, judged, changed, byTime }, i) => {
    const since = apart > 0 ? Number(steps[i - 1]?.at ?? at) : Number(at) - 1
    const because = byTime
      ? []
      : happened
          .filter((each) => Number(each.at) > since && each.at <= at)
          .map(({ kind, about }) => ({ kind, about }))
    const { version, score, grade } = judged
    const step = { version, score, grade, because, changed: [...changed] }
    return { at, ...step, says: stepSaid({ ...step, first: i === 0 }, lang) }
  })
}
