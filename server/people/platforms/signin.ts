import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { PlatformName } from '../../../contract/platform.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { secretOf } from '../../config.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { authOf, headersOf, refusing, setCookies } from '../auth.ts'
import type { Caller } from '../caller.ts'
import { membershipsOf } from '../identity.ts'
import { readMobile } from '../login.ts'
import type { Exchange } from '../session.ts'
import { asking, lineOf } from './apps.ts'
import { platforms } from './line.ts'
import { PlatformTrouble, type Profile } from './protocol.ts'
import * as store from './store.ts'
import { problemOf, sayTrouble } from './troubles.ts'

const COOKIE = 'sluice-platform'
const MINUTES = 10

/** What a browser carries from the start to the way back; signed, so that nobody writes one. */
interface Errand {
  readonly state: string
  readonly orgId: string
  readonly provider: PlatformName
  /** Who links an account, signed in; null for signing in. */
  readonly linkTo: string | null
  readonly until: number
}

interface Door {
  orgId: string
  slug: string
  provider: PlatformName
}

/**
 * The platforms one may sign in through: of the organisation named by id or slug. Named none, of the only one that has
 * any: who stands before the door of several is not told whose houses these are.
 */
export async function doorsOf({ db }: Pick<House, 'db'>, org: string | undefined): Promise<Door[]> {
  const { rows } = await db.ownerPool.query<Door>(
    `select o.org_id as "orgId", o.slug, a.provider from platform_app a join org o on o.org_id = a.org_id
     where a.sign_in order by a.provider desc`,
  )
  const named = rows.filter(({ orgId, slug }) => org !== undefined && (orgId === org || slug === org))
  if (org !== undefined) return named
  return new Set(rows.map(({ orgId }) => orgId)).size === 1 ? rows : []
}

export const callbackOf = ({ publicUrl }: House['config'], provider: PlatformName): string =>
  `${publicUrl}/sign-in/${provider}`

interface Start {
  readonly provider: PlatformName
  readonly org: string | undefined
  readonly link: boolean
  readonly caller: Caller | null
}

/** Sends the browser on its errand: the address to go to, with the state bound to a cookie. Refuses `platform.not_set`. */
export async function startErrand(
  house: House,
  { provider, org, link, caller }: Start,
  at: Exchange,
): Promise<string> {
  const { db, config } = house
  const linkTo = link && caller?.kind === 'user' ? caller.userId : null
  const orgId =
    linkTo && caller
      ? caller.orgId
      : (await doorsOf(house, org)).find((door) => door.provider === provider)?.orgId
  const row = orgId && (await inTransaction(db, orgId, (tx) => store.readApp(tx, provider)))
  if (!row) throw refuse('platform.not_set')
  const state = randomBytes(24).toString('base64url')
  const errand = { state, orgId, provider, linkTo, until: Date.now() + MINUTES * 60_000 }
  setErrand(house, at, errand)
  return platforms[provider].authorizeUrl(lineOf(house, orgId, row).app, {
    redirect: callbackOf(config, provider),
    state,
    userAgent: at.request.headers['user-agent'] ?? '',
  })
}

interface Back {
  readonly provider: PlatformName
  readonly code: string
  readonly state: string
  readonly caller: Caller | null
  readonly lang: Lang
}

/**
 * Ends an errand: signs in the member whom the platform names ('code' when the second step is still to come), or links
 * the account to who is signed in. Nobody becomes a member by it. Refuses as `session.platform` declares.
 */
