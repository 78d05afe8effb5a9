import { sql } from 'kysely'
import type { PreviewResult } from '../../../contract/preview.ts'
import type { ScorePolicy } from '../../../contract/scorecard.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, one, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over } from '../../jobs/oversee.ts'
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
import type { Job } from '../runs/runs.ts'
import { inPages, moveOn, overseen } from '../runs/work.ts'
import { preview } from './begin.ts'
import { type ArrivedPage, type OpenPage, readArrived, readOpen } from './pages.ts'

type Rehearser = Thread<AskedPreview, AnswerPreview>

const file = new URL('../../rooms/score/worker.ts', import.meta.url)
/** Megabytes the thread may take: it keeps counts, and two scores of each of a hundred thousand leads. */
const MEMORY = 1024
const DAY = 86_400_000 // ms
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
export async function runPreview({ db }: Pick<House, 'db'>, job: Job): Promise<void> {
  const at = { db, kind: preview, job }
  const thread: Rehearser = new Thread(file, MEMORY)
  const move = (progress: Progress, result?: PreviewResult) =>
    moveOn(at, (tx, id) => {
      const state = result ? ('done' as const) : ('running' as const)
      return movePreview(tx, id, { state, progress, ...(result ? { result } : {}), at: new Date() })
    })
  const read = <Page>(page: (tx: Tx) => Promise<Page>) => inTransaction(db, job.orgId, page)
  await overseen(at, thread, async () => {
    const { run, leads } = await read((tx) => begun(tx, job.id))
    await thread.ask({ ask: 'sides', sides: run.sides, ground: run.ground }, 'taken')
    const count = ({ read: { length } }: OpenPage | ArrivedPage) => length
    const open = await inPages({
      read: (after: string | null) => read((tx) => readOpen(tx, run, after)),
      give: (page) => thread.ask({ ask: 'open', leads: page.read }, 'taken'),
      count,
      told: (scored) => move({ step: 'open', leads, scored }),
    })
    const past = await inPages({
      read: (behind: Place | null) => read((tx) => readArrived(tx, run, behind)),
      give: (page) => thread.ask({ ask: 'past', leads: page.read }, 'taken'),
      count,
      told: (scored) => move({ step: 'past', leads, scored: open.read + scored }),
      most: MOST,
    })
    await move({ step: 'judge' })
    // Where there are more arrivals than are looked at, it reaches back to the oldest that was.
    const since = past.more?.arrivedAt ?? run.since
    const report = { since: +since, unknown: unknownThen(run.asks), teams: run.teams }
    const { result } = await thread.ask({ ask: 'report', ...report }, 'previewed')
    await move({ step: null }, result)
  })
}

async function begun(tx: Tx, previewId: string) {
  const now = new Date()
  const held = await readPreview(tx, previewId)
  if (!held) throw new Over()
  const run = await readRun(tx, held, now)
  const counted = await countRehearsed(tx, run.since)
  return { run, leads: counted.open + counted.arrived }
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
