import { z } from 'zod'
import { endpoint, keyScopes, roles } from './endpoint.ts'
import { done, id, idParams, instant, lang } from './shapes.ts'

const role = z.enum(roles)
const name = z.string().trim().min(1).max(80)
const email = z.string().trim().max(254).nullable()
const mobile = z.string().trim().max(40).nullable()
const password = z.string().min(1).max(128)
const token = z.string().min(1).max(200)
/** null: no limit. */
const cap = z.int().min(0).max(100_000).nullable()

/** A link to hand over; it works once, until then. */
const link = z.object({ link: z.string(), expiresAt: instant, mailed: z.boolean() })

/** What a person set for themselves; every device of theirs follows. */
export const settings = z.object({
  lang: lang.optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  compact: z.boolean().optional(),
  shortcuts: z.boolean().optional(),
})
export type Settings = z.infer<typeof settings>

export const organisation = z.object({
  orgId: id,
  /** Stands in the address of public forms. */
  slug: z.string(),
  name: z.string(),
  locale: lang,
  timeZone: z.string(),
  currency: z.string(),
})

// ── coming in ───────────────────────────────────────────────────────────────────────────────────

export const readSetup = endpoint({
  id: 'setup.read',
  method: 'GET',
  path: '/api/v1/setup',
  may: 'anyone',
  summary: 'Whether the first admin has still to be made',
  reply: z.object({ needed: z.boolean() }),
})

export const setUp = endpoint({
  id: 'setup.run',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/setup',
  may: 'anyone',
  summary: 'Makes the organisation and its first admin, with the token of the printed link, and signs in',
  body: z.object({
    token,
    organisation: name,
    locale: lang,
    timeZone: z.string().default('Asia/Shanghai'),
    currency: z.string().default('CNY'),
    name,
    login: z.string().trim().min(1).max(254),
    password,
  }),
  reply: done,
})

export const signIn = endpoint({
  id: 'session.open',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/session',
  may: 'anyone',
  summary: 'Signs in by e-mail or mobile number; with two-factor on, a code is asked for next',
  body: z.object({ login: z.string().trim().min(1).max(254), password, remember: z.boolean().default(true) }),
  reply: z.object({ next: z.enum(['in', 'code']) }),
})

export const signInByCode = endpoint({
  id: 'session.code',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/session/code',
  may: 'anyone',
  summary: 'The second step of signing in: a code of the authenticator app, or a backup code',
  body: z.object({
    code: z.string().trim().min(1).max(40),
    kind: z.enum(['app', 'backup']).default('app'),
    trustDevice: z.boolean().default(false),
  }),
  reply: done,
})

export const signOut = endpoint({
  id: 'session.close',
  method: 'DELETE',
  path: '/api/v1/session',
  may: 'anyone',
  summary: 'Signs out of this device',
  reply: done,
})

export const forgotPassword = endpoint({
  id: 'password.forgot',
  perMinute: 5,
  method: 'POST',
  path: '/api/v1/password/forgot',
  may: 'anyone',
  summary: 'Mails a link to choose a new password; answers the same whether the login is known or not',
  body: z.object({ login: z.string().trim().min(1).max(254) }),
  reply: done,
})

export const resetPassword = endpoint({
  id: 'password.reset',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/password/reset',
  may: 'anyone',
  summary: 'Chooses a new password with the token of a reset link; signs out everywhere',
  body: z.object({ token, password }),
  reply: done,
})

export const readInvitation = endpoint({
  id: 'invitations.read',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/invitations/read',
  may: 'anyone',
  summary: 'What the bearer of an invitation link is invited to',
  body: z.object({ token }),
  reply: z.object({
    organisation: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    /** They have an account already (in another organisation): its password is asked for, not a new one. */
    hasAccount: z.boolean(),
  }),
})

export const acceptInvitation = endpoint({
  id: 'invitations.accept',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/invitations/accept',
  may: 'anyone',
  summary: 'Becomes a member with the token of an invitation link, and signs in',
  body: z.object({ token, name, password }),
  reply: z.object({ next: z.enum(['in', 'code']) }),
})

// ── me ──────────────────────────────────────────────────────────────────────────────────────────

