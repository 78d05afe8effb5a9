import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refuse } from '../../contract/refusals.ts'
import type { House } from '../house.ts'
import { authOf, headersOf, refusing, setCookies, withCookies } from './auth.ts'
import { addressOf, findIdentity, membershipsOf } from './identity.ts'
import { readLogin } from './login.ts'
import { countTries } from './tries.ts'

const MINUTE = 60_000
// Ten wrong passwords for one login; an office behind one address shares the second limit.
const byLogin = countTries({ most: 10, within: 15 * MINUTE })
const byAddress = countTries({ most: 100, within: 15 * MINUTE })

/** A request and its reply, for whatever reads and sets cookies. */
export interface Exchange {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface Credentials {
  readonly login: string
  readonly password: string
  readonly remember: boolean
}

/**
 * Signs in by e-mail or mobile number; 'code' when the second step is still to come. Refuses
 * `people.wrong_password` (for an unknown login too, after as long a time), `people.too_many_tries`,
 * `people.no_organisation`.
 */
export async function openSession(
  house: House,
  { login, password, remember }: Credentials,
  at: Exchange,
): Promise<'in' | 'code'> {
  const identity = await findIdentity(house.db, readLogin(login))
  const email = identity ? addressOf(identity.userId, identity.email) : 'nobody@mobile.invalid'
  const body = { email, password, rememberMe: remember }
  const { api, $context } = authOf(house)
  const { headers, response } = await guarded(identity?.userId ?? login, at.request.ip, () =>
    refusing(() => api.signInEmail({ body, headers: headersOf(at.request), returnHeaders: true })),
  )
  if (!identity || (await membershipsOf(house.db, identity.userId)) === 0) {
    await (await $context).internalAdapter.deleteSession(response.token)
    throw refuse('people.no_organisation')
  }
  setCookies(at.reply, headers)
  return 'twoFactorRedirect' in response ? 'code' : 'in'
}

/** Whether this is the person's password; refuses `people.wrong_password`. Opens no session. */
export async function checkPassword(
  house: Pick<House, 'db' | 'config'>,
  userId: string,
  password: string,
): Promise<void> {
  const { internalAdapter, password: passwords } = await authOf(house).$context
  const account = await internalAdapter.findCredentialAccount(userId)
  const right = account?.password ? await passwords.verify({ hash: account.password, password }) : false
  if (!right) throw refuse('people.wrong_password')
}

/** Runs a check of a password for a login; its failures count, and too many shut it. */
export async function guarded<T>(login: string, ip: string, check: () => Promise<T>): Promise<T> {
  byLogin.refuseSpent(login)
  byAddress.refuseSpent(ip)
  try {
    const result = await check()
    byLogin.forget(login)
    return result
  } catch (error) {
    if (error instanceof Refusal && error.code === 'people.wrong_password') {
      byLogin.failed(login)
      byAddress.failed(ip)
    }
    throw error
  }
}

export interface SecondStep {
  readonly code: string
  readonly kind: 'app' | 'backup'
  readonly trustDevice: boolean
}

/** The second step of signing in. Refuses `people.wrong_code`, and `people.code_expired` after five of them. */
export async function finishSession(
  house: House,
  { code, kind, trustDevice }: SecondStep,
  at: Exchange,
): Promise<void> {
  const { api } = authOf(house)
  const call = {
    body: { code: code.replace(/\s/g, ''), trustDevice },
    headers: headersOf(at.request),
    returnHeaders: true as const,
  }
  await withCookies(at.reply, (): Promise<{ headers: Headers; response: unknown }> =>
    kind === 'app' ? api.verifyTOTP(call) : api.verifyBackupCode(call),
  )
}

/** Signs this device out; harmless when it is not signed in. */
export async function closeSession(house: House, at: Exchange): Promise<void> {
  await withCookies(at.reply, () =>
    authOf(house).api.signOut({ headers: headersOf(at.request), returnHeaders: true }),
  )
}

export interface Device {
  readonly sessionId: string
  readonly current: boolean
  readonly userAgent: string | null
  readonly ip: string | null
  readonly createdAt: Date
  readonly lastSeenAt: Date
}

/** The devices somebody is signed in on, this one first. */
export async function devicesOf(house: House, userId: string, request: FastifyRequest): Promise<Device[]> {
  const current = await currentSession(house, request)
  const { rows } = await house.db.ownerPool.query<Omit<Device, 'current'>>(
    `select id as "sessionId", "userAgent", nullif("ipAddress", '') as ip, "createdAt", "updatedAt" as "lastSeenAt"
     from auth.session where "userId" = $1 and "expiresAt" > now() order by "updatedAt" desc`,
    [userId],
  )
  const devices = rows.map((row) => ({ ...row, current: row.sessionId === current }))
  return devices.toSorted((a, b) => Number(b.current) - Number(a.current))
}

async function currentSession(house: House, request: FastifyRequest): Promise<string | undefined> {
  const found = await refusing(() =>
    authOf(house).api.getSession({ headers: headersOf(request), query: { disableRefresh: true } }),
  )
  return found?.session.id
}

/** Signs one of somebody's devices out; refuses `not_found` for one that is not theirs. */
export async function closeDevice(house: House, userId: string, sessionId: string): Promise<void> {
  const { rowCount } = await house.db.ownerPool.query(
    'delete from auth.session where id = $1 and "userId" = $2',
    [sessionId, userId],
  )
  if (!rowCount) throw refuse('not_found')
}

/** Signs every device but this one out. */
export async function closeOtherDevices(
  house: House,
  userId: string,
  request: FastifyRequest,
): Promise<void> {
  await house.db.ownerPool.query('delete from auth.session where "userId" = $1 and id is distinct from $2', [
    userId,
    (await currentSession(house, request)) ?? null,
  ])
}
