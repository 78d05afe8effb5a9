import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint, May, Role } from '../../contract/endpoint.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Caller, KeyCaller, UserCaller } from '../people/caller.ts'

type CallerWho<W> = W extends Role ? UserCaller : KeyCaller

/** Who can have come through the door of an endpoint: nobody for certain where `anyone` may. */
export type CallerOf<M extends May> = M extends 'anyone'
  ? Caller | null
  : M extends 'user'
    ? UserCaller
    : M extends readonly (infer W)[]
      ? CallerWho<W>
      : never

/** What a route is given: the caller it was declared for and its inputs, checked and decoded. */
export interface Ask<C, Params, Query, Body> {
  readonly caller: C
  readonly lang: Lang
  readonly params: Params
  readonly query: Query
  /** Of a `raw` endpoint: a stream, `request.body`. */
  readonly body: Body
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** An endpoint with the code that answers it. */
export interface Route {
  readonly endpoint: Endpoint
  readonly run: (ask: Ask<Caller | null, unknown, unknown, unknown>) => Promise<unknown>
}

/**
 * Binds an endpoint to its answer; the shapes on both sides are the contract's. The answer is sent as the
 * contract declares it, with 200 unless `ask.reply.status` was called.
 */
export function route<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
  M extends May,
>(
  endpoint: Endpoint<P, Q, B, R, M>,
  run: (ask: Ask<CallerOf<M>, z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.output<R>>,
): Route {
  // `mount` checks the caller and the inputs against this very endpoint before it calls `run`.
  return { endpoint, run: run as unknown as Route['run'] }
}