export const readMe = endpoint({
  id: 'me.read',
  method: 'GET',
  path: '/api/v1/me',
  may: 'user',
  summary: 'Who is signed in: roles, teams, settings, organisation',
  reply: z.object({
    userId: id,
    name: z.string(),
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    roles: z.array(role),
    settings,
    twoFactor: z.boolean(),
    organisation,
    organisations: z.array(z.object({ orgId: id, name: z.string() })),
    teams: z.array(z.object({ teamId: id, name: z.string(), leads: z.boolean() })),
    deputyFor: z.array(z.object({ userId: id, name: z.string(), until: instant })),
  }),
})

export const editMe = endpoint({
  id: 'me.edit',
  method: 'PATCH',
  path: '/api/v1/me',
  may: 'user',
  summary: 'Changes one’s own name and settings',
  body: z.object({ name: name.optional(), settings: settings.optional() }),
  reply: done,
})

export const chooseOrganisation = endpoint({
  id: 'me.organisation',
  method: 'PUT',
  path: '/api/v1/me/organisation',
  may: 'user',
  summary: 'Goes on in another organisation one belongs to',
  body: z.object({ orgId: id }),
  reply: done,
})

export const changePassword = endpoint({
  id: 'me.password',
  method: 'PUT',
  path: '/api/v1/me/password',
  may: 'user',
  summary: 'Changes one’s password and signs out every other device',
  body: z.object({ current: password, password }),
  reply: done,
})

export const listSessions = endpoint({
  id: 'me.sessions',
  method: 'GET',
  path: '/api/v1/me/sessions',
  may: 'user',
  summary: 'The devices one is signed in on',
  reply: z.object({
    items: z.array(
      z.object({
        sessionId: id,
        current: z.boolean(),
        userAgent: z.string().nullable(),
        ip: z.string().nullable(),
        createdAt: instant,
        lastSeenAt: instant,
      }),
    ),
  }),
})

export const revokeSession = endpoint({
  id: 'me.sessions.revoke',
  method: 'DELETE',
  path: '/api/v1/me/sessions/:sessionId',
  may: 'user',
  summary: 'Signs one device out',
  params: idParams('sessionId'),
  reply: done,
})

export const revokeOtherSessions = endpoint({
  id: 'me.sessions.revokeOthers',
  method: 'DELETE',
  path: '/api/v1/me/sessions',
  may: 'user',
  summary: 'Signs every other device out',
  reply: done,
})

export const startTwoFactor = endpoint({
  id: 'me.twoFactor.start',
  method: 'POST',
  path: '/api/v1/me/two-factor',
  may: 'user',
  summary:
    'Begins two-factor sign-in: the QR code to scan and the backup codes to keep; a first code turns it on',
  body: z.object({ password }),
  reply: z.object({ uri: z.string(), qrSvg: z.string(), backupCodes: z.array(z.string()) }),
})

export const confirmTwoFactor = endpoint({
  id: 'me.twoFactor.confirm',
  method: 'PUT',
  path: '/api/v1/me/two-factor',
  may: 'user',
  summary: 'Turns two-factor sign-in on with the first code of the app',
  body: z.object({ code: z.string().trim().min(1).max(10) }),
  reply: done,
})

export const stopTwoFactor = endpoint({
  id: 'me.twoFactor.stop',
  method: 'POST',
  path: '/api/v1/me/two-factor/stop',
  may: 'user',
  summary: 'Turns two-factor sign-in off',
  body: z.object({ password }),
  reply: done,
})

export const renewBackupCodes = endpoint({
  id: 'me.twoFactor.backupCodes',
  method: 'POST',
  path: '/api/v1/me/two-factor/backup-codes',
  may: 'user',
  summary: 'Makes new backup codes; the old ones stop working',
  body: z.object({ password }),
  reply: z.object({ backupCodes: z.array(z.string()) }),
})

// ── members ─────────────────────────────────────────────────────────────────────────────────────

export const member = z.object({
  userId: id,
  name: z.string(),
  roles: z.array(role),
  status: z.enum(['active', 'left']),
  teamIds: z.array(id),
  /** Contacts and capacity are for managers and admins, and oneself; null to others. */
  email: z.string().nullable(),
  mobile: z.string().nullable(),
  holdingMax: z.int().nullable(),
  dailyMax: z.int().nullable(),
  createdAt: instant,
})
export type Member = z.infer<typeof member>

