import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import type { BehaviourKind } from '../../../../contract/behaviour.ts'
import type { HookKind } from '../../../../contract/hook.ts'

/** A delivery of another system's, as it came. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

interface Adapter {
  /** Whether the system that has the secret sent this, lately. */
  readonly signed: (delivery: Delivery, secret: string, now: Date) => boolean
  /** Its events in our shape (contract/behaviour.ts), unread; what is none of our kinds is left out. */
  readonly read: (body: unknown) => unknown[]
}

const GOOD_FOR = 300 // s
const recent = (seconds: number, now: Date) => Math.abs(now.getTime() / 1000 - seconds) <= GOOD_FOR
const header = ({ headers }: Delivery, name: string) => String(headers[name] ?? '')
const same = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
const hmac = (secret: string, ...parts: (string | Buffer)[]) =>
  parts.reduce((sum, part) => sum.update(part), createHmac('sha256', secret)).digest('hex')

function told(sent: Record<string, unknown>, event: Record<string, unknown>): unknown {
  return { ...Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)), ...sent }
}

const at = (seconds: unknown) =>
  Number.isFinite(Number(seconds)) && Math.abs(Number(seconds)) < 8e12
    ? new Date(Number(seconds) * 1000).toISOString()
    : undefined
const text = (value: unknown, most: number) =>
  typeof value === 'string' ? value.slice(0, most).toWellFormed() : undefined

// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
const sendgrid: Adapter = {
  signed(delivery, secret, now) {
    const timestamp = header(delivery, 'x-twilio-email-event-webhook-timestamp')
    const signature = Buffer.from(header(delivery, 'x-twilio-email-event-webhook-signature'), 'base64')
    if (!recent(Number(timestamp), now)) return false
    try {
      const key = createPublicKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'spki' })
      return verify('sha256', Buffer.concat([Buffer.from(timestamp), delivery.body]), key, signature)
    } catch {
      return false // no key at all
    }
  },
  read(body) {
    const kinds: Record<string, BehaviourKind> = { open: 'mailOpen', click: 'mailClick' }
    return [body].flat().flatMap((raw) => {
      const each = raw as Record<string, unknown> | null
      const kind = kinds[String(each?.['event'])]
      if (!each || !kind) return []
      const sent = {
        id: text(each['sg_event_id'], 200),
        kind,
        at: at(each['timestamp']),
        email: text(each['email'], 320),
      }
      const about = [text(each['sg_campaign'], 100), text(each['url'], 300)].filter(Boolean).join(' ')
      const userAgent = text(each['useragent'], 1000)
      return told(sent, { about, userAgent, prefetch: each['sg_machine_open'] === true || undefined })
    })
  },
}

// https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
const mailgun: Adapter = {
  signed({ body }, secret, now) {
    const { signature: held } = jsonOf(body) as { signature?: Record<string, string | undefined> }
    const [timestamp, token, signature] = ['timestamp', 'token', 'signature'].map((name) =>
      String(held?.[name]),
    )
    return recent(Number(timestamp), now) && same(hmac(secret, `${timestamp}${token}`), signature as string)
  },
  read(body) {
    const kinds: Record<string, BehaviourKind> = { opened: 'mailOpen', clicked: 'mailClick' }
    const event = (body as { 'event-data'?: Record<string, unknown> } | null)?.['event-data']
    const kind = kinds[String(event?.['event'])]
    if (!event || !kind) return []
    const client = (event['client-info'] ?? {}) as Record<string, unknown>
    const about = [text([event['tags']].flat()[0], 100), text(event['url'], 300)].filter(Boolean).join(' ')
    const sent = {
      id: text(event['id'], 200),
      kind,
      at: at(event['timestamp']),
      email: text(event['recipient'], 320),
    }
    // Mailgun itself says where it took a client for a bot.
    const prefetch = (typeof client['bot'] === 'string' && client['bot'] !== '') || undefined
    return [told(sent, { about, userAgent: text(client['user-agent'], 1000), prefetch })]
  },
}

const neutral: Adapter = {
  signed(delivery, secret, now) {
    const timestamp = header(delivery, 'x-timestamp')
    const signature = `sha256=${hmac(secret, `${timestamp}.`, delivery.body)}`
    return recent(Number(timestamp), now) && same(signature, header(delivery, 'x-signature'))
  },
  read: (body) => {
    const events = (body as { events?: unknown } | null)?.events
    return Array.isArray(events) ? (events as unknown[]) : []
  },
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) ?? {}
  } catch {
    return {}
  }
}

/** How each kind of system signs and speaks. */
export const adapters: Readonly<Record<HookKind, Adapter>> = { sendgrid, mailgun, neutral }
