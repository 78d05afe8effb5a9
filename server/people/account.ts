import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { toString as drawQr } from 'qrcode'
import { refuse } from '../../contract/refusals.ts'
import { inTransaction, rows } from '../db/db.ts'
import type { House } from '../house.ts'
import { authOf, headersOf, refusing, withCookies } from './auth.ts'
import type { UserCaller } from './caller.ts'
import { addressOf } from './identity.ts'
import { lockMember } from './members.ts'
import { readOrg } from './org.ts'
import { isWeak, SHORTEST } from './password.ts'
import { type Exchange, guarded } from './session.ts'

/** Everything the web app shows of who is signed in. */
export async function readMe(house: House, caller: UserCaller, now: Date) {
  const [mine, identity] = await Promise.all([
    inTransaction(house.db, caller.orgId, async (tx) => ({
      ...(await lockMember(tx, caller.userId)),
      organisation: await readOrg(tx),
      teams: await rows(
        tx,
        sql<{ teamId: string; name: string; leads: boolean }>`select t.team_id, t.name, s.leads
          from team_member s join team t on t.org_id = s.org_id and t.team_id = s.team_id
          where s.org_id = ${tx.orgId} and s.user_id = ${caller.userId} and t.archived_at is null order by t.name`,
      ),
      deputyFor: await rows(
        tx,
        sql<{ userId: string; name: string; until: Date }>`select m.user_id, m.name, max(a.to_at) as until
          from absence a join member m on m.org_id = a.org_id and m.user_id = a.user_id
          where a.org_id = ${tx.orgId} and a.deputy_id = ${caller.userId} and a.from_at <= ${now} and a.to_at > ${now}
          group by m.user_id, m.name order by m.name`,
      ),
    })),
    readIdentity(house, caller.userId),
  ])
  return { ...mine, ...identity }
}

interface Membership {
  orgId: string
  name: string
}

async function readIdentity({ db }: House, userId: string) {
  const [user, organisations] = await Promise.all([
    db.ownerPool.query<{ on: boolean }>(
      `select "twoFactorEnabled" is true as on from auth."user" where id = $1`,
      [userId],
    ),
    db.ownerPool.query<Membership>(
      `select o.org_id as "orgId", o.name from member m join org o on o.org_id = m.org_id
       where m.user_id = $1 and m.status = 'active' order by m.created_at, m.org_id`,
      [userId],
    ),
  ])
  return { twoFactor: user.rows[0]?.on ?? false, organisations: organisations.rows }
}

/** Lets a session that is used live on: called when the app is opened, since it sets the cookie anew. */
export async function keepSignedIn(house: House, at: Exchange): Promise<void> {
  await withCookies(at.reply, () =>
    authOf(house).api.getSession({ headers: headersOf(at.request), returnHeaders: true }),
  )
}

/** Changes one's password; every other device is signed out. Refuses `people.wrong_password`, `people.weak_password`. */
export async function changePassword(
  house: House,
  given: { current: string; password: string },
  at: Exchange,
): Promise<void> {
  const { user } = await sessionOf(house, at.request)
  if (isWeak(given.password, [user.email, user.mobile ?? null]))
    throw refuse('people.weak_password', { min: SHORTEST })
  const body = { currentPassword: given.current, newPassword: given.password, revokeOtherSessions: true }
  await guarded(user.id, at.request.ip, () =>
    withCookies(at.reply, () =>
      authOf(house).api.changePassword({ body, headers: headersOf(at.request), returnHeaders: true }),
    ),
  )
}

/** What an authenticator app scans, and the codes for the day the phone is lost. */
export interface Enrolment {
  readonly uri: string
  readonly qrSvg: string
  readonly backupCodes: string[]
}

/** Begins two-factor sign-in; it is on once `confirmTwoFactor` saw a code. Refuses `people.wrong_password`, `people.two_factor_on`. */
export async function startTwoFactor(
  house: House,
  password: string,
  { request }: Exchange,
): Promise<Enrolment> {
  const { user } = await sessionOf(house, request)
  const begun = await guarded(user.id, request.ip, () =>
    refusing(() =>
      authOf(house).api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(request) }),
    ),
  )
  if (begun.method !== 'totp') throw new Error('the authenticator method was asked for')
  const uri = named(begun.totpURI, user)
  return { uri, qrSvg: await drawQr(uri, { type: 'svg', margin: 1 }), backupCodes: begun.backupCodes }
}

// Who signs in by mobile alone has a made-up address; the app would list the account under it.
function named(uri: string, user: { id: string; email: string; mobile?: string | null | undefined }): string {
  const placeholder = encodeURIComponent(addressOf(user.id, null))
  return uri.replace(placeholder, encodeURIComponent(user.mobile ?? user.email))
}

/** Turns two-factor sign-in on with the app's first code. Refuses `people.wrong_code`. */
export async function confirmTwoFactor(
  house: House,
  code: string,
  { request, reply }: Exchange,
): Promise<void> {
  const body = { code: code.replace(/\s/g, '') }
  await withCookies(reply, () =>
    authOf(house).api.verifyTOTP({ body, headers: headersOf(request), returnHeaders: true }),
  )
}

/** Turns two-factor sign-in off. Refuses `people.wrong_password`. */
export async function stopTwoFactor(
  house: House,
  password: string,
  { request, reply }: Exchange,
): Promise<void> {
  const { user } = await sessionOf(house, request)
  await guarded(user.id, request.ip, () =>
    withCookies(reply, () =>
      authOf(house).api.disableTwoFactor({
        body: { password },
        headers: headersOf(request),
        returnHeaders: true,
      }),
    ),
  )
}

/** New backup codes in place of the old. Refuses `people.wrong_password`, `people.two_factor_off`. */
export async function renewBackupCodes(
  house: House,
  password: string,
  { request }: Exchange,
): Promise<string[]> {
  const { user } = await sessionOf(house, request)
  const made = await guarded(user.id, request.ip, () =>
    refusing(() =>
      authOf(house).api.generateBackupCodes({ body: { password }, headers: headersOf(request) }),
    ),
  )
  return made.backupCodes
}

async function sessionOf(house: House, request: FastifyRequest) {
  const session = await authOf(house).api.getSession({
    headers: headersOf(request),
    query: { disableRefresh: true },
  })
  if (!session) throw refuse('auth.required')
  return session
}
