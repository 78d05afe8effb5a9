import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** What open pages can be told of. */
export const liveTopics = [
  'lead',
  'pool',
  'notice',
  'import',
  'policy',
  'customer',
  'scan',
  'learn',
  'ability',
  'preview',
  'cohort',
  'territory',
  'rehearsal',
] as const
export type LiveTopic = (typeof liveTopics)[number]

/** One message of the stream: these changed, read them again. No ids: too many to name, or some were missed. */
export interface LiveMessage {
  readonly topic: LiveTopic
  readonly ids?: readonly string[]
  /** The rep who holds these leads now, where it is one: said so that whoever came late learns who was faster. */
  readonly to?: string
  /** ISO 8601. */
  readonly at: string
}

export const hearLive = endpoint({
  id: 'live.hear',
  method: 'GET',
  path: '/api/v1/live',
  may: 'user',
  summary: 'Server-sent events: a message {topic, ids?, at} for everything that changes, within milliseconds',
  reply: z.string().describe('text/event-stream'),
})
