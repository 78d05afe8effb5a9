import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { Over, oversee } from '../../jobs/oversee.ts'
import { tell } from '../../jobs/tell.ts'
import { Thread } from '../../jobs/thread.ts'
import type { Studied } from '../../rooms/score/decide/learned/study.ts'
import { countOutcomes, decidedLeads, MOST, oldestOf, type Place } from '../../rooms/score/store/history.ts'
import { moveModel, readModel } from '../../rooms/score/store/models.ts'
import type { Answer, Asked } from '../../rooms/score/worker.ts'
import { watchDrift } from './drift.ts'
import { type Questions, readQuestions, rowsOf } from './past.ts'

interface Job {
  readonly orgId: string
  readonly modelId: string
  /** Aborted when the server stops: learning is begun again elsewhere. */
  readonly signal: AbortSignal
}

type Reach = Pick<House, 'db'>

/** Leads read at a time. */
const PAGE = 5000
const file = new URL('../../rooms/score/worker.ts', import.meta.url)
/** Megabytes the thread may take: a hundred thousand leads by two hundred columns need less than half. */
const MEMORY = 2048

type Learner = Thread<Asked, Answer>

/**
 * Learns a scorecard: reads the leads in pages, as they were when they arrived, and has the thread learn. Begun again after
 * a crash it learns anew; nothing is kept before it is done.
 */
export async function runLearning(house: Reach, job: Job): Promise<void> {
  const thread: Learner = new Thread(file, MEMORY)
  const over = { signal: job.signal, isOver: () => isOver(house, job), end: () => thread.end() }
  await oversee(over, async () => {
    const { questions, keep } = await readLeads(house, job, thread)
    await move(house, job, { state: 'running', progress: { step: 'learn' } })
    const { studied } = await thread.ask({ ask: 'learn', keep }, 'learned')
    await keepLearned(house, job, { studied, questions })
  })
}

async function isOver({ db }: Reach, { orgId, modelId }: Job): Promise<boolean> {
  const held = await inTransaction(db, orgId, (tx) => readModel(tx, modelId))
  return held?.state !== 'checking' && held?.state !== 'running'
}

type Move = Omit<Parameters<typeof moveModel>[2], 'at'>

/** Moves the model on and tells open pages. Throws `Over` where it has been cancelled. */
async function move(
  { db }: Reach,
  { orgId, modelId }: Job,
  to: Move,
  also?: (tx: Tx) => Promise<unknown>,
): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    if (!(await moveModel(tx, modelId, { ...to, at: new Date() }))) throw new Over()
    await also?.(tx)
    await tell(tx, { topic: 'learn', ids: [modelId] })
  })
}

async function readLeads(house: Reach, job: Job, thread: Learner) {
  const now = new Date()
  const { db } = house
  const begun = await inTransaction(db, job.orgId, async (tx) => ({
    keep: (await readModel(tx, job.modelId))?.options.keep ?? [],
    questions: await readQuestions(tx),
    counts: await countOutcomes(tx, now),
    from: (await oldestOf(tx, { now, most: MOST })) ?? null,
  }))
  const { questions, counts, from, keep } = begun
  const leads = Math.min(MOST, counts.won + counts.lost)
  const columns = questions.asked.map(({ key, kind }) => ({ key, kind }))
  await thread.ask({ ask: 'columns', columns }, 'taken')
  let read = { won: 0, lost: 0 }
  for (let after: Place | null = null; ;) {
    const at: Place | null = after
    const page = await inTransaction(db, job.orgId, async (tx) => {
      const found = await decidedLeads(tx, { now, after: at, from, limit: PAGE })
      return { found, rows: await rowsOf(tx, found, questions) }
    })
    await thread.ask({ ask: 'rows', rows: page.rows }, 'taken')
    const won = page.rows.filter((row) => row.won).length
    read = { won: read.won + won, lost: read.lost + page.rows.length - won }
    const progress = { step: 'read' as const, leads, leadsRead: read.won + read.lost }
    await move(house, job, { state: 'checking', progress, counts: read })
    after = page.found.at(-1) ?? null
    if (page.found.length < PAGE) return { questions, keep }
  }
}

interface Outcome {
  readonly studied: Studied | null
  readonly questions: Questions
}

async function keepLearned(house: Reach, job: Job, { studied, questions }: Outcome): Promise<void> {
  if (!studied) return move(house, job, { state: 'failed', progress: { step: null, failure: 'too_few' } })
  const learned = { ...studied, unasked: questions.unasked }
  await move(house, job, { state: 'done', progress: { step: null }, learned }, (tx) =>
    watchDrift(tx, new Date()),
  )
}
