import type { z } from 'zod'
import type { RefusalCode } from './refusals.ts'

/** What a person may be in an organisation; one person may be several. */
export const roles = ['admin', 'manager', 'rep', 'marketer'] as const
export type Role = (typeof roles)[number]

/** What an API key may be allowed to do. */
export const keyScopes = ['leads:write', 'leads:read', 'import:write'] as const
export type KeyScope = (typeof keyScopes)[number]

/** Who may call an endpoint: a role, or a key holding a scope. `anyone` needs no sign-in, `user` any member. */
export type Who = Role | `key:${KeyScope}`
export type May = 'anyone' | 'user' | readonly Who[]

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  Allowed extends May = May,
> {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify's spelling: `/api/v1/leads/:leadId`. */
  readonly path: string
  readonly may: Allowed
  readonly summary: string
  /** More of it than fits one line, in Markdown. */
  readonly details?: string
  /** Headers of its own, in small letters; a loose object, since every caller sends others too. */
  readonly headers?: z.ZodType
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** The body as callers are to send it, where `body` lets more through so that the route answers each part in its place. */
  readonly shownBody?: z.ZodType
  /** What leaves the house: a field that is not declared here never does. */
  readonly reply: Reply
  /** What a reply of each of its statuses says, where that is not always 200. */
  readonly statuses?: Readonly<Record<number, string>>
  /** The body is a file or stream that the route reads itself. */
  readonly raw?: boolean
  /** Calls a minute of one caller (one address for strangers), where the house's own limit is too generous. */
  readonly perMinute?: number
  /** Bytes of a body, where the house's own limit is too generous. */
  readonly maxBody?: number
  /** What it refuses with besides the house's own refusals; for the documentation. */
  readonly refuses?: readonly RefusalCode[]
}

/** Declares an endpoint: the one place its address, its callers and its shapes are written. */
export function endpoint<
  Params extends z.ZodType = z.ZodType<Record<string, never>>,
  Query extends z.ZodType = z.ZodType<Record<string, never>>,
  Body extends z.ZodType = z.ZodType<undefined>,
  Reply extends z.ZodType = z.ZodType,
  const Allowed extends May = May,
>(declared: Endpoint<Params, Query, Body, Reply, Allowed>): Endpoint<Params, Query, Body, Reply, Allowed> {
  return declared
}

type AnyEndpoint = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>

/** The reply as JSON brings it to a client (moments are ISO strings). */
export type ReplyOf<E extends AnyEndpoint> = z.input<E['reply']>
/** What a client sends. */
export type BodyOf<E extends AnyEndpoint> = z.input<NonNullable<E['body']>>
export type QueryOf<E extends AnyEndpoint> = z.input<NonNullable<E['query']>>
