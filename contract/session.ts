import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { memberName, password, token } from './people.ts'
import { done, lang } from './shapes.ts'

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
    organisation: memberName,
    locale: lang,
    timeZone: z.string().default('Asia/Shanghai'),
    currency: z.string().default('CNY'),
    name: memberName,
    login: z.string().trim().min(1).max(254),
    password,
  }),
  reply: done,
  refuses: [
    'people.setup_done',
    'people.setup_token',
    'people.login_invalid',
    'people.login_needed',
    'people.weak_password',
    'zone.unknown',
  ],
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
  refuses: [
    'people.login_invalid',
    'people.wrong_password',
    'people.too_many_tries',
    'people.no_organisation',
  ],
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
  refuses: ['people.wrong_code', 'people.code_expired', 'people.too_many_tries', 'people.no_organisation'],
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
  refuses: ['people.login_invalid', 'people.mail_not_set'],
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
  refuses: ['people.link_expired', 'people.weak_password'],
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
  refuses: ['people.invitation_expired'],
})

export const acceptInvitation = endpoint({
  id: 'invitations.accept',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/invitations/accept',
  may: 'anyone',
  summary: 'Becomes a member with the token of an invitation link, and signs in',
  body: z.object({ token, name: memberName, password }),
  reply: z.object({ next: z.enum(['in', 'code']) }),
  refuses: [
    'people.invitation_expired',
    'people.login_invalid',
    'people.login_needed',
    'people.weak_password',
    'people.wrong_password',
    'people.too_many_tries',
    'people.email_taken',
    'people.mobile_taken',
  ],
})
