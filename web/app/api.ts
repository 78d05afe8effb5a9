import type { z } from 'zod'
import type { Endpoint } from '../../contract/endpoint.ts'
import type { Place, ProblemReply, Reason } from '../../contract/shapes.ts'
import { firstLanguage } from './language.tsx'

/** The server said no: its code, and its sentence in the reader's language. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly params: Readonly<Record<string, unknown>>
  readonly place: Place | undefined
  readonly reasons: readonly Reason[]
  /** Names the request in the server's log. */
  readonly requestId: string | undefined

  constructor(problem: ProblemReply) {
    super(problem.detail)
    this.name = 'Refused'
    this.status = problem.status
    this.code = problem.code
    this.params = problem.params ?? {}
    this.place = problem.place
    this.reasons = problem.reasons ?? []
    this.requestId = problem.requestId
  }
}

/** Not done, or not all of it, with the sentence the reader is told: part of an answer said no. */
export class NotDone extends Error {
  override readonly name = 'NotDone'
}

/** The server could not be reached, so nothing is known about what it did. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

type Given<S> = S extends z.ZodType ? (unknown extends z.input<S> ? undefined : z.input<S>) : undefined
type Part<Name extends string, S> =
  Given<S> extends undefined
    ? unknown
    : object extends Given<S>
      ? { readonly [K in Name]?: Given<S> }
      : { readonly [K in Name]: Given<S> }

/** What an endpoint wants to be sent: `{ params, query, body }`, each only where it declares one. */
export type Sent<E> =
  E extends Endpoint<infer P, infer Q, infer B, z.ZodType>
    ? Part<'params', P> & Part<'query', Q> & Part<'body', B> & { readonly file?: FormData | Blob }
    : never

/** What comes back, as the wire has it: a moment is its ISO text. */
export type Reply<E> = E extends { readonly reply: infer R extends z.ZodType } ? z.input<R> : never

interface Loose {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  file?: FormData | Blob
}

/**
 * Calls an endpoint with the session's cookie. The reply is what the server declared and enforced, so it is not parsed
 * again. Throws `Refused` for a problem+json answer and `Unreachable` when no answer came.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  signal?: AbortSignal,
): Promise<Reply<E>> {
  const { params = {}, query = {}, body, file } = sent as Loose
  const url = fillPath(endpoint.path, params) + queryOf(query)
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': firstLanguage() }
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' }
  if (signal) init.signal = signal
  if (file) init.body = file
  else if (body !== undefined) init.body = JSON.stringify(body)
  const answer = await reach(url, init)
  return (answer.status === 204 ? undefined : await answer.json()) as Reply<E>
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(url, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Unreachable(String(error))
  }
  if (answer.ok) return answer
  const problem: unknown = await answer.json().catch(() => undefined)
  if (!isProblem(problem)) throw new Unreachable(`HTTP ${answer.status}`)
  throw new Refused(problem)
}

function isProblem(value: unknown): value is ProblemReply {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value
}

/** `/leads/:leadId` with its parameters, each escaped. */
export function fillPath(path: string, params: Record<string, unknown>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
}

/** A query string: nothing for what is missing, a repeated key for a list, JSON for an object (a condition). */
export function queryOf(query: Record<string, unknown>): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each === undefined || each === null) continue
      search.append(key, typeof each === 'object' ? JSON.stringify(each) : String(each))
    }
  }
  const text = search.toString()
  return text ? `?${text}` : ''
}
