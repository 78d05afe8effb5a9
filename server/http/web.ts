import { existsSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../contract/refusals.ts'

const built = join(import.meta.dirname, '../../dist/web')
const YEAR = 31_536_000 // s

/**
 * Serves the web app from dist/web: files under /assets carry a hash in their name and are kept for good, every
 * other address that a browser opens is the app's own page. Under /api, and for programs, an unknown address is not_found.
 */
export async function serveWeb(app: FastifyInstance, root = built): Promise<void> {
  const index = existsSync(join(root, 'index.html'))
  if (index)
    await app.register(staticFiles, {
      root,
      wildcard: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: cache,
    })
  app.setNotFoundHandler(async (request, reply) => {
    if (!index || !opensPage(request)) throw refuse('not_found')
    return sendIndex(reply)
  })
}

function cache(reply: { header(name: string, value: string): unknown }, path: string): void {
  const kept = path.includes('/assets/') ? `public, max-age=${YEAR}, immutable` : 'no-cache'
  reply.header('cache-control', kept)
}

function opensPage({ method, url, headers }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (/^\/(api|assets)(\/|$)/.test(url)) return false
  return headers.accept === undefined || /text\/html|\*\/\*/.test(headers.accept)
}

const sendIndex = (reply: FastifyReply) => reply.sendFile('index.html')
