import type { FastifySchema } from 'fastify'
import type { ZodType } from 'zod'
import type { Endpoint } from '../../contract/endpoint.ts'
import { refusals, type RefusalCode } from '../../contract/refusals.ts'
import { problem } from '../../contract/shapes.ts'
import { namesOf } from './permit.ts'
import { PROBLEM } from './problem.ts'

/** What the documentation says of an endpoint, and the reply that its answers are held to. */
export function describe(endpoint: Endpoint): FastifySchema {
  const [tag = 'api'] = endpoint.id.split('.')
  return {
    operationId: endpoint.id,
    tags: [tag],
    summary: endpoint.summary,
    description: [
      ...(endpoint.details ? [endpoint.details] : []),
      `May: ${namesOf(endpoint.may, 'en')}.`,
      ...refusing(endpoint.refuses ?? []),
    ].join('\n\n'),
    security: securityOf(endpoint),
    ...(endpoint.raw && { consumes: ['application/octet-stream'] }),
    ...(endpoint.headers && { headers: endpoint.headers }),
    ...(endpoint.shownBody && { shownBody: endpoint.shownBody }),
    response: {
      ...repliesOf(endpoint),
      '4xx': { description: 'A refusal, with its code', content: { [PROBLEM]: { schema: problem } } },
    },
  }
}

function repliesOf({ reply, statuses }: Endpoint): Record<string, ZodType> {
  if (!statuses) return { '2xx': reply }
  return Object.fromEntries(Object.entries(statuses).map(([status, says]) => [status, reply.describe(says)]))
}

declare module 'fastify' {
  interface FastifySchema {
    /** The body as the documentation shows it, where that is not the one a call is checked by. */
    shownBody?: ZodType
  }
}

function refusing(codes: readonly RefusalCode[]): string[] {
  if (codes.length === 0) return []
  return [
    `Refuses with:\n${codes.map((code) => `- ${refusals[code].status} \`${code}\`: ${refusals[code].en}`).join('\n')}`,
  ]
}

function securityOf({ may }: Endpoint): Record<string, string[]>[] {
  if (may === 'anyone') return []
  const byKey = may !== 'user' && may.some((who) => who.startsWith('key:'))
  const bySession = may === 'user' || may.some((who) => !who.startsWith('key:'))
  return [...(bySession ? [{ session: [] }] : []), ...(byKey ? [{ key: [] }] : [])]
}
