import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { twoFactor } from 'better-auth/plugins'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Kysely, PostgresDialect } from 'kysely'
import { z } from 'zod'
import { type RefusalCode, refuse } from '../../contract/refusals.ts'
import { type Config, secretOf } from '../config.ts'
import type { Db } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { House } from '../house.ts'
import { SHORTEST } from './password.ts'

const DAY = 24 * 3600

/**
 * Opens a session for whom a work platform vouched. Its path is one of those after which the second step is asked for:
 * who has two-factor sign-in on types their code here too.
 */
const byPlatform = {
  id: 'by-platform',
  endpoints: {
    openByPlatform: createAuthEndpoint(
      '/sign-in/phone-number',
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context
        const user = await internalAdapter.findUserById(ctx.body.userId)
        if (!user) throw new APIError('UNAUTHORIZED')
        const session = await internalAdapter.createSession(user.id, false)
        await setSessionCookie(ctx, { session, user }, false)
        return ctx.json({ token: session.token })
      },
    ),
  },
}

/** better-auth's settings; its own HTTP doors stay shut, since every verb of ours is an endpoint of the contract. */
export function authOptions(db: Db, config: Pick<Config, 'publicUrl' | 'secret' | 'dataDir'>) {
  return {
    appName: 'Sluice',
    baseURL: config.publicUrl,
    secret: secretOf(config),
    trustedOrigins: [config.publicUrl],
    // Without our CamelCasePlugin: its columns are camelCase in the database too.
    database: {
      db: new Kysely({ dialect: new PostgresDialect({ pool: db.ownerPool }) }),
      type: 'postgres' as const,
      transaction: true,
      schemaName: 'auth',
    },
    user: {
      additionalFields: { mobile: { type: 'string', required: false, unique: true, input: false } },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: 30 * DAY, updateAge: DAY },
    // A copy of the database must not be a bunch of working links.
    verification: { storeIdentifier: 'hashed' as const },
    plugins: [twoFactor({ issuer: 'Sluice' }), byPlatform],
    advanced: {
      cookiePrefix: 'sluice',
      useSecureCookies: config.publicUrl.startsWith('https:'),
      database: { generateId: () => uuidv7() },
      ipAddress: { ipAddressHeaders: [IP_HEADER] },
    },
    logger: { disabled: true },
    telemetry: { enabled: false },
  } satisfies Parameters<typeof betterAuth>[0]
}

const open = (db: Db, config: Config) => betterAuth(authOptions(db, config))
export type Auth = ReturnType<typeof open>

const opened = new WeakMap<Db, Auth>()

/** The sign-in machinery of this house; one for each database. */
export function authOf({ db, config }: Pick<House, 'db' | 'config'>): Auth {
  const auth = opened.get(db) ?? open(db, config)
  opened.set(db, auth)
  return auth
}

// The client may send X-Forwarded-For as it likes; what Fastify made of it is to be believed.
const IP_HEADER = 'x-sluice-ip'

/** A request's headers as better-auth reads them. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers()
  for (const name of ['cookie', 'user-agent'] as const) {
    const value = request.headers[name]
    if (value) headers.set(name, value)
  }
  headers.set(IP_HEADER, request.ip)
  return headers
}

const codes: Readonly<Record<string, RefusalCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'people.wrong_password',
  INVALID_PASSWORD: 'people.wrong_password',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'people.wrong_password',
  INVALID_CODE: 'people.wrong_code',
  INVALID_BACKUP_CODE: 'people.wrong_code',
  INVALID_TWO_FACTOR_COOKIE: 'people.code_expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'people.code_expired',
  TOTP_ALREADY_ENABLED: 'people.two_factor_on',
  TOTP_NOT_ENABLED: 'people.two_factor_off',
  BACKUP_CODES_NOT_ENABLED: 'people.two_factor_off',
  TWO_FACTOR_NOT_ENABLED: 'people.two_factor_off',
  INVALID_TOKEN: 'people.link_expired',
}

/** Runs a call of better-auth's: its cookies go out with the reply, what it refuses becomes a refusal of ours. */
export async function withCookies<T>(
  reply: FastifyReply,
  run: () => Promise<{ headers: Headers; response: T }>,
): Promise<T> {
  const { headers, response } = await refusing(run)
  setCookies(reply, headers)
  return response
}

/** Sends better-auth's cookies out with the reply. */
export function setCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) reply.header('set-cookie', cookie)
}

/** Runs a call of better-auth's; what it refuses becomes a refusal of ours. */
export async function refusing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    const code = String(error.body?.code)
    if (code === 'ACCOUNT_TEMPORARILY_LOCKED') throw refuse('people.too_many_tries', { seconds: 900 })
    const ours = codes[code]
    throw ours ? refuse(ours) : error
  }
}
