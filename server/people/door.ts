import type { FastifyRequest } from 'fastify'
import type { Role } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Db } from '../db/db.ts'
import type { House } from '../house.ts'
import { preferred } from '../http/lang.ts'
import { authOf, headersOf } from './auth.ts'
import type { Caller, UserCaller } from './caller.ts'
import { bearerOf } from './keys.ts'
import { isLocalToken, localCaller } from './local.ts'

/** The header and the cookie that choose among the organisations a person belongs to. */
export const ORG_CHOICE = 'sluice-org'

/**
 * Who is asking: the bearer of an API key, or the member a session belongs to, in the organisation they chose
 * (the oldest membership unless told). Null for nobody. Refuses `auth.key_invalid` for a key that is not one.
 */
export async function callerOf(
  house: Pick<House, 'db' | 'config' | 'onNewOrg' | 'localToken'>,
  request: FastifyRequest,
): Promise<Caller | null> {
  const wanted = preferred(request.headers['accept-language'])
  const key = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (key !== undefined && isLocalToken(key)) {
    const local = await localCaller(house, key, { org: choiceOf(request), lang: wanted })
    if (!local) throw refuse('auth.key_invalid')
    return local
  }
  if (key !== undefined) {
    const bearer = await bearerOf(house.db, key)
    if (!bearer) throw refuse('auth.key_invalid')
    const { locale, ...caller } = bearer
    return { ...caller, lang: wanted ?? locale }
  }
  if (!request.headers.cookie) return null
  const session = await authOf(house).api.getSession({
    headers: headersOf(request),
    query: { disableRefresh: true },
  })
  return session ? memberOf(house.db, session.user.id, { choice: choiceOf(request), wanted }) : null
}

interface Wish {
  /** An organisation's id or slug. */
  readonly choice: string | undefined
  readonly wanted: Lang | undefined
}

interface Membership {
  orgId: string
  slug: string
  name: string
  roles: Role[]
  zone: string
  /** Chosen by the member. */
  lang: Lang | null
  locale: Lang
}

// As the owner: the memberships of one person lie in several organisations.
async function memberOf(db: Db, userId: string, { choice, wanted }: Wish): Promise<UserCaller | null> {
  const { rows } = await db.ownerPool.query<Membership>(
    `select m.org_id as "orgId", o.slug, m.name, m.roles, o.time_zone as zone, m.settings ->> 'lang' as lang, o.locale
     from member m join org o on o.org_id = m.org_id
     where m.user_id = $1 and m.status = 'active' order by m.created_at, m.org_id`,
    [userId],
  )
  const chosen = rows.find(({ orgId, slug }) => orgId === choice || slug === choice) ?? rows[0]
  if (!chosen) return null
  const { orgId, name, roles, zone, lang, locale } = chosen
  return { kind: 'user', orgId, userId, name, roles, zone, lang: lang ?? wanted ?? locale }
}

function choiceOf(request: FastifyRequest): string | undefined {
  const header = request.headers[ORG_CHOICE]
  return typeof header === 'string' ? header : cookieOf(request, ORG_CHOICE)
}

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}
