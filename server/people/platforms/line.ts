import { createHash } from 'node:crypto'
import { postOut } from '../../outward.ts'
import { dingtalk } from './dingtalk.ts'
import { feishu } from './feishu.ts'
import { type App, type Line, type Platform, type PlatformName, PlatformTrouble } from './protocol.ts'
import { wecom } from './wecom.ts'

export const platforms: Readonly<Record<PlatformName, Platform>> = { wecom, dingtalk, feishu }

interface Kept {
  readonly token: Promise<string>
  until: number
}

// Tokens live two hours and platforms ask to keep them; each server keeps its own, in memory only.
const tokens = new Map<string, Kept>()
/** Of a token's life, the part in which it is used. */
const USED = 0.9

/** The way to an organisation's application, with its token fetched when needed and kept while it lives. */
export function lineTo(app: App, { allowPrivate }: { allowPrivate: boolean }, now = Date.now): Line {
  const platform = platforms[app.provider]
  const name = createHash('sha256').update(JSON.stringify(app)).digest('base64')
  const call: Line['call'] = (parcel) => postOut(parcel, { allowPrivate })
  const fetchToken = (): Kept => {
    const fetched = platform.fetchToken({ app, call })
    const kept: Kept = {
      until: now() + 60_000, // until it is known
      token: fetched.then(({ token, seconds }) => {
        kept.until = now() + seconds * 1000 * USED
        return token
      }),
    }
    tokens.set(name, kept)
    kept.token.catch(() => forget(kept))
    return kept
  }
  // Many may ask at once; only the one that is still kept is thrown away.
  const forget = (kept: Kept) => {
    if (tokens.get(name) === kept) tokens.delete(name)
  }
  const current = (): Kept => {
    const kept = tokens.get(name)
    return kept && kept.until > now() ? kept : fetchToken()
  }
  const withToken: Line['withToken'] = async (ask) => {
    const kept = current()
    try {
      return await ask(await kept.token)
    } catch (error) {
      if (!(error instanceof PlatformTrouble) || error.kind !== 'token') throw error
      forget(kept)
      return ask(await current().token)
    }
  }
  return { app, call, withToken }
}
