import { z } from 'zod'
import { traitKind } from './assign.ts'
import { endpoint, roles } from './endpoint.ts'
import { done, id, idParams, instant } from './shapes.ts'

const role = z.enum(roles)
export const memberName = z.string().trim().min(1).max(80)
const email = z.string().trim().max(254).nullable()
const mobile = z.string().trim().max(40).nullable()
export const password = z.string().min(1).max(128)
export const token = z.string().min(1).max(200)
/** null: no limit. */
const cap = z.int().min(0).max(100_000).nullable()

/** What a rep can, sells, speaks, and where: words the organisation chooses, regions by their code. */
export const traits = z.partialRecord(traitKind, z.array(z.string().trim().min(1).max(40)).max(100))

/** A link to hand over; it works once, until then. */
const link = z.object({ link: z.string(), expiresAt: instant, mailed: z.boolean() })

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
  weeklyMax: z.int().nullable(),
  /** Since when with the company; null: since they are a member. As contacts. */
  joinedOn: z.iso.date().nullable(),
  /** What rules may ask of a rep; as contacts. */
  tier: z.string().nullable(),
  traits,
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
    name: memberName.optional(),
    email: email.optional(),
    mobile: mobile.optional(),
    roles: z.array(role).optional(),
    holdingMax: cap.optional(),
    dailyMax: cap.optional(),
    /** Leads given from Monday to Sunday, at most. */
    weeklyMax: cap.optional(),
    joinedOn: z.iso.date().nullable().optional(),
    tier: z.string().trim().min(1).max(40).nullable().optional(),
    traits: traits.optional(),
  }),
  reply: done,
  refuses: [
    'people.last_admin',
    'people.roles_needed',
    'people.login_invalid',
    'people.login_needed',
    'people.email_taken',
    'people.mobile_taken',
    'people.shared_account',
  ],
})

export const leaveMember = endpoint({
  id: 'members.leave',
  method: 'POST',
  path: '/api/v1/members/:userId/leave',
  may: ['admin'],
  summary: 'Ends a membership: signed out at once; says how many leads are still theirs',
  params: idParams('userId'),
  reply: z.object({ leadsHeld: z.int() }),
  refuses: ['people.last_admin'],
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
  refuses: ['people.shared_account'],
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
  body: z.object({
    name: memberName,
    email,
    mobile,
    roles: z.array(role).min(1),
    teamId: id.nullable().default(null),
  }),
  reply: link.extend({ invitationId: id }),
  refuses: ['people.login_invalid', 'people.login_needed', 'people.already_member', 'people.roles_needed'],
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
  body: z.object({ name: memberName, parentId: id.nullable().default(null) }),
  reply: z.object({ teamId: id }),
  refuses: ['name.taken'],
})

export const editTeam = endpoint({
  id: 'teams.edit',
  method: 'PATCH',
  path: '/api/v1/teams/:teamId',
  may: ['admin'],
  summary: 'Renames or moves a team, archives an empty one or takes it out of the archive',
  params: idParams('teamId'),
  body: z.object({
    name: memberName.optional(),
    parentId: id.nullable().optional(),
    position: z.int().min(0).max(10_000).optional(),
    archived: z.boolean().optional(),
  }),
  reply: done,
  refuses: ['team.loop', 'team.not_empty', 'name.taken'],
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
  refuses: ['team.lead_needs_manager'],
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
  refuses: ['absence.order', 'absence.own_deputy'],
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
  refuses: ['absence.order', 'absence.own_deputy'],
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