export const listMembers = endpoint({
  id: 'members.list',
  method: 'GET',
  path: '/api/v1/members',
  may: 'user',
  summary: 'Everybody in the organisation, by name',
  query: z.object({ status: z.enum(['active', 'left', 'all']).default('active') }),
  reply: z.object({ items: z.array(member) }),
})

export const editMember = endpoint({
  id: 'members.edit',
  method: 'PATCH',
  path: '/api/v1/members/:userId',
  may: ['admin', 'manager'],
  summary: 'Changes a member; a manager may change the capacity of their own teams’ members only',
  params: idParams('userId'),
  body: z.object({
    name: name.optional(),
    email: email.optional(),
    mobile: mobile.optional(),
    roles: z.array(role).optional(),
    holdingMax: cap.optional(),
    dailyMax: cap.optional(),
  }),
  reply: done,
})

export const leaveMember = endpoint({
  id: 'members.leave',
  method: 'POST',
  path: '/api/v1/members/:userId/leave',
  may: ['admin'],
  summary: 'Ends a membership: signed out at once; says how many leads are still theirs',
  params: idParams('userId'),
  reply: z.object({ leadsHeld: z.int() }),
})

export const returnMember = endpoint({
  id: 'members.return',
  method: 'POST',
  path: '/api/v1/members/:userId/return',
  may: ['admin'],
  summary: 'Takes a member who had left back',
  params: idParams('userId'),
  reply: done,
})

export const makeResetLink = endpoint({
  id: 'members.resetLink',
  method: 'POST',
  path: '/api/v1/members/:userId/reset-link',
  may: ['admin'],
  summary: 'A link to hand over with which the member chooses a new password',
  params: idParams('userId'),
  reply: link,
})

export const invitation = z.object({
  invitationId: id,
  name: z.string(),
  email: z.string().nullable(),
  mobile: z.string().nullable(),
  roles: z.array(role),
  teamId: id.nullable(),
  createdAt: instant,
  expiresAt: instant,
})

export const listInvitations = endpoint({
  id: 'invitations.list',
  method: 'GET',
  path: '/api/v1/invitations',
  may: ['admin'],
  summary: 'Invitations nobody has accepted yet, expired ones included',
  reply: z.object({ items: z.array(invitation) }),
})

export const invite = endpoint({
  id: 'invitations.create',
  method: 'POST',
  path: '/api/v1/invitations',
  may: ['admin'],
  summary: 'Invites somebody: by mail where a mail server is set, and always by a link to hand over',
  body: z.object({ name, email, mobile, roles: z.array(role).min(1), teamId: id.nullable().default(null) }),
  reply: link.extend({ invitationId: id }),
})

export const renewInvitation = endpoint({
  id: 'invitations.renew',
  method: 'POST',
  path: '/api/v1/invitations/:invitationId/link',
  may: ['admin'],
  summary: 'A new link for an invitation; the former one stops working',
  params: idParams('invitationId'),
  reply: link,
})

export const withdrawInvitation = endpoint({
  id: 'invitations.withdraw',
  method: 'DELETE',
  path: '/api/v1/invitations/:invitationId',
  may: ['admin'],
  summary: 'Takes an invitation back',
  params: idParams('invitationId'),
  reply: done,
})

// ── teams, absences ─────────────────────────────────────────────────────────────────────────────

const seat = z.object({ userId: id, leads: z.boolean() })
export const team = z.object({
  teamId: id,
  parentId: id.nullable(),
  name: z.string(),
  position: z.int(),
  archivedAt: instant.nullable(),
  members: z.array(seat),
})
export type Team = z.infer<typeof team>

export const listTeams = endpoint({
  id: 'teams.list',
  method: 'GET',
  path: '/api/v1/teams',
  may: 'user',
  summary: 'The tree of teams with their members, parents before children',
  query: z.object({ archived: z.stringbool().default(false) }),
  reply: z.object({ items: z.array(team) }),
})

export const createTeam = endpoint({
  id: 'teams.create',
  method: 'POST',
  path: '/api/v1/teams',
  may: ['admin'],
  summary: 'Adds a team below another, or at the top',
  body: z.object({ name, parentId: id.nullable().default(null) }),
  reply: z.object({ teamId: id }),
})

