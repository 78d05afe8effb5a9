import { on } from 'node:events'
import { Worker } from 'node:worker_threads'

interface Said {
  readonly answer: string
}

/** A worker thread that is asked one thing after the other; `megabytes` is what it may take. */
export class Thread<Asked, Answer extends Said> {
  readonly #worker: Worker
  readonly #answers: AsyncIterator<[Answer], undefined>
  readonly #stopped = new AbortController()
  readonly #begun: Promise<unknown>

  constructor(file: URL, megabytes: number) {
    this.#worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: megabytes } })
    const { signal } = this.#stopped
    this.#answers = on(this.#worker, 'message', { signal }) as AsyncIterator<[Answer], undefined>
    this.#begun = new Promise<void>((resolve) => {
      this.#worker.once('online', resolve)
      this.#worker.once('exit', () => {
        this.#stopped.abort()
        resolve()
      })
    })
  }

  /** The answer of that kind; what it says on the way is told. Throws once the thread has ended. */
  async ask<K extends Answer['answer']>(
    asked: Asked,
    wanted: K,
    told: (said: Answer) => void = () => undefined,
  ): Promise<Extract<Answer, { answer: K }>> {
    this.#worker.postMessage(asked)
    for (;;) {
      const { value, done } = await this.#answers.next().catch((cause: unknown) => {
        throw new Error('the thread has ended', { cause })
      })
      if (done) throw new Error('the thread has ended')
      const [said] = value
      if (said.answer === wanted) return said as Extract<Answer, { answer: K }>
      told(said)
    }
  }

  /** Ends it, but not before it has begun: V8 that is stopped while it starts a thread may bring down the process. */
  async end(): Promise<void> {
    await this.#begun
    await this.#worker.terminate()
  }
}
