import { Logger as QueueLogger, run, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from 'pino'
import { jobsRun } from '../metrics.ts'
import type { Attempt, Payload, Task } from './task.ts'

export interface Worker {
  readonly running: () => boolean
  /** Takes no more jobs and waits for those begun; one that lasts over the queue's patience is given back. */
  stop(): Promise<void>
}

export interface WorkerOptions {
  readonly pool: pg.Pool
  readonly tasks: readonly Task[]
  readonly log: Logger
  /** Jobs at a time. */
  readonly concurrency?: number
}

/** Works off the queue. Needs `migrateJobs`; throws when two tasks have one name. */
export async function startWorker({ pool, tasks, log, concurrency = 4 }: WorkerOptions): Promise<Worker> {
  const leaving = new AbortController()
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000, // only jobs due in the future and retries wait for it: the others are announced
    taskList: taskList(tasks, leaving.signal, log),
    logger: queueLog(log),
    parsedCronItems: [],
  })
  let running = true
  runner.promise
    .catch((error: Error) => log.error({ err: error }, 'the queue stopped'))
    .finally(() => (running = false))
  return {
    running: () => running,
    async stop() {
      if (!running) return
      leaving.abort()
      await runner.stop()
    },
  }
}

function taskList(tasks: readonly Task[], signal: AbortSignal, log: Logger): TaskList {
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
) {
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
