import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { type Arriving, arriving, type Captured, captureLimit } from '../../../contract/capture.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { type Db, inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { reasonsOf } from '../../http/issues.ts'
import { sourceIds } from '../../lead/sources.ts'
import type { Actor } from '../../lead/trail.ts'
import {
  type Because,
  type Capture,
  type Door,
  type Incoming,
  readable,
  type Result,
  type Unread,
} from './decide.ts'

/** A call at a door: the leads as they were sent, unread. */
export interface Call {
  readonly orgId: string
  readonly lang: Lang
  readonly door: Door
  readonly actor: Actor
  readonly leads: readonly unknown[]
  readonly once?: { readonly caller: string; readonly key: string; readonly body: unknown }
  readonly holderId?: string
  readonly askBack?: boolean
}

/** Checks each lead's shape and source, hands all that came to the flow, and answers every one in its place. */
export async function captureAll(db: Db, capture: Capture, call: Call): Promise<Captured[]> {
  if (call.leads.length > captureLimit) throw refuse('capture.too_many', { limit: captureLimit })
  const sources = await sourcesFor(db, call)
  const receivedAt = new Date()
  const read = call.leads.map((lead) => readLead(lead, sources))
  const results = await capture(call.orgId, {
    incoming: read.flatMap((each) => ('lead' in each ? incomingOf(each, call, receivedAt) : [])),
    unread: read.flatMap((each, at) =>
      'lead' in each ? [] : { ...each, ...deliveryOf(call, receivedAt), at },
    ),
    ...(call.once ? { once: onceOf(call.once) } : {}),
  })
  return results.map((result) => answer(result, call.lang))
}

// A key cannot stand for two bodies, so it is kept with what its body was.
function onceOf({ caller, key, body }: NonNullable<Call['once']>) {
  return { caller, key, bodyHash: createHash('sha256').update(JSON.stringify(body)).digest() }
}

const FRESH = 2_000 // ms

const seen = new WeakMap<Db, Map<string, { at: number; sources: ReadonlyMap<string, string> }>>()

/** The sources in use, read anew after two seconds or when a lead names one that is not among them. */
async function sourcesFor(db: Db, { orgId, leads }: Call): Promise<ReadonlyMap<string, string>> {
  const ours = seen.get(db) ?? new Map<string, { at: number; sources: ReadonlyMap<string, string> }>()
  seen.set(db, ours)
  const held = ours.get(orgId)
  const named = leads.map((lead) => (lead as { source?: unknown } | null)?.source)
  if (held && Date.now() - held.at < FRESH && named.every((name) => held.sources.has(String(name))))
    return held.sources
  const sources = await inTransaction(db, orgId, sourceIds)
  ours.set(orgId, { at: Date.now(), sources })
  return sources
}

type Read = { lead: Arriving; sourceId: string } | Pick<Unread, 'raw' | 'sourceId' | 'reasons'>

// PostgreSQL keeps neither NUL nor half a surrogate pair; JSON may carry both. One such letter must not cost a lead.
const unkeepable = /\\u0000|\\ud[89a-f]/

function keepable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '')
  if (Array.isArray(value)) return value.map(keepable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [keepable(key), keepable(held)]))
}

function readLead(sent: unknown, sources: ReadonlyMap<string, string>): Read {
  const raw = unkeepable.test(JSON.stringify(sent)) ? keepable(sent) : sent
  const { data, error } = arriving.safeParse(raw, { reportInput: true })
  const named = (raw as { source?: unknown } | null)?.source
  const sourceId = (typeof named === 'string' && sources.get(named)) || null
  if (error) return { raw, sourceId, reasons: error.issues.flatMap(becauseOf) }
  return sourceId === null
    ? { raw, sourceId, reasons: [sourceUnknown(data.source, [...sources.keys()])] }
    : { lead: data, sourceId }
}

const SHOWN = 8

function sourceUnknown(name: string, known: readonly string[]): Because {
  const shown = known.slice(0, SHOWN)
  return {
    code: 'capture.source_unknown',
    field: 'source',
    message: {
      zh: `没有名为“${name}”的来源；请先在“来源”里新建，或改用：${shown.join('、')}`,
      en: `There is no source "${name}"; add it under Sources first, or use one of: ${shown.join(', ')}`,
    },
  }
}

const notALead: Because = {
  code: 'capture.not_a_lead',
  message: {
    zh: '这不是一条线索：应为一个对象，如 {"source": "api", "phone": "…"}',
    en: 'This is no lead: send an object such as {"source": "api", "phone": "…"}',
  },
}

function becauseOf(issue: z.core.$ZodIssue): Because[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'capture.field_unknown',
      field: key,
      message: {
        zh: `没有字段“${key}”；请在“设置 → 字段”里新建后放进 custom`,
        en: `There is no field "${key}"; add it under Settings → Fields and put it into custom`,
      },
    }))
  }
  const [zh, en] = [reasonsOf([issue], 'zh'), reasonsOf([issue], 'en')]
  return zh.map(({ field, message }, i) =>
    field === undefined
      ? notALead
      : {
          code: 'capture.field_invalid',
          field,
          message: {
            zh: `字段“${field}”${message}，请改正后重发`,
            en: `"${field}" ${en[i]?.message}; correct it and send it again`,
          },
        },
  )
}

function deliveryOf({ door, actor }: Call, receivedAt: Date) {
  return { arrivalId: uuidv7(), door, receivedAt, actor }
}

function incomingOf(
  { lead, sourceId }: { lead: Arriving; sourceId: string },
  call: Call,
  receivedAt: Date,
): Incoming {
  const { source: _, ...raw } = lead
  return {
    ...deliveryOf(call, receivedAt),
    sourceId,
    raw,
    ...(call.holderId ? { holderId: call.holderId } : {}),
    ...(call.askBack ? { askBack: true } : {}),
  }
}

function answer({ reasons, suggestions = [], ...result }: Result, lang: Lang): Captured {
  const meant = suggestions.map((each) => ({ ...each, message: each.message[lang] }))
  return { ...result, reasons: readable(reasons, lang), ...(meant.length > 0 ? { suggestions: meant } : {}) }
}
