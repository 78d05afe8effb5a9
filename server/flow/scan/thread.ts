import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Answer, Asked } from '../../rooms/match/worker.ts'

const file = new URL('../../rooms/match/worker.ts', import.meta.url)
/** Megabytes the thread may take: a million leads need less than half. */
const MEMORY = 4096

/** The thread of one scan: asks it one thing after the other. */
export class Thread {
  readonly #worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MEMORY } })
  readonly #answers: AsyncIterator<[Answer], undefined>
  readonly #stopped = new AbortController()

  constructor() {
    this.#answers = on(this.#worker, 'message', { signal: this.#stopped.signal }) as AsyncIterator<
      [Answer],
      undefined
    >
    this.#worker.once('exit', () => this.#stopped.abort())
  }

  /** The answer of that kind; steps on the way are told. Throws once the thread has ended. */
  async ask<K extends Answer['answer']>(
    asked: Asked,
    wanted: K,
    told: (step: Extract<Answer, { answer: 'step' }>['step']) => void = () => undefined,
  ): Promise<Extract<Answer, { answer: K }>> {
    this.#worker.postMessage(asked)
    for (;;) {
      const { value, done } = await this.#answers.next().catch((cause: unknown) => {
        throw new Error('the thread of the scan has ended', { cause })
      })
      if (done) throw new Error('the thread of the scan has ended')
      const [said] = value
      if (said.answer === wanted) return said as Extract<Answer, { answer: K }>
      if (said.answer === 'step') told(said.step)
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
