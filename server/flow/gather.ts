import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Gathers what arrives together: the first request is served at once; those that come while it is being
 * served wait and are served together next. So load makes batches larger, not queues longer, and an idle
 * house answers without waiting (a fixed gathering time lost at 8 clients in the measurements of DESIGN §6).
 *
 * Whoever has just been answered often asks again at once. So after a batch, when there is company, the next one
 * waits until as many are there as were, but no longer than `grace` ms after the last to come: else the first one back
 * is served alone while all others wait for it, and every other batch is a batch of one.
 */
export function gatherer<Request, Reply>(
  serve: (requests: readonly Request[]) => Promise<readonly Settled<Reply>[]>,
  { most, sizeOf, grace }: { most: number; sizeOf: (request: Request) => number; grace: number },
): (request: Request) => Promise<Reply> {
  const waiting: Waiting<Request, Reply>[] = []
  let serving = false
  let arrived: () => void = () => undefined

  function take(): Waiting<Request, Reply>[] {
    let size = 0
    const fitting = waiting.findIndex(({ request }, i) => (size += sizeOf(request)) > most && i > 0)
    return fitting < 0 ? waiting.splice(0) : waiting.splice(0, fitting)
  }

  /** Resolves once `count` wait, or nobody has come for `grace` ms. */
  async function company(count: number): Promise<void> {
    while (waiting.length < count) {
      const next = new Promise<boolean>((resolve) => (arrived = () => resolve(true)))
      if (!(await Promise.race([next, sleep(grace, false)]))) return
    }
  }

  async function run(): Promise<void> {
    serving = true
    while (waiting.length > 0) {
      const batch = take()
      try {
        const replies = await serve(batch.map(({ request }) => request))
        batch.forEach(({ resolve, reject }, i) => {
          const reply = replies[i] as Settled<Reply>
          if ('value' in reply) resolve(reply.value)
          else reject(reply.error)
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      const together = batch.length + waiting.length
      if (grace > 0 && together > 1) await company(together)
    }
    serving = false
  }

  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject })
      if (serving) arrived()
      else void run()
    })
}

export type Settled<T> = { readonly value: T } | { readonly error: unknown }

interface Waiting<Request, Reply> {
  readonly request: Request
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: unknown) => void
}