export const editTeam = endpoint({
  id: 'teams.edit',
  method: 'PATCH',
  path: '/api/v1/teams/:teamId',
  may: ['admin'],
  summary: 'Renames or moves a team, archives an empty one or takes it out of the archive',
  params: idParams('teamId'),
  body: z.object({
    name: name.optional(),
    parentId: id.nullable().optional(),
    position: z.int().min(0).max(10_000).optional(),
    archived: z.boolean().optional(),
  }),
  reply: done,
})

export const setTeamMembers = endpoint({
  id: 'teams.members',
  method: 'PUT',
  path: '/api/v1/teams/:teamId/members',
  may: ['admin'],
  summary: 'Sets who is in a team and who leads it',
  params: idParams('teamId'),
  body: z.object({ members: z.array(seat).max(1000) }),
  reply: done,
})

export const absence = z.object({
  absenceId: id,
  userId: id,
  deputyId: id.nullable(),
  fromAt: instant,
  toAt: instant,
})

export const listAbsences = endpoint({
  id: 'absences.list',
  method: 'GET',
  path: '/api/v1/absences',
  may: 'user',
  summary: 'Absences that are not over yet, of everybody',
  reply: z.object({ items: z.array(absence) }),
})

const absenceBody = z.object({ userId: id, deputyId: id.nullable(), fromAt: instant, toAt: instant })

export const addAbsence = endpoint({
  id: 'absences.create',
  method: 'POST',
  path: '/api/v1/absences',
  may: 'user',
  summary: 'Notes an absence and who stands in: one’s own, a manager for their teams, an admin for anybody',
  body: absenceBody,
  reply: z.object({ absenceId: id }),
})

export const editAbsence = endpoint({
  id: 'absences.edit',
  method: 'PUT',
  path: '/api/v1/absences/:absenceId',
  may: 'user',
  summary: 'Changes an absence',
  params: idParams('absenceId'),
  body: absenceBody.omit({ userId: true }),
  reply: done,
})

export const removeAbsence = endpoint({
  id: 'absences.remove',
  method: 'DELETE',
  path: '/api/v1/absences/:absenceId',
  may: 'user',
  summary: 'Takes an absence back',
  params: idParams('absenceId'),
  reply: done,
})

// ── the organisation ────────────────────────────────────────────────────────────────────────────

export const listKeys = endpoint({
  id: 'keys.list',
  method: 'GET',
  path: '/api/v1/keys',
  may: ['admin'],
  summary: 'The API keys, the revoked ones last; of each only its last four characters are known',
  reply: z.object({
    items: z.array(
      z.object({
        keyId: id,
        name: z.string(),
        hint: z.string(),
        scopes: z.array(z.enum(keyScopes)),
        createdBy: id,
        createdAt: instant,
        lastUsedAt: instant.nullable(),
        revokedAt: instant.nullable(),
      }),
    ),
  }),
})

export const createKey = endpoint({
  id: 'keys.create',
  method: 'POST',
  path: '/api/v1/keys',
  may: ['admin'],
  summary: 'Makes an API key; it is shown this once and never again',
  body: z.object({ name, scopes: z.array(z.enum(keyScopes)).min(1) }),
  reply: z.object({ keyId: id, key: z.string() }),
})

export const revokeKey = endpoint({
  id: 'keys.revoke',
  method: 'DELETE',
  path: '/api/v1/keys/:keyId',
  may: ['admin'],
  summary: 'Revokes an API key: it is refused within seconds',
  params: idParams('keyId'),
  reply: done,
})

export const readOrganisation = endpoint({
  id: 'organisation.read',
  method: 'GET',
  path: '/api/v1/organisation',
  may: 'user',
  summary: 'The organisation’s name, address, language, zone and currency',
  reply: organisation,
})

export const editOrganisation = endpoint({
  id: 'organisation.edit',
  method: 'PUT',
  path: '/api/v1/organisation',
  may: ['admin'],
  summary: 'Changes the organisation’s name, address, language, zone or currency',
  body: z.object({
    name,
    slug: z
      .string()
      .trim()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/),
    locale: lang,
    timeZone: z.string().max(60),
    currency: z.string().regex(/^[A-Z]{3}$/),
  }),
  reply: done,
})
