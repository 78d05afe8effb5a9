import type { z } from 'zod'
import { type Arriving, arriving, type Captured, captureLimit } from '../../../contract/capture.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { type Db, inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { sourceIds } from '../../lead/sources.ts'
import type { Actor } from '../../lead/trail.ts'
import { type Because, type Capture, type Door, type Incoming, readable, type Result } from './decide.ts'
import { hashOf } from './store.ts'

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

/** Checks each lead's shape and source, hands the good ones to the flow, and answers every one in its place. */
export async function captureAll(db: Db, capture: Capture, call: Call): Promise<Captured[]> {
  if (call.leads.length > captureLimit) throw refuse('capture.too_many', { limit: captureLimit })
  const sources = await sourcesFor(db, call)
  const receivedAt = new Date()
  const read = call.leads.map((lead) => readLead(lead, sources))
  const good = read.flatMap((each) => ('lead' in each ? [incomingOf(each, call, receivedAt)] : []))
  const once = call.once && { caller: call.once.caller, key: call.once.key, bodyHash: hashOf(call.once.body) }
  const results =
    good.length === 0 ? [] : await capture(call.orgId, { incoming: good, ...(once ? { once } : {}) })
  let next = 0
  return read.map((each) =>
    'lead' in each ? answer(results[next++] as Result, call.lang) : misshapen(each.reasons, call.lang),
  )
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

type Read = { lead: Arriving; sourceId: string } | { reasons: Because[] }

// PostgreSQL keeps neither NUL nor half a surrogate pair; JSON may carry both. One such letter must not cost a lead.
const unkeepable = /\\u0000|\\ud[89a-f]/

function keepable(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '')
  if (Array.isArray(value)) return value.map(keepable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [keepable(key), keepable(held)]))
}

function readLead(lead: unknown, sources: ReadonlyMap<string, string>): Read {
  const parsed = arriving.safeParse(unkeepable.test(JSON.stringify(lead)) ? keepable(lead) : lead)
  if (!parsed.success) return { reasons: parsed.error.issues.flatMap(becauseOf) }
  const sourceId = sources.get(parsed.data.source)
  if (sourceId) return { lead: parsed.data, sourceId }
  const known = [...sources.keys()].slice(0, 8).join('、')
  return {
    reasons: [
      {
        code: 'capture.source_unknown',
        field: 'source',
        message: {
          zh: `没有名为“${parsed.data.source}”的来源；请先在“来源”里新建，或改用：${known}`,
          en: `There is no source "${parsed.data.source}"; add it under Sources first, or use one of: ${known}`,
        },
      },
    ],
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
  const field = issue.path.map(String).join('.')
  if (!field) return [notALead]
  return [
    {
      code: 'capture.field_invalid',
      field,
      message: {
        zh: `字段“${field}”的值不合格式（${issue.code}），请改正后重发`,
        en: `The value of "${field}" is not valid: ${issue.message}. Correct it and send again`,
      },
    },
  ]
}

function incomingOf(
  { lead, sourceId }: { lead: Arriving; sourceId: string },
  call: Call,
  receivedAt: Date,
): Incoming {
  const { source: _, ...raw } = lead
  return {
    arrivalId: uuidv7(),
    door: call.door,
    sourceId,
    raw,
    receivedAt,
    actor: call.actor,
    ...(call.holderId ? { holderId: call.holderId } : {}),
    ...(call.askBack ? { askBack: true } : {}),
  }
}

function answer({ reasons, ...result }: Result, lang: Lang): Captured {
  return { ...result, reasons: readable(reasons, lang) }
}

/** Not a lead at all, so nothing to journal: told back at once with what is wrong. */
function misshapen(reasons: readonly Because[], lang: Lang): Captured {
  return {
    status: 'rejected',
    arrivalId: null,
    leadId: null,
    reasons: readable(reasons, lang),
    score: null,
    grade: null,
    holder: null,
  }
}
