import { createECDH, hkdfSync } from 'node:crypto'
import webPush from 'web-push'
import { type Config, secretOf } from '../../../config.ts'
import { NoAnswer, type Outward, postOut } from '../../../outward.ts'

/** What the service worker of web/public/push.js is sent. */
export interface PushText {
  readonly title: string
  readonly body: string
  readonly url: string
  /** A notification of the same tag takes the other's place. */
  readonly tag: string
}

export interface Subscription {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** The server's own key pair (VAPID, RFC 8292), base64url. */
export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/** Follows from the server's secret, so that nothing has to be kept: who changes that, has browsers subscribe anew. */
export function pushKeysOf(config: Pick<Config, 'secret' | 'dataDir'>): PushKeys {
  const pair = createECDH('prime256v1')
  // A scalar beyond the curve's order is refused: one in 2^32.
  for (let turn = 0; ; turn += 1) {
    const scalar = Buffer.from(hkdfSync('sha256', secretOf(config), `${turn}`, 'sluice web push', 32))
    try {
      pair.setPrivateKey(scalar)
      return { publicKey: pair.getPublicKey('base64url'), privateKey: scalar.toString('base64url') }
    } catch (error) {
      if (turn > 9) throw error
    }
  }
}

const HOURS = 12 * 3600 // s that a push service keeps it for a browser that is shut

/**
 * Pushes to a browser, encrypted for it alone (RFC 8291). Returns what it failed with: null for nothing, `gone` when the
 * browser has unsubscribed (404 and 410), else `push 403` or why there was no answer.
 */
export async function push(
  { endpoint, p256dh, auth }: Subscription,
  text: PushText,
  { keys, subject, outward }: { keys: PushKeys; subject: string; outward: Outward },
): Promise<string | null> {
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    JSON.stringify(text),
    { vapidDetails: { subject, ...keys }, TTL: HOURS, urgency: 'high', topic: topicOf(text.tag) },
  )
  try {
    const said = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
    const { status } = await postOut(
      { url: endpoint, headers: Object.fromEntries(said) as Record<string, string>, body: body ?? '' },
      outward,
    )
    if (status >= 200 && status < 300) return null
    return status === 404 || status === 410 ? 'gone' : `push ${status}`
  } catch (error) {
    if (error instanceof NoAnswer) return `away ${error.code}`
    throw error
  }
}

// A push service replaces a waiting message by one of the same topic: 32 characters of base64url at most.
const topicOf = (tag: string): string => tag.replaceAll('-', '').slice(0, 32)
