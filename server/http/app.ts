import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { refuse } from '../../contract/refusals.ts'
import { uuidv7 } from '../db/id.ts'
import type { House } from '../house.ts'
import { answered } from '../metrics.ts'
import { takeJson } from './body.ts'
import { documentApi } from './docs.ts'
import { guardBrowsers } from './headers.ts'
import { type Checks, showHealth } from './health.ts'
import { langOf } from './lang.ts'
import { countCalls } from './limits.ts'
import { type Door, mount } from './mount.ts'
import { bodyLimit, PROBLEM, problemOf } from './problem.ts'
import type { Route } from './route.ts'
import { compileCheck } from './validate.ts'
import { serveWeb } from './web.ts'

export interface Parts {
  readonly door: Door
  readonly routes: readonly Route[]
  readonly checks?: Checks
  /** The built web app; dist/web unless given. */
  readonly webRoot?: string
}

/** The web server, ready to listen: every route mounted and documented, every error a problem+json. */
export async function buildApp(house: House, parts: Parts): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = house.log
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    bodyLimit,
    trustProxy: proxiesIn(house.config),
    frameworkErrors: answerError, // an address that cannot be read never reaches the error handler
    return503OnClosing: false, // we say it ourselves, as a problem
    routerOptions: { maxParamLength: 500 },
  })
  app.setValidatorCompiler(compileCheck)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('caller', null)
  refuseWhenStopping(app, house.stopping)
  endIdleConnections(app)
  app.setErrorHandler(answerError)
  noteAnswers(app)
  takeJson(app)
  await guardBrowsers(app)
  await countCalls(app)
  await documentApi(app, house.config.publicUrl)
  mount(app, house, parts.door, parts.routes)
  showHealth(app, parts.checks ?? {})
  await serveWeb(app, parts.webRoot)
  await app.ready()
  return app
}

/**
 * Fastify takes a bare number for nobody. A hop is counted from us, so that what a client itself put into
 * X-Forwarded-For lies beyond the last proxy's word and is not believed.
 */
function proxiesIn({ trustProxy }: House['config']) {
  return typeof trustProxy === 'number' ? (_address: string, hop: number) => hop < trustProxy : trustProxy
}

function refuseWhenStopping(app: FastifyInstance, stopping: AbortSignal): void {
  app.addHook('onRequest', async (_request, reply) => {
    if (!stopping.aborted) return
    reply.headers({ connection: 'close', 'retry-after': 5 })
    throw refuse('server.busy')
  })
}

// Node closes the connections that are idle when the closing begins; one that is kept alive by an answer given after
// that would hold up the end for more than a minute.
function endIdleConnections(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const sweep = setInterval(() => app.server.closeIdleConnections(), 50).unref()
    app.server.once('close', () => clearInterval(sweep))
  })
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const lang = langOf(request.headers['accept-language'], request.caller)
  const problem = problemOf(error, lang, request.id)
  if (problem.status >= 500 && problem.code === 'server.failed')
    request.log.error({ err: error }, 'a request failed')
  if (reply.raw.headersSent) reply.raw.destroy() // half an answer must not look like a whole one
  else void reply.status(problem.status).type(PROBLEM).send(problem)
}

// The route's pattern stands in the log and the metrics, never the address: that may hold a phone number.
function noteAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { config, url = 'none' } = request.routeOptions
    const { method, caller } = request
    const status = reply.statusCode
    const ms = Math.round(reply.elapsedTime * 10) / 10
    answered.observe({ endpoint: config.endpointId ?? 'other', method, status }, ms / 1000)
    request.log.info({ method, route: url, status, ms, org: caller?.orgId, caller: caller?.kind }, 'answered')
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    endpointId?: string
  }
}
