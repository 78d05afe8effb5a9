import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { token } from './people.ts'
import { done, id, idParams, instant } from './shapes.ts'

/** The work platforms that members are reached on and may sign in through. */
export const platformNames = ['wecom', 'dingtalk', 'feishu'] as const
export const platformName = z.enum(platformNames)
export type PlatformName = z.infer<typeof platformName>

const ofPlatform = z.object({ provider: platformName })

const appBody = z.object({
  /** CorpID, AppKey (Client ID) or App ID. */
  clientId: z.string().trim().min(1).max(100),
  /** WeCom's AgentId, DingTalk's robotCode (the AppKey where it is not given). */
  agent: z.string().trim().max(100).nullable(),
  /** Another address than the platform's own: Lark, or a proxy of the company's. */
  base: z.url().max(300).nullable(),
  /** Members who are linked are sent messages. */
  messages: z.boolean(),
  /** Members who are linked may sign in through it. */
  signIn: z.boolean(),
})
const app = appBody.extend({
  provider: platformName,
  /** Members with an account there, of all active ones. */
  linked: z.int(),
  members: z.int(),
  /** What the last call failed with and how to mend it; null once one succeeds. */
  problem: z.string().nullable(),
  problemAt: instant.nullable(),
})

export const listPlatforms = endpoint({
  id: 'platforms.list',
  method: 'GET',
  path: '/api/v1/platforms',
  may: ['admin'],
  summary:
    'WeCom, DingTalk and Feishu: how each application is set up and how it fares. Secrets are never shown',
  reply: z.object({
    items: z.array(app),
    /** What each platform wants to be told as the address to come back to. */
    callbacks: z.array(z.object({ provider: platformName, url: z.string() })),
  }),
})

export const keepPlatform = endpoint({
  id: 'platforms.keep',
  method: 'PUT',
  path: '/api/v1/platforms/:provider',
  may: ['admin'],
  summary: 'Sets an application up; a secret that is left out stays',
  params: ofPlatform,
  body: appBody.extend({ secret: z.string().trim().max(200).optional() }),
  reply: done,
  refuses: ['platform.secret_needed', 'platform.agent_needed', 'address.protocol', 'address.private'],
})

export const removePlatform = endpoint({
  id: 'platforms.remove',
  method: 'DELETE',
  path: '/api/v1/platforms/:provider',
  may: ['admin'],
  summary: 'Forgets an application and its secret; who is linked stays noted',
  params: ofPlatform,
  reply: done,
})

export const tryPlatform = endpoint({
  id: 'platforms.try',
  method: 'POST',
  path: '/api/v1/platforms/:provider/try',
  may: ['admin'],
  summary: 'Asks for a token and, where the caller is linked, sends them a test message',
  params: ofPlatform,
  reply: z.object({ ok: z.boolean(), answer: z.string() }),
  refuses: ['platform.not_set'],
})

export const findAccounts = endpoint({
  id: 'platforms.find',
  method: 'POST',
  path: '/api/v1/platforms/:provider/find',
  may: ['admin'],
  summary: 'Looks members who are not linked yet up by their mobile number: one, or up to 200 of all',
  params: ofPlatform,
  body: z.object({ userId: id.optional() }),
  reply: z.object({
    found: z.int(),
    /** Names of those with a number nobody has over there. */
    unknown: z.array(z.string()),
    /** Names of those without a mobile number. */
    numberless: z.array(z.string()),
  }),
  refuses: ['platform.not_set', 'platform.failed'],
})

const account = z.object({
  provider: platformName,
  accountId: z.string(),
  how: z.enum(['hand', 'mobile', 'signIn']),
  linkedAt: instant,
})

export const listAccounts = endpoint({
  id: 'accounts.list',
  method: 'GET',
  path: '/api/v1/accounts',
  may: ['admin'],
  summary: 'Which member has which account on which platform',
  reply: z.object({ items: z.array(account.extend({ userId: id })) }),
})

const ofMember = idParams('userId').extend(ofPlatform.shape)
export const keepAccount = endpoint({
  id: 'accounts.keep',
  method: 'PUT',
  path: '/api/v1/members/:userId/accounts/:provider',
  may: ['admin'],
  summary: 'Notes a member’s account on a platform by hand',
  params: ofMember,
  body: z.object({ accountId: z.string().trim().min(1).max(100) }),
  reply: done,
  refuses: ['platform.account_taken'],
})
export const removeAccount = endpoint({
  id: 'accounts.remove',
  method: 'DELETE',
  path: '/api/v1/members/:userId/accounts/:provider',
  may: ['admin'],
  summary: 'Forgets a member’s account on a platform',
  params: ofMember,
  reply: done,
})

export const listMyAccounts = endpoint({
  id: 'me.accounts',
  method: 'GET',
  path: '/api/v1/me/accounts',
  may: 'user',
  summary: 'One’s accounts on the platforms that are set up',
  reply: z.object({
    items: z.array(
      z.object({
        provider: platformName,
        signIn: z.boolean(),
        messages: z.boolean(),
        linkedAt: instant.nullable(),
      }),
    ),
  }),
})
export const unlinkMyAccount = endpoint({
  id: 'me.accounts.unlink',
  method: 'DELETE',
  path: '/api/v1/me/accounts/:provider',
  may: 'user',
  summary: 'Unlinks one’s account on a platform',
  params: ofPlatform,
  reply: done,
})

// ── signing in ──────────────────────────────────────────────────────────────────────────────────

export const listDoors = endpoint({
  id: 'session.platforms',
  perMinute: 60,
  method: 'GET',
  path: '/api/v1/session/platforms',
  may: 'anyone',
  summary:
    'Through which platforms one may sign in; where several organisations may, only those of the one named',
  query: z.object({ org: z.string().max(100).optional() }),
  reply: z.object({ items: z.array(platformName) }),
})

export const startPlatform = endpoint({
  id: 'session.platform.start',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/session/platforms/:provider/start',
  may: 'anyone',
  summary:
    'Where to go to sign in through a platform or, signed in, to link one’s account; the way back is bound to this browser',
  params: ofPlatform,
  body: z.object({
    org: z.string().max(100).optional(),
    /** For whoever is signed in: link instead of signing in. */
    link: z.boolean().default(false),
  }),
  reply: z.object({ url: z.string() }),
  refuses: ['platform.not_set'],
})

export const finishPlatform = endpoint({
  id: 'session.platform',
  perMinute: 60,
  method: 'POST',
  path: '/api/v1/session/platforms/:provider',
  may: 'anyone',
  summary: 'Comes back from a platform with its code: signs in who is linked, or links who is signed in',
  params: ofPlatform,
  body: z.object({ code: z.string().min(1).max(2000), state: token }),
  reply: z.object({ next: z.enum(['in', 'code', 'linked']) }),
  refuses: [
    'platform.state_lost',
    'platform.not_set',
    'platform.failed',
    'platform.code_spent',
    'platform.unknown_person',
    'platform.shared_account',
    'platform.account_taken',
    'people.no_organisation',
  ],
})
