import { isUtf8 } from 'node:buffer'
import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../../contract/refusals.ts'

/** Takes JSON only, told from JSON that was cut on its way and from another encoding. */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (!isUtf8(body)) return done(refuse('body.not_utf8'))
    const text = body.toString('utf8')
    void parse(request, text, (error, value) => (error ? done(whyNot(text)) : done(null, value)))
  })
  app.addContentTypeParser('*', (request, _payload, done) =>
    done(refuse('body.kind', { kind: request.headers['content-type'] ?? '?' })),
  )
}

/** Takes any body as the stream it is: the route reads `request.body` itself, or the files of a multipart one. */
export async function takeStreams(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  await app.register(multipart)
}

function whyNot(text: string): Error {
  try {
    JSON.parse(text)
  } catch (error) {
    const { message } = error as SyntaxError
    const place = Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    const cut = /unexpected end|unterminated/i.test(message) || place >= text.trimEnd().length
    return refuse(cut ? 'body.cut' : 'body.not_json')
  }
  return refuse('body.invalid', { what: '"__proto__", "constructor"' })
}
