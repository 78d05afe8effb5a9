import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, idParams, instant } from './shapes.ts'

/** Other systems that tell what people did with mails and posts, each in its own words. */
export const hookKinds = ['sendgrid', 'mailgun', 'neutral'] as const
export type HookKind = (typeof hookKinds)[number]

const hook = z.object({
  name: z.string().trim().min(1).max(80),
  kind: z.enum(hookKinds),
  secret: z
    .string()
    .trim()
    .min(8)
    .max(2000)
    .describe(
      'SendGrid: the public key of its signed event webhook; Mailgun: the signing key; neutral: a secret of both sides',
    ),
  active: z.boolean(),
})
const shownHook = hook.omit({ secret: true }).extend({ hookId: id, url: z.string(), createdAt: instant })
const staff = ['admin', 'marketer'] as const

export const listHooks = endpoint({
  id: 'hooks.list',
  method: 'GET',
  path: '/api/v1/hooks',
  may: staff,
  summary: 'The addresses at which other systems tell what people did; their secrets are never shown',
  reply: z.object({ items: z.array(shownHook) }),
})
export const addHook = endpoint({
  id: 'hooks.add',
  method: 'POST',
  path: '/api/v1/hooks',
  may: ['admin'],
  summary: 'Makes an address at which another system tells what people did',
  body: hook,
  reply: shownHook,
})
export const removeHook = endpoint({
  id: 'hooks.remove',
  method: 'DELETE',
  path: '/api/v1/hooks/:hookId',
  may: ['admin'],
  summary: 'Removes such an address; what came by it stays',
  params: idParams('hookId'),
  reply: z.object({ done: z.literal(true) }),
  refuses: ['not_found'],
})
export const hookIn = endpoint({
  id: 'hooks.in',
  method: 'POST',
  path: '/in/:key',
  may: 'anyone',
  summary: 'Takes what another system tells, if it is signed',
  details: `SendGrid signs by ECDSA (\`X-Twilio-Email-Event-Webhook-Signature\`, \`-Timestamp\`), Mailgun by an HMAC of its token. The neutral
shape is that of \`POST /api/v1/events\`, signed by \`X-Signature: sha256=…\`, the HMAC of \`X-Timestamp\`, a dot and the body; any system that
knows of social engagement (WeCom, WeChat) can be brought to it. A signature is good for five minutes.`,
  params: z.object({ key: z.string().max(80) }),
  raw: true,
  reply: z.object({ kept: z.int(), refused: z.int() }),
  perMinute: 6_000,
  refuses: ['hook.gone', 'hook.unsigned', 'body.not_json', 'body.too_large'],
})
