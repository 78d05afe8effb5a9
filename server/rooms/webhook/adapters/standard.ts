import { createHmac, randomBytes } from 'node:crypto'

/** Standard Webhooks (standardwebhooks.com), version 1 of its symmetric signatures. */
const PREFIX = 'whsec_'

/** A new signing secret: 32 random bytes, spelled as the receivers' libraries expect it. */
export const newSecret = (): string => PREFIX + randomBytes(32).toString('base64')

export interface Message {
  /** The same at every try: receivers know by it what they have already. */
  readonly id: string
  readonly body: string
}

/** The headers by which the receiver knows who sent the message, that it is whole and that it is fresh. */
export function signedHeaders(secret: string, { id, body }: Message, now: Date): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
