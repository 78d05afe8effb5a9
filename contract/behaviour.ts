import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, idParams, instant, pageOf, reason } from './shapes.ts'

/** What people do that is known of: on the organisation's pages, in its mail, on social media, at its stands. */
export const behaviourKinds = [
  'page',
  'stay',
  'formStart',
  'formSubmit',
  'download',
  'video',
  'mailOpen',
  'mailClick',
  'mailReply',
  'social',
  'scan',
  'meeting',
  'custom',
] as const
export type BehaviourKind = (typeof behaviourKinds)[number]

const staff = ['admin', 'marketer'] as const
const short = (most: number) => z.string().max(most)
/** An address on the web, and nothing a browser would run. */
const webAddress = z
  .url({ protocol: /^https?$/, hostname: z.regexes.domain })
  .or(z.url({ protocol: /^https?$/, hostname: /^localhost$/ }))
  .refine((text) => text.length <= 2000, { error: 'at most 2,000 characters' })

export const eventLimit = 500
/** An event may be this far ahead of our clock (ms), and this old (days). */
export const AHEAD = 10 * 60_000
export const OLDEST_DAYS = 730

/** Something that was done, as another system tells it. Of whom: a lead, a browser, a mailbox, a number or a WeChat id. */
export const sentEvent = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(200)
    .describe('The sender’s own: the same one again, within 40 days, is the same event'),
  kind: z.enum(behaviourKinds),
  at: instant,
  about: short(500)
    .optional()
    .describe('The page, form, file or campaign. A query, and any e-mail address in it, is cut off'),
  seconds: z.int().min(0).max(86_400).optional().describe('Of a stay or a video'),
  leadId: id.optional(),
  visitorId: id.optional().describe('Of the tracking script; also for browsers that belong to nobody yet'),
  email: short(320).optional(),
  phone: short(40).optional(),
  wechat: short(80).optional(),
  userAgent: short(1000).optional().describe('Of whoever did it: tells people from machines'),
  prefetch: z.boolean().optional().describe('It was loaded ahead (Sec-Purpose: prefetch)'),
  dataCentre: z.boolean().optional().describe('It came from a data centre'),
  deliveredAt: instant
    .optional()
    .describe('When the mail was delivered: a click within two seconds is a scanner’s'),
})
export type SentEvent = z.output<typeof sentEvent>

export const sendEvents = endpoint({
  id: 'events.send',
  method: 'POST',
  path: '/api/v1/events',
  may: ['key:leads:write'],
  summary: 'Takes what people did, up to 500 events a call; each is answered in its place',
  details: `Each event is answered by itself: \`kept\`, \`again\` (this id came before), \`untracked\` (the person took back
their consent: nothing is kept) or \`refused\` with its reason; one that is refused keeps none of the others out. Refused are unknown kinds,
moments more than 10 minutes ahead or more than two years back, texts that are too long, and events of nobody who is known.`,
  body: z.object({ events: z.array(z.unknown()).min(1).max(eventLimit) }),
  shownBody: z.object({ events: z.array(sentEvent).min(1).max(eventLimit) }),
  reply: z.object({
    results: z.array(
      z.object({ status: z.enum(['kept', 'again', 'untracked', 'refused']), reasons: z.array(reason) }),
    ),
  }),
})

const key = z.object({ key: z.string().max(80) })

/** What the tracking script sends. Times are ages (ms): a visitor's clock may be wrong. */
export const trackedBody = z.object({
  /** The browser; left out where nothing may be stored in it. */
  v: id.optional(),
  /** The visitor agreed. */
  c: z.boolean().default(false),
  /** The token of the link that brought them. */
  l: short(80).optional(),
  e: z
    .array(
      z.object({
        i: z.string().min(1).max(60),
        k: z.enum(['page', 'stay', 'formStart', 'formSubmit', 'download', 'video', 'custom']),
        a: z.number().min(0).max(86_400_000).default(0),
        p: short(2000).default(''),
        t: short(300).default(''),
        s: z.number().min(0).max(86_400).optional(),
      }),
    )
    .max(50),
})

