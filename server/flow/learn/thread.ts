import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Answer, Asked } from '../../rooms/score/worker.ts'

const file = new URL('../../rooms/score/worker.ts', import.meta.url)
/** Megabytes the thread may take: a hundred thousand leads by two hundred columns need less than half. */
const MEMORY = 2048

/** The thread of one model: asks it one thing after the other. */
export class Thread {
  readonly #worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MEMORY } })
  readonly #stopped = new AbortController()

  constructor() {
    this.#worker.once('exit', () => this.#stopped.abort())
    // What it died of is told to whoever waits for an answer; nobody else needs it
    this.#worker.on('error', (cause) => this.#stopped.abort(cause))
  }

  /** The answer of that kind. Throws once the thread has ended. */
  async ask<K extends Answer['answer']>(asked: Asked, wanted: K): Promise<Extract<Answer, { answer: K }>> {
    const answered = once(this.#worker, 'message', { signal: this.#stopped.signal }) as Promise<[Answer]>
    this.#worker.postMessage(asked)
    const [said] = await answered.catch((cause: unknown) => {
      throw new Error('the thread that learns has ended', { cause })
    })
    if (said.answer !== wanted) throw new Error(`the thread answered ${said.answer}, not ${wanted}`)
    return said as Extract<Answer, { answer: K }>
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
