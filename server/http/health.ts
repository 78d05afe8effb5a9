import type { FastifyInstance, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { refuse } from '../../contract/refusals.ts'
import { registry } from '../metrics.ts'

/** What the server needs in order to serve; each says whether it is there. */
export type Checks = Readonly<Record<string, () => Promise<boolean>>>

/** /healthz: the process answers. /readyz: all it needs is there, else 503 with what is not. /metrics, to the inside only. */
export function showHealth(app: FastifyInstance, checks: Checks): void {
  const hidden = { schema: { hide: true }, logLevel: 'warn' } as const
  app.get('/healthz', hidden, async () => ({ status: 'up' }))
  app.get('/readyz', hidden, async (_request, reply) => {
    const found = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await holds(check)]),
    )
    const ready = found.every(([, fine]) => fine)
    return reply
      .status(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not ready', ...Object.fromEntries(found) })
  })
  app.get('/metrics', hidden, async (request, reply) => {
    if (!isInside(request)) throw refuse('not_found')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

async function holds(check: () => Promise<boolean>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => setTimeout(resolve, 3_000, false).unref())
  return Promise.race([check().catch(() => false), late])
}

// Of a proxy that is not trusted nothing is believed: it hides who asks, so what comes through one is from outside.
function isInside({ ip, headers, socket }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined && ip === socket.remoteAddress) return false
  return ipaddr.process(ip).range() !== 'unicast'
}
