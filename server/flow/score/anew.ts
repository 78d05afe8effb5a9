import { setTimeout as sleep } from 'node:timers/promises'
import type { Tally } from '../../../contract/scoring/tally.ts'
import { type Db, inTransaction, type Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import {
  keepPriority,
  priorityAfter,
  type PriorityInForce,
  type Ranked,
  type Standing,
} from '../../lead/priority.ts'
import { lockLeads } from '../../lead/store.ts'
import { readTallies } from '../../rooms/behaviour/store/tallies.ts'
import { asksOf } from '../../rooms/score/decide/asks.ts'
import * as store from '../../rooms/score/store.ts'
import { answer } from '../../rooms/score/store/feedback.ts'
import { standAnew } from '../profile/stand.ts'
import { rankedOf, type RatedLead, scoredOf, versionsOf, writeRated } from '../rescore.ts'
import { readSetup, type Setup } from '../setup.ts'

/** Leads whose scores are swept in one transaction. */
const SWEPT = 2000
/** Leads scored anew in one transaction: what else the server does waits while they are. */
const PAGE = 1000
/** Milliseconds until it is asked again whether those who began before a run are done. */
const WAIT = 300

/**
 * Scores leads that faded, or whose silence grew, while nothing happened to them. Returns how many were due; fewer than
 * a full page: none is left.
 */
export async function sweep(tx: Tx, now: Date, most = SWEPT): Promise<number> {
  const due = await store.lockDue(tx, now, most)
  if (due.length === 0) return 0
  const setup = await readSetup(tx, now)
  const rated = await rateAll(tx, due, setup)
  const written = await writeRated(tx, rated, setup)
  await standAnew(
    tx,
    due.map((lead, i) => ({ ...lead, score: rated[i]!.score, grade: rated[i]!.grade })),
    setup,
  )
  const changed = due.filter(({ leadId, score, grade, expectedValue }, i) => {
    const { score: now, grade: then, valued } = rated[i]!
    return (
      written.has(leadId) && (score !== now || grade !== then || expectedValue !== (valued?.total ?? null))
    )
  })
  if (changed.length > 0) await tell(tx, { topic: 'lead', ids: changed.map(({ leadId }) => leadId) })
  return due.length
}

interface Rescoring {
  readonly db: Db
  readonly orgId: string
  readonly signal: AbortSignal
  readonly most?: number
}

/**
 * Scores every lead by the scorecards in force and judges it by the ideal customer profile, page by page: one is read and
 * scored while the one before is written. Killed at any moment it goes on from there, and one published meanwhile begins it
 * anew. Ends once whoever read the scorecards before is done, and what they wrote is scored too. A closed lead keeps its score.
 */
export async function rescoreAll({ db, orgId, signal, most = PAGE }: Rescoring): Promise<void> {
  const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(db, orgId, run)
  for (;;) {
    signal.throwIfAborted()
    const run = await within((tx) => progress(tx, new Date()))
    if (run.endedAt) return
    let page: Page | undefined = await within((tx) => scoreNext(tx, run.after, most))
    let isThrough = false
    while (page) {
      signal.throwIfAborted()
      const held: Page = page
      const [kept, next] = await Promise.all([
        within((tx) => keepPage(tx, held, new Date())),
        held.end ? undefined : within((tx) => scoreNext(tx, held.last, most)),
      ])
      page = kept ? next : undefined
      isThrough = kept && held.end
    }
    if (isThrough && (await within((tx) => finish(tx, most, new Date()))) === 'waits')
      await sleep(WAIT, undefined, { signal })
  }
}

/** How far it is, by the scorecards, the basis of values and the profile in force: begun anew where others were in force then. */
async function progress(tx: Tx, now: Date): Promise<store.Run> {
  const held = await store.lockRun(tx)
  // Read once the run is locked: what was published before is seen
  const wanted = await store.inForce(tx)
  const isNewest = held && held.version >= wanted.version && held.basis >= wanted.basis
  if (isNewest && held.profileVersion >= wanted.profileVersion) return held
  await answer(tx, wanted.version)
  return (await store.beginRun(tx, wanted, now)) ?? progress(tx, now)
}

/** Leads scored and not yet written. */
export interface Page {
  readonly after: string | null
  readonly last: string | null
  /** Whether no lead comes after them. */
  readonly end: boolean
  /** What they were scored and valued by. */
  readonly by: store.For
  readonly versions: store.Versions
  readonly leadIds: readonly string[]
  /** Of those that are open. */
  readonly scores: store.Ready
  /** Those whose priority becomes another. */
  readonly ranked: readonly Ranked[]
  readonly inForce: PriorityInForce | undefined
}

/** Reads the leads after one and scores them; nothing is locked. */
export async function scoreNext(tx: Tx, after: string | null, most: number): Promise<Page> {
  // Asked first: what is published between the two is no page of this run
  const by = await store.inForce(tx)
  const setup = await readSetup(tx, new Date())
  const body = setup.policy('score')?.body
  // What values ask is not told beforehand: a learned scorecard may ask anything
  const properties = setup.basis ? undefined : asksOf(body ? [body] : [], setup.fields).properties
  const leads = await store.readPage(tx, { after, most, properties })
  // A closed lead keeps the score it was closed with
  const open = leads.filter((lead) => lead.holderKind !== 'closed')
  const rated = await rateAll(tx, open, setup)
  return {
    after,
    last: leads.at(-1)?.leadId ?? after,
    end: leads.length < most,
    by,
    versions: versionsOf(setup),
    leadIds: leads.map(({ leadId }) => leadId),
    scores: store.ready(rated.map((each, i) => ({ ...scoredOf(each), held: open[i]!.held }))),
    ranked: rated.map(rankedOf).filter(({ lead, asks }) => priorityAfter(lead, asks) !== null),
    inForce: setup.priority,
  }
}

/**
 * Writes a page of scores, and how far that is, in one transaction. False, and nothing is written, where it is not the next
 * page any more: somebody published, or another server wrote it.
 */
export async function keepPage(tx: Tx, { scores, by, ...page }: Page, now: Date): Promise<boolean> {
  const run = await progress(tx, now)
  const isOther =
    run.version !== by.version || run.basis !== by.basis || run.profileVersion !== by.profileVersion
  if (isOther || run.after !== page.after || run.endedAt) return false
  const written = await store.write(tx, scores, page.versions)
  // Of those that are no longer as they were read the priority is not what was reckoned either
  const ranked = page.ranked.filter(({ lead }) => written.has(lead.leadId))
  await keepPriority(tx, ranked, { now, inForce: page.inForce })
  const missed = scores.leadIds.filter((leadId) => !written.has(leadId))
  if (missed.length > 0) await scoreLocked(tx, missed, now)
  if (by.profileVersion > 0) await standAnew(tx, await lockLeads(tx, page.leadIds), await readSetup(tx, now))
  await store.moveRun(tx, page.last, page.leadIds.length)
  return true
}

/**
 * Ends a run whose pages are all written. An arrival, or a change, that was decided by the scorecards of before may be
 * written behind it: those are scored first, and while somebody is at work who may write another it does not end.
 */
export async function finish(tx: Tx, most: number, now: Date): Promise<'ended' | 'scored' | 'waits'> {
  const { version, endedAt } = await progress(tx, now)
  if (endedAt) return 'ended'
  const waits = await store.olderAtWork(tx)
  // Looked for after that: what those wrote who are done by now is seen
  const behind = await store.behind(tx, version, most)
  if (behind.length > 0) await scoreLocked(tx, behind, now)
  if (behind.length === most) return 'scored'
  if (waits) return 'waits'
  await store.endRun(tx, now)
  await tell(tx, { topic: 'lead' })
  return 'ended'
}

/** Somebody wrote them meanwhile: scored as they are now, by whoever is alone with them. */
async function scoreLocked(tx: Tx, missed: readonly string[], now: Date): Promise<void> {
  const leads = (await lockLeads(tx, missed)).filter(({ holderKind }) => holderKind !== 'closed')
  const setup = await readSetup(tx, now)
  await writeRated(tx, await rateAll(tx, leads, setup), setup)
}

/** Scores and values in the order of the leads. */
async function rateAll(tx: Tx, leads: readonly Standing[], setup: Setup): Promise<RatedLead[]> {
  const did = await readTallies<Tally>(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  return leads.map((lead) => ({ lead, ...setup.score({ ...lead }, did.get(lead.leadId)?.tally) }))
}
