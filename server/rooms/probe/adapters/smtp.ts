import { connect, type Socket } from 'node:net'

/** What a server answered: its code, the enhanced one (RFC 3463) where it gave one, and its words. */
export interface Reply {
  readonly code: number
  readonly enhanced: string | null
  readonly text: string
}

/** A conversation that could not go on: `timeout`, `closed`, or the system's own code. */
export class Broken extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the conversation broke off: ${code}`)
    this.code = code
  }
}

export interface Talk {
  /** What the server said when it was called. */
  readonly greeting: Reply
  /** Says a line and returns the answer to it. Throws Broken. */
  readonly say: (line: string) => Promise<Reply>
  readonly end: () => void
}

const LONGEST = 64 * 1024 // bytes a server may say in one answer

/** Calls a mail server; every answer has `patience` ms. Throws Broken. */
export async function callServer(
  at: { readonly address: string; readonly port: number },
  patience: number,
): Promise<Talk> {
  const socket = connect({ host: at.address, port: at.port })
  const replies = repliesOf(socket, patience)
  const end = () => void socket.destroy()
  try {
    return {
      greeting: await replies(),
      say: (line) => {
        socket.write(`${line}\r\n`)
        return replies()
      },
      end,
    }
  } catch (error) {
    end()
    throw error
  }
}

/** Reads one answer after the other from a connection. */
function repliesOf(socket: Socket, patience: number): () => Promise<Reply> {
  let held = ''
  let broken: Broken | undefined
  let woken = () => undefined as void
  const breaks = (code: string) => {
    broken ??= new Broken(code)
    woken()
  }
  socket.setTimeout(patience, () => breaks('timeout'))
  socket.on('error', (error: NodeJS.ErrnoException) => breaks(error.code ?? 'error'))
  socket.on('close', () => breaks('closed'))
  socket.on('data', (chunk: Buffer) => {
    held += chunk.toString('latin1')
    if (held.length > LONGEST) breaks('too_long')
    woken()
  })
  return async () => {
    for (;;) {
      const taken = takeReply(held)
      if (taken) {
        held = held.slice(taken.length)
        return taken.reply
      }
      if (broken) throw broken
      await new Promise<void>((wake) => {
        woken = () => wake()
      })
    }
  }
}

/** The first whole answer of a text: `250-…` lines go on, `250 …` ends it. */
function takeReply(text: string): { reply: Reply; length: number } | undefined {
  const whole = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/.exec(text)?.[0]
  if (!whole) return undefined
  const lines = whole.trimEnd().split(/\r?\n/)
  const said = lines.map((line) => line.slice(4)).join(' ')
  return {
    reply: {
      code: Number(whole.slice(0, 3)),
      enhanced: /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(said)?.[1] ?? null,
      text: said,
    },
    length: whole.length,
  }
}
