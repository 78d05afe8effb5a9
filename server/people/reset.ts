import { randomBytes } from 'node:crypto'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { House } from '../house.ts'
import { authOf, refusing } from './auth.ts'
import { findIdentity, membershipsOf } from './identity.ts'
import { readLogin } from './login.ts'
import { resetMail, sendMail } from './mail.ts'
import { isWeak, SHORTEST } from './password.ts'

const HOUR = 3600_000

/** A link that works once, until then. The token stands after #, so that it reaches no server's log. */
export interface Link {
  readonly link: string
  readonly expiresAt: Date
  readonly mailed: boolean
}

/** Makes a link with which somebody chooses a new password. */
async function makeLink(house: House, userId: string, lifetime: number): Promise<Link> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + lifetime)
  const { internalAdapter } = await authOf(house).$context
  await internalAdapter.createVerificationValue({
    identifier: `reset-password:${token}`,
    value: userId,
    expiresAt,
  })
  return { link: `${house.config.publicUrl}/reset#${token}`, expiresAt, mailed: false }
}

/**
 * The link an admin hands over; it lives a day. Refuses `people.shared_account` for who belongs to another
 * organisation too: this admin would get into that one.
 */
export async function handOverReset(house: House, member: { userId: string; name: string }): Promise<Link> {
  await refuseShared(house, member)
  return makeLink(house, member.userId, 24 * HOUR)
}

/** Refuses `people.shared_account` when somebody belongs to more organisations than one. */
export async function refuseShared(
  house: Pick<House, 'db'>,
  { userId, name }: { userId: string; name: string },
): Promise<void> {
  if ((await membershipsOf(house.db, userId)) > 1) throw refuse('people.shared_account', { name })
}

/**
 * Mails a link that lives an hour. Says nothing about whether anybody has this login, nor by the time it takes.
 * Refuses `people.mail_not_set`.
 */
export async function mailReset(house: House, login: string, lang: Lang): Promise<void> {
  if (!house.config.mail.url) throw refuse('people.mail_not_set')
  const identity = await findIdentity(house.db, readLogin(login))
  if (!identity?.email) return
  const { userId, name, email } = identity
  void makeLink(house, userId, HOUR)
    .then(({ link }) => sendMail(house, resetMail(lang, { to: email, name, link })))
    .catch((error: unknown) => house.log.error({ err: error }, 'a reset link was not made'))
}

/** Sets the password by a link's token; signs out everywhere. Refuses `people.link_expired`, `people.weak_password`. */
export async function resetPassword(
  house: Pick<House, 'db' | 'config'>,
  token: string,
  password: string,
): Promise<void> {
  if (isWeak(password)) throw refuse('people.weak_password', { min: SHORTEST })
  await refusing(() => authOf(house).api.resetPassword({ body: { token, newPassword: password } }))
}
