import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { refuse } from '../../../contract/refusals.ts'

/** The body of a raw endpoint, whole. Refuses `body.too_large` as soon as it is over the limit (bytes). */
export async function wholeBody({ body }: Pick<FastifyRequest, 'body'>, most: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of (body as Readable | undefined) ?? []) {
    size += (part as Buffer).length
    if (size > most) throw refuse('body.too_large', { limit: `${most / 1024} KB` })
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts)
}

/** Its JSON, whatever content type it was sent as. Refuses `body.not_json`. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw refuse('body.not_json')
  }
}
