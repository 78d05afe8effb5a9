import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export interface Received {
  readonly to: string
  /** The subject and the text, decoded. */
  readonly subject: string
  readonly text: string
  /** Of a mail that has both forms. */
  readonly html?: string
}

/** A mail server on this machine that takes every mail and keeps it; while `refusing` it is out of order. */
export async function mailServer() {
  const mails: Received[] = []
  const state = { refusing: false }
  const server = createServer((socket) => {
    let held = ''
    let to = ''
    let data = false
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 test')
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => {
      held += chunk.toString('latin1')
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        if (data) {
          const stop = held.indexOf('\r\n.\r\n')
          if (stop < 0) return
          mails.push({ to, ...read(held.slice(0, stop)) })
          held = held.slice(stop + 5)
          data = false
          say('250 taken')
          continue
        }
        const line = held.slice(0, end)
        held = held.slice(end + 2)
        if (/^RCPT TO/i.test(line)) to = /<(.*)>/.exec(line)?.[1] ?? ''
        if (/^DATA/i.test(line) && !state.refusing) data = true
        if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
        else say(/^DATA/i.test(line) ? (state.refusing ? '451 later' : '354 go on') : '250 ok')
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => void server.close())
  return { mails, state, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function read(mail: string): Omit<Received, 'to'> {
  const [head = '', body = ''] = mail.split('\r\n\r\n')
  const subject = /^Subject: ((?:.|\r\n[ \t])*)$/im.exec(head)?.[1] ?? ''
  const words = subject
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, how: string, word: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString()
        : Buffer.from(
            word
              .replace(/_/g, ' ')
              .replace(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
                String.fromCharCode(Number.parseInt(hex, 16)),
              ),
            'latin1',
          ).toString(),
    )
  const boundary = /boundary="([^"]+)"/i.exec(head)?.[1]
  if (!boundary) return { subject: words, text: decoded(head, body) }
  const parts = mail
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [about = '', ...content] = part.trimStart().split('\r\n\r\n')
      return { about, content: decoded(about, content.join('\r\n\r\n')) }
    })
  const of = (kind: RegExp) => parts.find(({ about }) => kind.test(about))?.content ?? ''
  return { subject: words, text: of(/text\/plain/i), html: of(/text\/html/i) }
}

const decoded = (head: string, body: string): string =>
  (/base64/i.test(head) ? Buffer.from(body, 'base64').toString() : body).replace(/\r\n/g, '\n')