export async function finishErrand(
  house: House,
  back: Back,
  at: Exchange,
): Promise<'in' | 'code' | 'linked'> {
  const errand = takeErrand(house, at)
  const same = errand?.provider === back.provider && isSame(errand.state, back.state)
  if (!errand || !same) throw refuse('platform.state_lost')
  const { orgId, provider, linkTo } = errand
  if (linkTo !== null && (back.caller?.kind !== 'user' || back.caller.userId !== linkTo))
    throw refuse('platform.state_lost')
  const profile = await profileOf(house, errand, back)
  if (linkTo !== null) {
    const link = { userId: linkTo, provider, accountId: profile.accountId, how: 'signIn' as const }
    if (!(await inTransaction(house.db, orgId, (tx) => store.linkAccount(tx, link))))
      throw refuse('platform.account_taken')
    return 'linked'
  }
  return open(house, await memberFor(house, errand, profile), at)
}

async function profileOf(house: House, { orgId, provider }: Errand, { code, lang }: Back): Promise<Profile> {
  const redirect = callbackOf(house.config, provider)
  try {
    return await asking(house, { orgId, provider }, (line) =>
      platforms[provider].whoIs(line, { code, redirect }),
    )
  } catch (error) {
    if (error instanceof PlatformTrouble && error.kind === 'code') throw refuse('platform.code_spent')
    if (error instanceof PlatformTrouble && error.kind === 'person') throw refuse('platform.unknown_person')
    const problem = problemOf(error)
    throw problem ? refuse('platform.failed', { said: sayTrouble(problem, lang) }) : error
  }
}

/** The member an account is linked to; else the one with the mobile or address that the platform vouches for, linked by this. */
async function memberFor({ db }: House, { orgId, provider }: Errand, profile: Profile): Promise<string> {
  const { accountId } = profile
  const contact = { mobile: spelled(profile.mobile), email: profile.email?.toLowerCase() ?? null }
  const found = await inTransaction(db, orgId, async (tx) => {
    const linked = await store.memberOfAccount(tx, provider, accountId)
    return linked ?? (await store.memberByContact(tx, provider, contact))
  })
  if (!found) throw refuse('platform.unknown_person')
  // An admin of one organisation sets its application up, and could vouch for anybody: not in another one.
  if ((await membershipsOf(db, found)) > 1) throw refuse('platform.shared_account')
  const link = { userId: found, provider, accountId, how: 'signIn' as const }
  await inTransaction(db, orgId, async (tx) => {
    if (!(await store.memberOfAccount(tx, provider, accountId))) await store.linkAccount(tx, link)
  })
  return found
}

function spelled(mobile: string | null): string | null {
  try {
    return mobile && readMobile(mobile)
  } catch {
    return null
  }
}

async function open(house: House, userId: string, at: Exchange): Promise<'in' | 'code'> {
  const { headers, response } = await refusing(() =>
    authOf(house).api.openByPlatform({
      body: { userId },
      headers: headersOf(at.request),
      returnHeaders: true,
    }),
  )
  setCookies(at.reply, headers)
  return 'twoFactorRedirect' in response ? 'code' : 'in'
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const sign = ({ config }: House, text: string): string =>
  createHmac('sha256', `platform errand ${secretOf(config)}`)
    .update(text)
    .digest('base64url')

function setErrand(house: House, { reply }: Exchange, errand: Errand): void {
  const text = Buffer.from(JSON.stringify(errand)).toString('base64url')
  keepCookie(house, reply, `${text}.${sign(house, text)}`, MINUTES * 60)
}

// It is good for one way back: whatever comes of that, the cookie goes.
function takeErrand(house: House, { request, reply }: Exchange): Errand | undefined {
  keepCookie(house, reply, '', 0)
  const [text = '', signature = ''] = cookieOf(request).split('.')
  if (!isSame(signature, sign(house, text))) return undefined
  const errand = JSON.parse(Buffer.from(text, 'base64url').toString()) as Errand
  return errand.until > Date.now() ? errand : undefined
}

function keepCookie({ config }: House, reply: Exchange['reply'], value: string, seconds: number): void {
  const secure = config.publicUrl.startsWith('https:') ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${COOKIE}=${value}; Path=/api/v1/session; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`,
  )
}

function cookieOf(request: FastifyRequest): string {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? ''
}
