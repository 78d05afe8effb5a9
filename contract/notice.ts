import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { platformName, platformNames } from './platform.ts'
import { done, id, idParams, instant } from './shapes.ts'

/** What notices are about, as members choose among them. */
export const topics = ['new', 'again', 'due', 'other'] as const
export type Topic = (typeof topics)[number]
/** The ways out of the app: a message on the work platform, the browser, the mailbox. */
export const channels = ['chat', 'push', 'mail'] as const
export type Channel = (typeof channels)[number]

export type Choices = Readonly<Record<Topic, Readonly<Record<Channel, boolean>>>>

/** Until a member chooses: what wants a quick answer reaches them where they work; assignments are not mailed. */
export const defaultChoices: Choices = {
  new: { chat: true, push: true, mail: false },
  again: { chat: true, push: true, mail: false },
  due: { chat: true, push: true, mail: true },
  other: { chat: false, push: false, mail: true },
}

const onOff = z.object({ chat: z.boolean(), push: z.boolean(), mail: z.boolean() })
const choices = z.object({ new: onOff, again: onOff, due: onOff, other: onOff })
/** A time of the organisation's day: 22:30. */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const quiet = z.object({ from: clock, to: clock }).nullable()

const channelBody = z.object({
  choices,
  /** Meanwhile nothing leaves the app; what came is told at the end, at once. */
  quiet,
  /** false: messages say that there is something, and of nobody. */
  details: z.boolean(),
})

const device = z.object({ deviceId: id, label: z.string(), createdAt: instant })

export const readChannels = endpoint({
  id: 'me.channels',
  method: 'GET',
  path: '/api/v1/me/channels',
  may: 'user',
  summary: 'By which ways one is told of what, when not, and which of the ways are there',
  reply: channelBody.extend({
    /** The organisation lets names leave the app. */
    detailsAllowed: z.boolean(),
    mailable: z.boolean(),
    /** Platforms on which messages reach the caller. */
    chats: z.array(platformName),
    devices: z.array(device),
    /** The public key browsers subscribe with (VAPID), base64url. */
    pushKey: z.string(),
  }),
})

export const keepChannels = endpoint({
  id: 'me.channels.keep',
  method: 'PUT',
  path: '/api/v1/me/channels',
  may: 'user',
  summary: 'Chooses by which ways one is told of what, and when not',
  body: channelBody,
  reply: done,
})

export const addDevice = endpoint({
  id: 'me.devices.add',
  method: 'POST',
  path: '/api/v1/me/devices',
  may: 'user',
  summary: 'Has this browser pushed to; what `PushManager.subscribe` gave',
  body: z.object({
    endpoint: z.url().max(1000),
    keys: z.object({ p256dh: z.string().min(80).max(100), auth: z.string().min(20).max(40) }),
    label: z.string().trim().min(1).max(80),
  }),
  reply: z.object({ deviceId: id }),
  refuses: ['push.not_ours', 'push.too_many'],
})
export const removeDevice = endpoint({
  id: 'me.devices.remove',
  method: 'DELETE',
  path: '/api/v1/me/devices/:deviceId',
  may: 'user',
  summary: 'Stops pushing to a browser',
  params: idParams('deviceId'),
  reply: done,
})
export const tryDevice = endpoint({
  id: 'me.devices.try',
  method: 'POST',
  path: '/api/v1/me/devices/:deviceId/try',
  may: 'user',
  summary: 'Pushes a test and tells what the push service answered',
  params: idParams('deviceId'),
  reply: z.object({ ok: z.boolean(), answer: z.string() }),
})

export const readNoticeSetting = endpoint({
  id: 'notices.setting',
  method: 'GET',
  path: '/api/v1/notices/setting',
  may: ['admin'],
  summary: 'Whether messages that leave the app may name people and companies',
  reply: z.object({ details: z.boolean() }),
})
export const keepNoticeSetting = endpoint({
  id: 'notices.setting.keep',
  method: 'PUT',
  path: '/api/v1/notices/setting',
  may: ['admin'],
  summary: 'Sets whether messages that leave the app may name people and companies',
  body: z.object({ details: z.boolean() }),
  reply: done,
})

export const deliveryStates = ['told', 'waiting', 'failed'] as const
export const listDeliveries = endpoint({
  id: 'notices.deliveries',
  method: 'GET',
  path: '/api/v1/notices/deliveries',
  may: ['admin'],
  summary: 'How messages of the last seven days went, newest first: sent, waiting, or failed and why',
  query: z.object({ state: z.enum(deliveryStates).optional() }),
  reply: z.object({
    items: z.array(
      z.object({
        channel: z.enum([...platformNames, 'mail', 'robot', 'push']),
        /** The member, or the robot. */
        name: z.string(),
        /** Notices told at once. */
        notices: z.int(),
        state: z.enum(deliveryStates),
        tries: z.int(),
        /** What the last try failed with and how to mend it. */
        problem: z.string().nullable(),
        at: instant,
      }),
    ),
  }),
})
