import { overrideOf } from '../../../contract/scoring/override.ts'
import { eventCriteria, scorer } from '../../../contract/scoring/score.ts'
import { type Did, fold, nothingDone, type Tally } from '../../../contract/scoring/tally.ts'
import { dayOf } from '../../../rules/days.ts'
import type { Tx } from '../../db/db.ts'
import type { Policy } from '../../policy/store.ts'
import { type Counted, countedPage, type Counting, type Since } from '../../rooms/behaviour/store/counted.ts'
import { unknownOf } from '../../rooms/score/decide/past/asked.ts'
import { closedSince, leadAt } from '../../rooms/score/decide/past/life.ts'
import type { Judged } from '../../rooms/score/decide/past/walk.ts'
import type { Lived } from './life.ts'

export type Version = Policy<'score'>

/** A past score, with the fields of which nothing tells what they were then. */
export interface JudgedPast extends Judged {
  readonly unknown: readonly string[]
}

/** Where a moment is looked at from: a closed lead is scored as it was just before it was closed. */
export function seenFrom({ life, arrivedAt }: Lived, at: Date): Date {
  const closed = closedSince(life, at)
  return closed ? new Date(Math.max(Number(arrivedAt), Number(closed) - 1)) : at
}

/** The version in force at a moment; undefined before the first. */
export function inForce({ versions }: Lived, at: Date): Version | undefined {
  return versions.findLast(({ validFrom }) => validFrom <= at)
}

export interface Judging {
  /** As `seenFrom` told it. */
  readonly at: Date
  /** From then on the lead is taken as its row stands. */
  readonly now: Date
  readonly by: Version | undefined
  readonly tally: Tally
}

/** The score of a lead at a moment by a version, what it had done by then being folded already. */
export function judge({ life, fields, zone, overrides }: Lived, { at, now, by, tally }: Judging): JudgedPast {
  const was = at < now ? leadAt(life, at) : { facts: life.lead, untold: new Set<string>() }
  const scoreOverride = overrides.find((each) => overrideOf({ scoreOverride: each }, at)) ?? null
  const score = scorer(by?.body, fields, { now: at, zone })({ ...was.facts, scoreOverride }, tally)
  const unknown = by ? unknownOf(by.body, score.card, { was, fields }) : []
  return { ...score, version: by?.version ?? null, unknown }
}

const PAGE = 5_000

/** What counts for a lead in a span of time, page by page. */
export async function* countedIn(tx: Tx, counting: Counting): AsyncGenerator<Counted[]> {
  for (let after: string | null = null; ;) {
    const page: Counted[] = await countedPage(tx, counting, { after, most: PAGE })
    yield page
    after = page.at(-1)?.place ?? null
    if (page.length < PAGE) return
  }
}

/** A tally after some more events, as a version of the scorecards counts them. */
export function foldBy(
  by: Version | undefined,
  tally: Tally,
  { events, zone }: { events: readonly Counted[]; zone: string },
): Tally {
  const did = events.map(({ kind, about, at }): Did => ({ kind, about, at, day: dayOf(at, zone) }))
  return fold(tally, eventCriteria(by?.body), did)
}

/** What a lead had done by a moment, folded by each of some versions; every event is read once. */
export async function tallyAt(
  tx: Tx,
  { kin, zone }: Lived,
  { at, since, versions }: { at: Date; since: Since; versions: readonly (Version | undefined)[] },
): Promise<Map<Version | undefined, Tally>> {
  const tallies = new Map(versions.map((by): [Version | undefined, Tally] => [by, nothingDone]))
  for await (const events of countedIn(tx, { kin, by: since, after: null, until: at }))
    for (const [by, tally] of tallies) tallies.set(by, foldBy(by, tally, { events, zone }))
  return tallies
}
