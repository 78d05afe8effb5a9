import { sql } from 'kysely'
import type { PreviewResult } from '../../../contract/preview.ts'
import type { ScorePolicy } from '../../../contract/scorecard.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, one, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over, oversee } from '../../jobs/oversee.ts'
import { tell } from '../../jobs/tell.ts'
import { Thread } from '../../jobs/thread.ts'
import { readFields } from '../../lead/fields.ts'
import { currentPolicy, policyVersion } from '../../policy/store.ts'
import { type Asks, asksOf, foldedAlike, unknownThen } from '../../rooms/score/decide/asks.ts'
import type { Ground, Sides } from '../../rooms/score/decide/preview/marker.ts'
import type { Place } from '../../rooms/score/store/history.ts'
import {
  movePreview,
  type PreviewOptions,
  type Progress,
  readPreview,
} from '../../rooms/score/store/previews.ts'
import { countRehearsed, MOST, teamsOf } from '../../rooms/score/store/rehearsed.ts'
import type { AnswerPreview, AskedPreview } from '../../rooms/score/worker.ts'
import { type ArrivedPage, type OpenPage, readArrived, readOpen } from './pages.ts'

export interface Job {
  readonly orgId: string
  readonly previewId: string
  /** Aborted when the server stops: the preview is begun again elsewhere. */
  readonly signal: AbortSignal
}

type Reach = Pick<House, 'db'>
type Rehearser = Thread<AskedPreview, AnswerPreview>

const file = new URL('../../rooms/score/worker.ts', import.meta.url)
/** Megabytes the thread may take: it keeps counts, and two scores of each of a hundred thousand leads. */
const MEMORY = 1024
const DAY = 86_400_000 // ms
/** Pages between two words on how far it is. */
const OFTEN = 4

/** What a run looks at, read once. */
export interface Run {
  readonly sides: Sides
  readonly ground: Ground
  readonly asks: Asks
  /** What leads did is held folded by this version, and as both sides ask it; null: it is folded from their events. */
  readonly foldedBy: number | null
  readonly options: PreviewOptions
  readonly since: Date
  /** Whose team each rep is in. */
  readonly teams: ReadonlyMap<string, string>
}

/**
 * Runs a draft on history: open leads as they are, past ones as they arrived, read in pages and scored in a thread that
 * keeps counts. Begun again after a crash it runs anew; nothing is kept before it is done.
 */
export async function runPreview(house: Reach, job: Job): Promise<void> {
  const thread: Rehearser = new Thread(file, MEMORY)
  const over = { signal: job.signal, isOver: () => isOver(house, job), end: () => thread.end() }
  await oversee(over, async () => {
    const { run, leads } = await begun(house, job)
    await thread.ask({ ask: 'sides', sides: run.sides, ground: run.ground }, 'taken')
    const told = await open(house, job, { run, thread, leads })
    const oldest = await past(house, job, { run, thread, leads, scored: told })
    await move(house, job, { progress: { step: 'judge' } })
    const since = oldest ?? run.since
    const report = { since: +since, unknown: unknownThen(run.asks), teams: run.teams }
    const { result } = await thread.ask({ ask: 'report', ...report }, 'previewed')
    await move(house, job, { progress: { step: null }, result })
  })
}

async function isOver({ db }: Reach, { orgId, previewId }: Job): Promise<boolean> {
  const held = await inTransaction(db, orgId, (tx) => readPreview(tx, previewId))
  return held?.state !== 'running'
}

/** Moves the preview on and tells open pages; with its result it is done. Throws `Over` where it has been cancelled. */
async function move(
  { db }: Reach,
  { orgId, previewId }: Job,
  { progress, result }: { progress: Progress; result?: PreviewResult },
): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    const state = result ? ('done' as const) : ('running' as const)
    const to = { state, progress, ...(result ? { result } : {}), at: new Date() }
    if (!(await movePreview(tx, previewId, to))) throw new Over()
    await tell(tx, { topic: 'preview', ids: [previewId] })
  })
}

