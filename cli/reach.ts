import type { ProblemReply } from '../contract/shapes.ts'
import { loadConfig } from '../server/config.ts'
import { openLog } from '../server/log.ts'
import { startSluice } from '../server/main.ts'
import { findWord, type LocalDoor } from '../server/people/local.ts'

/** A Sluice to talk to, whether it ran already or was started for this. */
export interface Sluice {
  /** Calls the API under /api/v1; throws the refusal's sentence. */
  call<Reply>(method: string, path: string, body?: FormData | object): Promise<Reply>
  close(): Promise<void>
}

/** Reaches the server that runs on this data directory, else starts the directory for as long as this command takes. */
export async function open(org: string | undefined): Promise<Sluice> {
  const config = loadConfig()
  const running = findWord(config.dataDir)
  if (running && (await answers(running))) return { call: caller(running, org), close: async () => undefined }
  const own = { ...config, host: '127.0.0.1', port: 0 }
  const sluice = await startSluice(own, openLog(process.env['LOG_LEVEL'] ? config.logLevel : 'warn'))
  const door = findWord(config.dataDir)
  if (!door) throw new Error('The server that was started left no word of where it answers.')
  return { call: caller(door, org), close: () => sluice.stop() }
}

async function answers({ url }: LocalDoor): Promise<boolean> {
  const asked = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
  return asked?.ok === true
}

function caller({ url, token }: LocalDoor, org: string | undefined): Sluice['call'] {
  return async <Reply>(method: string, path: string, body?: FormData | object) => {
    const json = body !== undefined && !(body instanceof FormData)
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': 'en',
        ...(org && { 'sluice-org': org }),
        ...(json && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: json ? JSON.stringify(body) : body }),
    })
    const reply: unknown = await answer.json()
    if (!answer.ok) throw new Error((reply as ProblemReply).detail)
    return reply as Reply
  }
}
