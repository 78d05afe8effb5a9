import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger as QueueLogger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { isAway } from '../db/away.ts'
import { jobsRun } from '../metrics.ts'
import { freeOrphans, type Life, showLife } from './alive.ts'
import type { Attempt, Payload, Task } from './task.ts'

export interface Worker {
  readonly running: () => boolean
  /** Takes no more jobs and waits for those begun; one that outlasts the patience is given back to the queue. */
  stop(): Promise<void>
}

export interface WorkerOptions {
  readonly ownerPool: pg.Pool
  /** For the one connection that is held as long as the worker lives. */
  readonly lines: pg.Pool
  readonly tasks: readonly Task[]
  readonly log: Logger
  /** Jobs at a time. */
  readonly concurrency?: number
}

const PATIENCE = 10_000 // ms a job gets to end when the server stops
const SWEEP = 60_000 // ms between two looks for dead workers
const AGAIN = 1_000 // ms

/**
 * Works off the queue and, if that breaks off (a database that was away for long), begins again. Needs
 * `migrateJobs`; throws when two tasks have one name.
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { ownerPool, lines, log } = options
  const leaving = new AbortController()
  const list = taskList(options, leaving.signal)
  const life = await showLife(lines, log)
  const sweep = () =>
    freeOrphans(ownerPool).catch((err: Error) => log.warn({ err }, 'could not look for dead workers'))
  await sweep()
  const sweeping = setInterval(() => void sweep(), SWEEP)
  let runner: Runner | undefined
  const keepRunning = async () => {
    while (!leaving.signal.aborted) {
      try {
        runner = await startRunner(options, list, life)
        begun()
        await sweep()
        await runner.promise
      } catch (err) {
        log.error({ err }, 'the queue broke off; beginning again')
      }
      runner = undefined
      await sleep(AGAIN, undefined, { signal: leaving.signal }).catch(() => undefined)
    }
  }
  // The queue lets it go unhandled when it cannot note how a job ended, and goes on; the job stays locked by a worker that
  // lives. So this one ends, and begins again by another name: then its jobs come back by `freeOrphans`.
  const shrug = (err: unknown) => {
    if (!isAway(err)) throw err
    log.warn({ err }, 'the queue lost its database; beginning again')
    runner?.stop().catch(() => undefined) // it may be ending already
  }
  process.on('unhandledRejection', shrug)
  let begun: () => void = () => undefined
  const first = new Promise<void>((resolve) => (begun = resolve))
  const kept = keepRunning()
  await first
  return {
    running: () => runner !== undefined,
    async stop() {
      leaving.abort()
      clearInterval(sweeping)
      await runner?.stop().catch(() => undefined) // it may have broken off this very moment
      await kept
      process.off('unhandledRejection', shrug)
      life.end()
    },
  }
}

async function startRunner(
  { ownerPool, log, concurrency = 4 }: WorkerOptions,
  taskList: TaskList,
  life: Life,
) {
  const events: WorkerEvents = new EventEmitter()
  let marked = Promise.resolve()
  events.on('pool:create', ({ workerPool }) => {
    marked = life.mark(workerPool.id)
  })
  const runner = await run({
    pgPool: ownerPool,
    concurrency,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: PATIENCE,
    pollInterval: 2_000, // only jobs due later and retries wait for it: the others are announced
    taskList,
    logger: queueLog(log),
    parsedCronItems: [],
    events,
  })
  await marked
  return runner
}

function taskList({ tasks, log }: WorkerOptions, signal: AbortSignal): TaskList {
  const list: TaskList = {}
  for (const { name, run: work } of tasks) {
    if (name in list) throw new Error(`two tasks are named ${name}`)
    list[name] = async (payload, { job }) => {
      const attempt = { jobId: job.id, attempt: job.attempts, maxAttempts: job.max_attempts, signal }
      await timed(name, log, attempt, () => work(payload as Payload, attempt))
    }
  }
  return list
}

async function timed(
  task: string,
  log: Logger,
  { jobId, attempt, maxAttempts }: Attempt,
  work: () => Promise<void>,
): Promise<void> {
  const stop = jobsRun.startTimer({ task })
  try {
    await work()
    stop({ end: 'done' })
  } catch (error) {
    const end = attempt < maxAttempts ? 'failed' : 'given_up'
    stop({ end })
    log.error({ err: error, task, jobId, attempt, end }, 'a job failed')
    throw error
  }
}

// The queue's own lines name jobs and tasks; failures are told above, with the task's own error.
function queueLog(log: Logger): QueueLogger {
  return new QueueLogger((scope) => (level, message) => {
    if (level === 'error' && !message.startsWith('Failed task')) log.error({ ...scope }, message)
    else if (level === 'warning') log.warn({ ...scope }, message)
    else log.debug({ ...scope }, message)
  })
}
