import type { Role } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import { inTransaction } from '../db/db.ts'
import type { House } from '../house.ts'
import type { UserCaller } from './caller.ts'
import { findIdentity } from './identity.ts'
import {
  closeInvitation,
  invite,
  openInvitation,
  orgOfToken,
  refuseMember,
  renewInvitation,
  type Ticket,
} from './invitations.ts'
import { readLogins } from './login.ts'
import { invitationMail, sendMail } from './mail.ts'
import { createMember } from './members.ts'
import { readOrg } from './org.ts'
import { sealPassword } from './password.ts'
import type { Link } from './reset.ts'
import { checkPassword, guarded } from './session.ts'

export interface Invitee {
  readonly name: string
  readonly email: string | null
  readonly mobile: string | null
  readonly roles: readonly Role[]
  readonly teamId: string | null
}

/** Invites somebody: mails the link where it can, and always returns it. Refuses `people.already_member`, bad logins. */
export async function sendInvitation(
  house: House,
  caller: UserCaller,
  asked: Invitee,
): Promise<Link & { invitationId: string }> {
  const invitee = { ...asked, ...readLogins(asked), invitedBy: caller.userId }
  const [ticket, org] = await inTransaction(house.db, caller.orgId, async (tx) => [
    await invite(tx, invitee),
    await readOrg(tx),
  ])
  const link = await post(house, ticket, { ...invitee, organisation: org.name, lang: org.locale })
  return { ...link, invitationId: ticket.invitationId }
}

/** A new link for an invitation, mailed again where it can be. Refuses `not_found`. */
export async function sendAgain(house: House, orgId: string, invitationId: string): Promise<Link> {
  const [{ ticket, invitation }, org] = await inTransaction(house.db, orgId, async (tx) => [
    await renewInvitation(tx, invitationId),
    await readOrg(tx),
  ])
  return post(house, ticket, { ...invitation, organisation: org.name, lang: org.locale })
}

interface Addressee {
  name: string
  email: string | null
  organisation: string
  lang: 'zh' | 'en'
}

async function post(
  house: House,
  ticket: Ticket,
  { name, email, organisation, lang }: Addressee,
): Promise<Link> {
  const link = `${house.config.publicUrl}/invitation#${ticket.token}`
  const mailed =
    email !== null && (await sendMail(house, invitationMail(lang, { to: email, name, organisation, link })))
  return { link, expiresAt: ticket.expiresAt, mailed }
}

export interface Invited {
  readonly organisation: string
  readonly name: string
  readonly email: string | null
  readonly mobile: string | null
  readonly hasAccount: boolean
}

/** What the bearer of a token is invited to; refuses `people.invitation_expired`. */
export async function readInvitation(house: House, token: string): Promise<Invited> {
  const { name, email, mobile, organisation } = await inTransaction(
    house.db,
    orgOfToken(token),
    async (tx) => ({
      ...(await openInvitation(tx, token, new Date())),
      organisation: (await readOrg(tx)).name,
    }),
  )
  const hasAccount = (await findIdentity(house.db, { email, mobile })) !== undefined
  return { organisation, name, email, mobile, hasAccount }
}

export interface Acceptance {
  readonly token: string
  readonly name: string
  /** A new one; or, for somebody who has an account already, that account's. */
  readonly password: string
}

/**
 * Makes the bearer of a token a member; returns the login they use from now on. Refuses
 * `people.invitation_expired`, `people.weak_password`, `people.wrong_password`, `people.already_member`.
 */
export async function acceptInvitation(
  house: House,
  { token, name, password }: Acceptance,
  ip: string,
): Promise<string> {
  const orgId = orgOfToken(token)
  const now = new Date()
  const { email, mobile } = await inTransaction(house.db, orgId, (tx) => openInvitation(tx, token, now))
  const known = await findIdentity(house.db, { email, mobile })
  if (known) await guarded(known.userId, ip, () => checkPassword(house, known.userId, password))
  const passwordHash = known ? undefined : await sealPassword(password, [email, mobile])
  await inTransaction(house.db, orgId, async (tx) => {
    const { invitationId, roles, teamId, invitedBy: by } = await openInvitation(tx, token, now)
    await refuseMember(tx, { email, mobile })
    const identity = known
      ? { userId: known.userId, email: known.email, mobile: known.mobile }
      : { email, mobile }
    await createMember(tx, {
      name,
      ...identity,
      ...(passwordHash && { passwordHash }),
      roles,
      teamId,
      by,
      at: now,
    })
    await closeInvitation(tx, invitationId, now)
  })
  const login = known?.email ?? email ?? mobile
  if (!login) throw refuse('people.login_needed')
  return login
}
