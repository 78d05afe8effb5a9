import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const policy = {
  'default-src': "'self'",
  'base-uri': "'self'",
  'form-action': "'self'",
  'object-src': "'none'",
  'script-src': "'self'",
  // Ant Design writes its styles at run time; the proof of work of a form runs in a worker made from a blob.
  'style-src': "'self' 'unsafe-inline'",
  'worker-src': "'self' blob:",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
}

const policyFor = (ancestors: string): string =>
  Object.entries({ ...policy, 'frame-ancestors': ancestors })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

const shut = policyFor("'self'")
const framed = policyFor('*')

/** The headers that keep a browser from being used against its owner. Public forms, under /f/, and what the
 * tracking script needs, under /t/, may stand in any page. */
export async function guardBrowsers(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: false,
    frameguard: false,
    crossOriginResourcePolicy: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    const open = /^\/[ft]\//.test(request.url)
    reply.header('content-security-policy', open ? framed : shut)
    reply.header('cross-origin-resource-policy', open ? 'cross-origin' : 'same-origin')
    if (!open) reply.header('x-frame-options', 'SAMEORIGIN')
    if (request.url.startsWith('/api/')) keepUncached(reply)
    if (open) return letSend(request, reply)
    return undefined
  })
}

// A form may be sent from any page, by a script of that page's; never with a member's cookie.
function letSend(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  reply.header('access-control-allow-origin', '*')
  if (request.method !== 'OPTIONS') return undefined
  const allowed = { methods: 'GET, POST', headers: 'content-type, accept-language', max: '86400' }
  reply.header('access-control-allow-methods', allowed.methods)
  reply.header('access-control-allow-headers', allowed.headers)
  return reply.header('access-control-max-age', allowed.max).code(204).send()
}

// What the API says is somebody's: no cache on the way may keep it.
const keepUncached = (reply: FastifyReply) => reply.header('cache-control', 'no-store')
