import { z } from 'zod'
import { endpoint, roles } from './endpoint.ts'
import { organisation } from './organisation.ts'
import { memberName, password } from './people.ts'
import { done, id, idParams, instant, lang } from './shapes.ts'

/** What a person set for themselves; every device of theirs follows. */
export const settings = z.object({
  lang: lang.optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  compact: z.boolean().optional(),
  shortcuts: z.boolean().optional(),
})
export type Settings = z.infer<typeof settings>

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
    roles: z.array(z.enum(roles)),
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
  body: z.object({ name: memberName.optional(), settings: settings.optional() }),
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
  refuses: ['people.wrong_password', 'people.weak_password'],
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
  refuses: ['people.wrong_password', 'people.two_factor_on'],
})

export const confirmTwoFactor = endpoint({
  id: 'me.twoFactor.confirm',
  method: 'PUT',
  path: '/api/v1/me/two-factor',
  may: 'user',
  summary: 'Turns two-factor sign-in on with the first code of the app',
  body: z.object({ code: z.string().trim().min(1).max(10) }),
  reply: done,
  refuses: [
    'people.wrong_code',
    'people.code_expired',
    'people.two_factor_on',
    'people.two_factor_off',
    'people.too_many_tries',
  ],
})

export const stopTwoFactor = endpoint({
  id: 'me.twoFactor.stop',
  method: 'POST',
  path: '/api/v1/me/two-factor/stop',
  may: 'user',
  summary: 'Turns two-factor sign-in off',
  body: z.object({ password }),
  reply: done,
  refuses: ['people.wrong_password', 'people.two_factor_off'],
})

export const renewBackupCodes = endpoint({
  id: 'me.twoFactor.backupCodes',
  method: 'POST',
  path: '/api/v1/me/two-factor/backup-codes',
  may: 'user',
  summary: 'Makes new backup codes; the old ones stop working',
  body: z.object({ password }),
  reply: z.object({ backupCodes: z.array(z.string()) }),
  refuses: ['people.wrong_password', 'people.two_factor_off'],
})