async function begun({ db }: Reach, { orgId, previewId }: Job) {
  const now = new Date()
  return inTransaction(db, orgId, async (tx) => {
    const held = await readPreview(tx, previewId)
    if (!held) throw new Over()
    const run = await readRun(tx, held, now)
    const counted = await countRehearsed(tx, run.since)
    return { run, leads: counted.open + counted.arrived }
  })
}

async function readRun(
  tx: Tx,
  { draft, against, options }: { draft: ScorePolicy; against: number; options: PreviewOptions },
  now: Date,
): Promise<Run> {
  const sides = { before: (await policyVersion(tx, 'score', against))?.body ?? null, after: draft }
  const fields = fieldsOf(await readFields(tx))
  const org = await one(
    tx,
    sql<{ zone: string }>`select time_zone as zone from org where org_id = ${tx.orgId}`,
  )
  const held = await currentPolicy(tx, 'score')
  const alike = foldedAlike(held?.body, sides.before) && foldedAlike(held?.body, sides.after)
  return {
    sides,
    ground: { fields, at: { now, zone: org?.zone ?? 'UTC' } },
    asks: asksOf(sides.before ? [sides.before, draft] : [draft], fields),
    foldedBy: alike ? (held?.version ?? 0) : null,
    options,
    since: new Date(+now - options.days * DAY),
    teams: await teamsOf(tx),
  }
}

interface Reading {
  readonly run: Run
  readonly thread: Rehearser
  /** Leads in all, for telling how far it is. */
  readonly leads: number
}

async function open(house: Reach, job: Job, { run, thread, leads }: Reading): Promise<number> {
  const scoring = new Scoring(thread)
  let scored = 0
  let after: string | null = null
  for (let page = 0; ; page++) {
    const behind: string | null = after
    const found: OpenPage = await inTransaction(house.db, job.orgId, (tx) => readOpen(tx, run, behind))
    await scoring.next({ ask: 'open', leads: found.read })
    scored += found.read.length
    const progress = { step: 'open' as const, leads, scored }
    if (page % OFTEN === 0 || !found.last) await move(house, job, { progress })
    if (!found.last) break
    after = found.last
  }
  await scoring.done()
  return scored
}

/** Returns the moment of the oldest arrival read where there are more than are looked at; else undefined. */
async function past(
  house: Reach,
  job: Job,
  { run, thread, leads, scored }: Reading & { scored: number },
): Promise<Date | undefined> {
  const scoring = new Scoring(thread)
  let [read, oldest]: [number, Date | undefined] = [0, undefined]
  let behind: Place | null = null
  for (let page = 0; ; page++) {
    const before: Place | null = behind
    const found: ArrivedPage = await inTransaction(house.db, job.orgId, (tx) => readArrived(tx, run, before))
    await scoring.next({ ask: 'past', leads: found.read })
    read += found.read.length
    const progress = { step: 'past' as const, leads, scored: scored + read }
    if (page % OFTEN === 0 || !found.last) await move(house, job, { progress })
    if (!found.last) break
    if (read >= MOST) oldest = found.last.arrivedAt
    if (oldest) break
    behind = found.last
  }
  await scoring.done()
  return oldest
}

/** A page is scored in the thread while the next is read. */
class Scoring {
  readonly #thread: Rehearser
  #running: Promise<unknown> = Promise.resolve()

  constructor(thread: Rehearser) {
    this.#thread = thread
  }

  async next(page: Extract<AskedPreview, { ask: 'open' | 'past' }>): Promise<void> {
    await this.#running
    this.#running = this.#thread.ask(page, 'taken')
    // Told by whoever waits for it; should reading fail first, that is what is told
    this.#running.catch(() => undefined)
  }

  async done(): Promise<void> {
    await this.#running
  }
}
