import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** Where a public form stands: the organisation's slug and its own. */
const address = z.object({ org: z.string().max(120), slug: z.string().max(120) })

const page = z.string().describe('text/html')
const script = z.string().describe('text/javascript')

export const showForm = endpoint({
  id: 'form.show',
  method: 'GET',
  path: '/f/:org/:slug',
  may: 'anyone',
  summary:
    'The public page of a form; `lang`, and `embed`, `theme`, `page`, `ref` when it stands in another page',
  params: address,
  query: z.object({
    lang: z.enum(['zh', 'en']).optional().catch(undefined),
    embed: z.literal('1').optional().catch(undefined),
    theme: z.enum(['light', 'dark', 'auto']).optional().catch(undefined),
  }),
  reply: page,
})

export const embedForm = endpoint({
  id: 'form.embed',
  method: 'GET',
  path: '/f/:org/:slug/embed.js',
  may: 'anyone',
  summary: 'The script that puts a form where its tag stands',
  params: address,
  reply: script,
  refuses: ['form.gone'],
})

export const formFile = endpoint({
  id: 'form.file',
  method: 'GET',
  path: '/f/-/:file',
  may: 'anyone',
  summary: 'What the page of every form runs: form.js and work.js',
  params: z.object({ file: z.string().max(40) }),
  reply: script,
})

/** ALTCHA's proof of work, version 2: what is to be solved, and how it was solved. */
export const challenge = z.object({
  parameters: z.looseObject({
    algorithm: z.string().max(40),
    nonce: z.string().max(64),
    salt: z.string().max(64),
    cost: z.int(),
    keyLength: z.int(),
    keyPrefix: z.string().max(128),
    expiresAt: z.int(),
    data: z.record(z.string(), z.string()),
  }),
  signature: z.string().max(128),
})
const proof = z.object({
  challenge,
  solution: z.object({ counter: z.int(), derivedKey: z.string().max(128), time: z.number().optional() }),
})

export const challengeForm = endpoint({
  id: 'form.challenge',
  method: 'GET',
  path: '/f/:org/:slug/challenge',
  may: 'anyone',
  summary: 'A proof of work to solve before sending a form; valid for twenty minutes, once',
  params: address,
  reply: challenge,
  perMinute: 120,
  refuses: ['form.gone'],
})

const answer = z.union([z.string().max(4_000), z.array(z.string().max(400)).max(50)])

export const sendForm = endpoint({
  id: 'form.send',
  method: 'POST',
  path: '/f/:org/:slug',
  may: 'anyone',
  summary: 'Sends a form, from its own page or from any other; the same nonce again gets the same answer',
  params: address,
  body: z.object({
    /** Made anew for every form that is shown; the same sending, tried again, keeps it. */
    nonce: z.uuid(),
    proof: proof.optional(),
    /** By field: `phone`, `custom.budget`; a list as an array. */
    values: z.record(z.string().max(80), answer),
    consent: z.boolean().default(false),
    /** The box that may be left unticked. */
    optIn: z.boolean().default(false),
    /** Left empty by people, who do not see it. */
    homepage: z.string().max(2_000).default(''),
    /** The referral code of the link it was opened by; what the visitor wrote goes before it. */
    ref: z.string().max(40).optional().catch(undefined),
    /** utm_*, referrer and landing_page; others are left out. */
    touch: z.record(z.string().max(40), z.string().max(2_000)).default({}),
    /** The visitor’s browser, of the tracking script: what it did before becomes the lead’s. */
    visitorId: z.uuid().optional().catch(undefined),
  }),
  reply: z.object({ thanks: z.string() }),
  perMinute: 30,
  maxBody: 64 * 1024,
  refuses: ['form.gone', 'form.proof', 'form.incomplete', 'idempotency.other_body', 'body.too_large'],
})
