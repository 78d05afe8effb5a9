import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { refuse } from '../../contract/refusals.ts'
import type { House } from '../house.ts'
import type { Caller } from '../people/caller.ts'
import { takeStreams } from './body.ts'
import { describe } from './describe.ts'
import { langOf } from './lang.ts'
import { limitCalls } from './limits.ts'
import { permit, permitOrigin } from './permit.ts'
import type { Route } from './route.ts'

/** Who sent this request, by its cookie or key; null for a stranger. Throws auth.key_invalid for a key that is none. */
export type Door = (house: House, request: FastifyRequest) => Promise<Caller | null>

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

const RAW_LIMIT = 4 * 1024 ** 3 // bytes; the route that reads the stream sets its own, lower one

/** Puts every route behind the door: caller, limit, permission, shape of the inputs, answer, shape of the reply. */
export function mount(app: FastifyInstance, house: House, door: Door, routes: readonly Route[]): void {
  const enter = entry(app, house, door)
  const [raw, plain] = [
    routes.filter(({ endpoint }) => endpoint.raw),
    routes.filter(({ endpoint }) => !endpoint.raw),
  ]
  for (const route of plain) app.route(optionsOf(app, route, enter))
  void app.register(async (streams) => {
    await takeStreams(streams)
    for (const route of raw) streams.route({ ...optionsOf(streams, route, enter), bodyLimit: RAW_LIMIT })
  })
}

type Step = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Finds out who calls. A stranger with a bad key counts against the address, so keys cannot be tried out. */
function entry(app: FastifyInstance, house: House, door: Door): Step {
  const limit = limitCalls(app)
  return async (request, reply) => {
    try {
      request.caller = await door(house, request)
    } finally {
      await limit(request, reply)
    }
    permitOrigin(request, house.config.publicUrl)
  }
}

function optionsOf(app: FastifyInstance, { endpoint, run }: Route, enter: Step): RouteOptions {
  const { method, path: url, may, params, query, body, maxBody } = endpoint
  const limit = endpoint.perMinute === undefined ? undefined : limitCalls(app, endpoint)
  const guard: Step = async (request, reply) => {
    await enter(request, reply)
    permit(may, request.caller, langOf(request.headers['accept-language'], request.caller))
    await limit?.(request, reply)
  }
  return {
    method,
    url,
    config: { endpointId: endpoint.id },
    ...(maxBody && { bodyLimit: maxBody, errorHandler: refuseLarger(maxBody) }),
    schema: {
      ...describe(endpoint),
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
    },
    onRequest: guard,
    handler: async (request, reply) => {
      const lang = langOf(request.headers['accept-language'], request.caller)
      const asked = { params: request.params, query: request.query, body: request.body }
      const answer = await run({ caller: request.caller, lang, ...asked, request, reply })
      // A stream of events or a download has answered by itself.
      return reply.sent ? reply : answer
    },
  }
}

/** Says the endpoint's own limit where the house would say its own. */
function refuseLarger(maxBody: number): NonNullable<RouteOptions['errorHandler']> {
  return (error) => {
    if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') throw error
    throw refuse('body.too_large', { limit: `${maxBody / 1024} KB` })
  }
}