export const trackVisit = endpoint({
  id: 'tracking.send',
  method: 'POST',
  path: '/t/:key',
  may: 'anyone',
  summary: 'What the tracking script tells, as JSON or, by sendBeacon, as text/plain; at most 64 KB',
  params: key,
  raw: true,
  reply: z.object({ kept: z.int() }),
  perMinute: 240,
  refuses: ['tracking.key_unknown', 'body.not_json', 'body.invalid', 'body.too_large'],
})
export const trackScript = endpoint({
  id: 'tracking.script',
  method: 'GET',
  path: '/t/track.js',
  may: 'anyone',
  summary: 'The tracking script; with its version `v` it may be kept for a year, without for an hour',
  query: z.object({ v: short(40).optional().catch(undefined) }),
  reply: z.string().describe('text/javascript'),
})
const moved = z.string().describe('302: where it leads')
export const openLink = endpoint({
  id: 'tracking.link',
  method: 'GET',
  path: '/l/:token',
  may: 'anyone',
  summary: 'Leads on to where a link of a mail points, and notes that its lead opened it',
  params: z.object({ token: z.string().max(80) }),
  reply: moved,
  perMinute: 240,
  refuses: ['link.gone'],
})
export const openCode = endpoint({
  id: 'tracking.code',
  method: 'GET',
  path: '/q/:code',
  may: 'anyone',
  summary: 'Leads on to where a QR code points, with its channel, and counts the scan',
  params: z.object({ code: z.string().max(80) }),
  reply: moved,
  perMinute: 240,
  refuses: ['code.gone'],
})

export const makeLinks = endpoint({
  id: 'links.make',
  method: 'POST',
  path: '/api/v1/links',
  may: [...staff, 'key:leads:write'],
  summary: 'Makes links of leads’ own for a mail: whoever opens one is that lead',
  body: z.object({
    target: webAddress,
    about: short(200).describe('What it is opened for: the campaign'),
    leadIds: z.array(id).min(1).max(eventLimit),
  }),
  reply: z.object({ items: z.array(z.object({ leadId: id, url: z.string() })) }),
  refuses: ['not_found'],
})

const site = z.object({
  name: z.string().trim().min(1).max(80),
  consent: z.boolean().describe('Nothing is tracked before the visitor agrees'),
  honour: z.boolean().describe('Do Not Track and Global Privacy Control are honoured'),
  active: z.boolean(),
})
const shownSite = site.extend({ siteId: id, snippet: z.string(), createdAt: instant })
export const listSites = endpoint({
  id: 'tracking.sites',
  method: 'GET',
  path: '/api/v1/tracking/sites',
  may: staff,
  summary: 'The sites that run the tracking script, with the line to put into each',
  reply: z.object({ items: z.array(shownSite) }),
})
export const addSite = endpoint({
  id: 'tracking.addSite',
  method: 'POST',
  path: '/api/v1/tracking/sites',
  may: staff,
  summary: 'Adds a site that runs the tracking script',
  body: site,
  reply: shownSite,
})
export const changeSite = endpoint({
  id: 'tracking.changeSite',
  method: 'PUT',
  path: '/api/v1/tracking/sites/:siteId',
  may: staff,
  summary: 'Changes a site that runs the tracking script',
  params: idParams('siteId'),
  body: site,
  reply: shownSite,
  refuses: ['not_found'],
})

const code = z.object({
  name: z.string().trim().min(1).max(80),
  target: webAddress,
  channel: short(80),
  campaign: short(80),
  active: z.boolean(),
})
const shownCode = code.extend({ code: z.string(), url: z.string(), scans: z.int(), createdAt: instant })
export const listCodes = endpoint({
  id: 'codes.list',
  method: 'GET',
  path: '/api/v1/codes',
  may: staff,
  summary: 'The QR codes of channels, with how often people scanned each',
  reply: z.object({ items: z.array(shownCode) }),
})
export const addCode = endpoint({
  id: 'codes.add',
  method: 'POST',
  path: '/api/v1/codes',
  may: staff,
  summary: 'Makes a QR code for a channel',
  body: code,
  reply: shownCode,
})
export const changeCode = endpoint({
  id: 'codes.change',
  method: 'PUT',
  path: '/api/v1/codes/:code',
  may: staff,
  summary: 'Changes what a QR code that was printed already leads to',
  params: z.object({ code: z.string().max(80) }),
  body: code,
  reply: shownCode,
  refuses: ['not_found'],
})
export const codeImage = endpoint({
  id: 'codes.image',
  method: 'GET',
  path: '/api/v1/codes/:code/image',
  may: staff,
  summary: 'A QR code as an image (SVG)',
  params: z.object({ code: z.string().max(80) }),
  reply: z.string().describe('image/svg+xml'),
  refuses: ['not_found'],
})

export const leadBehaviour = endpoint({
  id: 'leads.behaviour',
  method: 'GET',
  path: '/api/v1/leads/:leadId/behaviour',
  may: 'user',
  summary: 'What a lead did, newest first; with what machines did in its name',
  params: idParams('leadId'),
  query: z.object({
    cursor: short(120).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: pageOf(
    z.object({
      eventId: id,
      kind: z.enum(behaviourKinds),
      about: z.string(),
      at: instant,
      seconds: z.int().nullable(),
      door: z.string(),
      /** Why it was no person; null: a person. */
      machine: z.string().nullable(),
    }),
  ),
  refuses: ['not_found'],
})
