import type { PlatformName } from '../../../contract/platform.ts'
import type { Answer, Parcel } from '../../outward.ts'

export type { PlatformName }

/** An organisation's own application on a platform, ready to speak. */
export interface App {
  readonly orgId: string
  readonly provider: PlatformName
  /** CorpID, AppKey or App ID. */
  readonly clientId: string
  /** WeCom's AgentId, DingTalk's robotCode. */
  readonly agent: string | null
  readonly secret: string
  /** Another address than the platform's own; its every path stands below this one. */
  readonly base: string | null
}

/** A message to one person: a card that opens an address. */
export interface Card {
  readonly title: string
  readonly lines: readonly string[]
  readonly url: string
  readonly button: string
  /** The same for every try of one message: platforms that know such a key show it once. */
  readonly key: string
}

/** Who signed in over there. */
export interface Profile {
  readonly accountId: string
  /** As the platform verified it, E.164; null where it does not tell. */
  readonly mobile: string | null
  /** Given by the company, not typed in by its owner. */
  readonly email: string | null
}

/**
 * What a platform complains of, by who can mend it: a token that ran out (we, at once), too much at a time (we, later),
 * the person's account, the application's setup, or a sign-in code that is spent.
 */
export type TroubleKind = 'token' | 'busy' | 'person' | 'code' | 'secret' | 'ip' | 'scope' | 'agent' | 'other'

/** A platform said no; `message` is its own word, without anybody's data. */
export class PlatformTrouble extends Error {
  readonly kind: TroubleKind
  constructor(kind: TroubleKind, said: string) {
    super(said.slice(0, 200))
    this.kind = kind
  }
  /** Trying again helps by itself. */
  get passes(): boolean {
    return this.kind === 'busy' || this.kind === 'token'
  }
}

export type Said = Readonly<Record<string, unknown>>

/** How a platform's code speaks to it. */
export interface Line {
  readonly app: App
  /** Makes a call and returns its answer; throws NoAnswer. */
  readonly call: (parcel: Parcel) => Promise<Answer>
  /** Runs `ask` with a token that lives; once more with a new one when the platform says that it does not. */
  readonly withToken: <T>(ask: (token: string) => Promise<T>) => Promise<T>
}

/** One platform's protocol for applications. Every function throws PlatformTrouble. */
export interface Platform {
  readonly fetchToken: (line: Pick<Line, 'app' | 'call'>) => Promise<{ token: string; seconds: number }>
  readonly send: (line: Line, accountId: string, card: Card) => Promise<void>
  /** The account of who has this mobile number (E.164); null for nobody. */
  readonly findByMobile: (line: Line, mobile: string) => Promise<string | null>
  /** Where the browser goes to sign in; it comes back to `redirect` with a code and the state. */
  readonly authorizeUrl: (app: App, back: { redirect: string; state: string; userAgent: string }) => string
  readonly whoIs: (line: Line, answer: { code: string; redirect: string }) => Promise<Profile>
}

/** Reads an answer as an object; an answer that is none is an empty one. */
export function readSaid({ text }: Answer): Said {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Said) : {}
  } catch {
    return {}
  }
}

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

export const objectOf = (value: unknown): Said =>
  typeof value === 'object' && value !== null ? (value as Said) : {}

/** A text of at most that many bytes in UTF-8, with … where something was cut. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text
  let kept = ''
  let bytes = 0
  for (const sign of text) {
    bytes += Buffer.byteLength(sign)
    if (bytes > most - 3) break
    kept += sign
  }
  return `${kept}…`
}

/** Judges an answer in the `{ <code>: number, <message>: string }` of all three; returns what else it says. */
export function judge(
  answer: Answer,
  names: { code: string; message: string },
  kinds: Readonly<Record<number, TroubleKind>>,
): Said {
  const said = readSaid(answer)
  const code = said[names.code]
  if (answer.status === 200 && code === 0) return said
  if (typeof code !== 'number')
    throw new PlatformTrouble(kindOfStatus(answer.status), `HTTP ${answer.status}`)
  const kind = kinds[code] ?? (answer.status === 429 ? 'busy' : 'other')
  throw new PlatformTrouble(kind, `${names.code} ${code}: ${textOf(said[names.message]) ?? ''}`)
}

export function kindOfStatus(status: number): TroubleKind {
  return status === 429 || status >= 500 ? 'busy' : 'other'
}
