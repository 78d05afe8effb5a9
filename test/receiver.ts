import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

/** A request as it came in. */
export interface Sent {
  readonly url: URL
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status?: number
  /** Sent as JSON. */
  readonly body?: unknown
}

/** Somebody else's server on this machine, until the file's tests end: keeps what it was sent and answers by `answer`. */
export async function receiver(answer: (sent: Sent) => Reply | Promise<Reply>) {
  const sent: Sent[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const { url = '/', method = '', headers } = request
      const came = {
        url: new URL(url, 'http://here'),
        method,
        headers,
        body: Buffer.concat(chunks).toString(),
      }
      sent.push(came)
      const { status = 200, body = {} } = await answer(came)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => server.close().closeAllConnections())
  return { sent, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
