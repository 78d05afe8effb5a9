import { z } from 'zod'

/** A moment: ISO 8601 in UTC on the wire, a Date inside the server. */
export const instant = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})

export const id = z.uuid()

export const lang = z.enum(['zh', 'en'])
export type Lang = z.infer<typeof lang>

/** A word the organisation gave in both languages. */
export const label = z.object({ zh: z.string(), en: z.string() })

/** Where in what was sent the trouble lies. */
export const place = z.object({
  row: z.int().optional(),
  column: z.string().optional(),
  field: z.string().optional(),
})
export type Place = z.infer<typeof place>

/** A reason a row or a field was not good enough: a code for machines, a sentence for people. */
export const reason = z.object({
  code: z.string(),
  field: z.string().optional(),
  message: z.string(),
})
export type Reason = z.infer<typeof reason>

/** What might be meant where a lead is kept back, as it would be kept. See contract/quarantine.ts for taking it. */
export const meant = z.object({
  field: z.string(),
  value: z.string(),
  /** How far the facts leave one reading, 0 to 1. */
  confidence: z.number(),
  /** What is alike about all that it is made of. */
  pattern: z.string(),
  message: z.string(),
})

/** The problem+json of RFC 9457, with our code and the place. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  place: place.optional(),
  reasons: z.array(reason).optional(),
  /** Names the request in the server's log. */
  requestId: z.string().optional(),
})
export type ProblemReply = z.infer<typeof problem>

/** One page of a list; `next` is the cursor to ask the following one with, null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

export const done = z.object({ done: z.literal(true) })

export const idParams = <Name extends string>(name: Name) =>
  z.object({ [name]: id } as Record<Name, typeof id>)
