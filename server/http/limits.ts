import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'

// Calls a minute. A key stands for a program that may pour in a whole backlog, a user for a person with several
// tabs open, an address for an office behind one router.
const limits = { key: 300_000, user: 3_000, ip: 1_200 } as const
const MINUTE = 60_000
const REMEMBERED = 50_000 // callers; the one not seen for longest is forgotten

type Check = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Registers the counters. Answers carry RateLimit-Limit, -Remaining and -Reset; a refusal Retry-After too. */
export async function countCalls(app: FastifyInstance): Promise<void> {
  const { default: rateLimit } = await import('@fastify/rate-limit')
  await app.register(rateLimit, { global: false, cache: REMEMBERED })
}

/** The check for the endpoints of this app; throws rate.limited. Each `perMinute` of an endpoint counts apart. */
export function limitCalls(app: FastifyInstance, endpoint?: Endpoint): Check {
  const count = app.createRateLimit({
    timeWindow: MINUTE,
    keyGenerator: endpoint?.perMinute ? (request) => `${endpoint.id} ${callerKey(request)}` : callerKey,
    max: (request) => endpoint?.perMinute ?? limits[kindOf(request)],
  })
  return async (request, reply) => {
    const counted = await count(request)
    if (counted.isAllowed) return
    const seconds = counted.ttlInSeconds
    reply.headers({
      'ratelimit-limit': counted.max,
      'ratelimit-remaining': counted.remaining,
      'ratelimit-reset': seconds,
    })
    if (!counted.isExceeded) return
    reply.header('retry-after', seconds)
    throw refuse('rate.limited', { seconds })
  }
}

const kindOf = ({ caller }: FastifyRequest): keyof typeof limits => caller?.kind ?? 'ip'

function callerKey({ caller, ip }: FastifyRequest): string {
  if (!caller) return `ip ${ip}`
  return caller.kind === 'user' ? `user ${caller.orgId} ${caller.userId}` : `key ${caller.keyId}`
}
