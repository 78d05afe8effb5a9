import { STATUS_CODES } from 'node:http'
import { Refusal, refusals, refusalSentence, refuse } from '../../contract/refusals.ts'
import type { Lang, ProblemReply } from '../../contract/shapes.ts'
import { reasonsOf } from './issues.ts'
import { InvalidInput } from './validate.ts'

export const PROBLEM = 'application/problem+json'
export const bodyLimit = 20 * 1024 * 1024

/** The problem+json (RFC 9457) of whatever was thrown, in the reader's language; an unexpected error keeps its secrets. */
export function problemOf(error: unknown, lang: Lang, requestId: string): ProblemReply {
  const refusal = refusalOf(error, lang) ?? refuse('server.failed', { requestId })
  const { code, params, place, reasons } = refusal
  const { status } = refusals[code]
  return {
    type: `urn:sluice:refusal:${code}`,
    title: STATUS_CODES[status] ?? code,
    status,
    code,
    detail: refusalSentence(code, params, lang),
    ...(Object.keys(params).length > 0 && { params }),
    ...(place && { place }),
    ...(reasons && { reasons: [...reasons] }),
    requestId,
  }
}

/** An expected no, also where Fastify says it in its own words; undefined for what nobody expected. */
export function refusalOf(error: unknown, lang: Lang): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof InvalidInput) return invalid(error, lang)
  const { code, message } = error as NodeJS.ErrnoException
  return code === undefined ? undefined : fastify[code]?.(message)
}

function invalid(error: InvalidInput, lang: Lang): Refusal {
  const reasons = reasonsOf(error.issues, lang)
  const [first] = reasons
  const what = reasons.slice(0, 3).map(({ field, message }) => [field, message].filter(Boolean).join(' '))
  const place = first?.field ? { place: { field: first.field } } : {}
  return refuse('body.invalid', { what: what.join(lang === 'zh' ? '；' : '; ') }, { ...place, reasons })
}

const fastify: Record<string, (message: string) => Refusal> = {
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => refuse('body.cut'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => refuse('body.too_large', { limit: `${bodyLimit / 1024 / 1024} MB` }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => refuse('body.kind', { kind: '?' }),
  FST_ERR_MAX_PARAM_LENGTH: () => refuse('not_found'),
  FST_ERR_BAD_URL: () => refuse('not_found'),
}
