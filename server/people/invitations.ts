import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Role } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { isUuid, uuidv7 } from '../db/id.ts'
import type { Login } from './login.ts'

const LIFETIME = 7 * 24 * 3600_000

export interface Invitation extends Login {
  readonly invitationId: string
  readonly name: string
  readonly roles: Role[]
  readonly teamId: string | null
  readonly invitedBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** What stands in the link, and until when. */
export interface Ticket {
  readonly invitationId: string
  readonly token: string
  readonly expiresAt: Date
}

const columns = sql.raw(
  'invitation_id, name, email, mobile, roles, team_id, invited_by, created_at, expires_at',
)

/** Invitations nobody accepted yet, newest first, expired ones too. */
export function listInvitations(tx: Tx): Promise<Invitation[]> {
  return rows(
    tx,
    sql<Invitation>`select ${columns} from invitation
      where org_id = ${tx.orgId} and accepted_at is null order by invitation_id desc`,
  )
}

export interface NewInvitation extends Login {
  readonly name: string
  readonly roles: readonly Role[]
  readonly teamId: string | null
  readonly invitedBy: string
}

/**
 * Invites somebody; an open invitation to the same login gives way. Refuses `people.already_member`, and
 * `not_found` for a team that is none.
 */
export async function invite(tx: Tx, asked: NewInvitation): Promise<Ticket> {
  const { name, email, mobile, roles, teamId, invitedBy } = asked
  await refuseMember(tx, asked)
  if (teamId) await refuseNoTeam(tx, teamId)
  await rows(
    tx,
    sql`delete from invitation
      where org_id = ${tx.orgId} and accepted_at is null and (email = ${email} or mobile = ${mobile})`,
  )
  const ticket = makeTicket(tx.orgId, uuidv7())
  await rows(
    tx,
    sql`insert into invitation (org_id, invitation_id, name, email, mobile, roles, team_id, token_hash, invited_by, expires_at)
      values (${tx.orgId}, ${ticket.invitationId}, ${name}, ${email}, ${mobile}, ${roles}, ${teamId},
              ${hashOf(ticket.token)}, ${invitedBy}, ${ticket.expiresAt})`,
  )
  return ticket
}

/** A new ticket for an invitation; the former one stops working. Refuses `not_found`. */
export async function renewInvitation(
  tx: Tx,
  invitationId: string,
): Promise<{ ticket: Ticket; invitation: Invitation }> {
  const ticket = makeTicket(tx.orgId, invitationId)
  const invitation = await one(
    tx,
    sql<Invitation>`update invitation set token_hash = ${hashOf(ticket.token)}, expires_at = ${ticket.expiresAt}
      where org_id = ${tx.orgId} and invitation_id = ${invitationId} and accepted_at is null returning ${columns}`,
  )
  if (!invitation) throw refuse('not_found')
  return { ticket, invitation }
}

/** Takes an invitation back; refuses `not_found`. */
export async function withdrawInvitation(tx: Tx, invitationId: string): Promise<void> {
  const gone = await one(
    tx,
    sql`delete from invitation
      where org_id = ${tx.orgId} and invitation_id = ${invitationId} and accepted_at is null returning invitation_id`,
  )
  if (!gone) throw refuse('not_found')
}

/** The organisation a token was made in; refuses `people.invitation_expired` for what is no token. */
export function orgOfToken(token: string): string {
  const hex = token.slice(0, 32)
  const orgId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  if (!isUuid(orgId)) throw refuse('people.invitation_expired')
  return orgId
}

/** The invitation a token opens, locked until the transaction ends; refuses `people.invitation_expired`. */
export async function openInvitation(tx: Tx, token: string, now: Date): Promise<Invitation> {
  const invitation = await one(
    tx,
    sql<Invitation>`select ${columns} from invitation
      where org_id = ${tx.orgId} and token_hash = ${hashOf(token)} and accepted_at is null and expires_at > ${now}
      for update`,
  )
  if (!invitation) throw refuse('people.invitation_expired')
  return invitation
}

/** Notes that it was accepted: its link works no more. */
export async function closeInvitation(tx: Tx, invitationId: string, now: Date): Promise<void> {
  await rows(
    tx,
    sql`update invitation set accepted_at = ${now} where org_id = ${tx.orgId} and invitation_id = ${invitationId}`,
  )
}

function makeTicket(orgId: string, invitationId: string): Ticket {
  const token = orgId.replaceAll('-', '') + randomBytes(32).toString('base64url')
  return { invitationId, token, expiresAt: new Date(Date.now() + LIFETIME) }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Refuses `people.already_member` when an active member has one of these logins. */
export async function refuseMember(tx: Tx, { email, mobile }: Login): Promise<void> {
  const member = await one(
    tx,
    sql<{ name: string }>`select name from member
      where org_id = ${tx.orgId} and status = 'active' and (email = ${email} or mobile = ${mobile})`,
  )
  if (member) throw refuse('people.already_member', { name: member.name })
}

async function refuseNoTeam(tx: Tx, teamId: string): Promise<void> {
  const team = await one(
    tx,
    sql`select team_id from team where org_id = ${tx.orgId} and team_id = ${teamId} and archived_at is null`,
  )
  if (!team) throw refuse('not_found')
}
