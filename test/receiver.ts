import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** A request as it came in. */
export interface Sent {
  readonly url: URL
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The same as it came. */
  readonly bytes: Buffer
}

export interface Reply {
  readonly status?: number
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sends a browser there. */
  readonly location?: string
}

/** Somebody else's server on this machine, until the file's tests end: keeps what it was sent and answers by `answer`. */
export async function receiver(answer: (sent: Sent) => Reply | Promise<Reply>) {
  const sent: Sent[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const { url = '/', method = '', headers } = request
      const bytes = Buffer.concat(chunks)
      const came = { url: new URL(url, 'http://here'), method, headers, body: bytes.toString(), bytes }
      sent.push(came)
      const { location, status = location ? 302 : 200, body = {} } = await answer(came)
      const more = location ? { location } : {}
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close().closeAllConnections())
  return { sent, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
