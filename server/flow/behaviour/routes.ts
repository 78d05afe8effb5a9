import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as contract from '../../../contract/behaviour.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { orgOf } from '../../rooms/behaviour/decide/keys.ts'
import { machineOf, type Traffic } from '../../rooms/behaviour/decide/machine.ts'
import { tidy } from '../../rooms/behaviour/decide/read.ts'
import { targetOf } from '../../rooms/behaviour/service.ts'
import * as doors from '../../rooms/behaviour/store/doors.ts'
import type { Event } from '../../rooms/behaviour/store/events.ts'
import { readable } from '../../rooms/capture/decide.ts'
import { behave } from '../behave.ts'
import { jsonOf, wholeBody } from './body.ts'
import { join } from './join.ts'
import { takeEvents } from './take.ts'

/** The doors that what people do comes in by, and where it is read. */
export function routes(house: House): Route[] {
  return [...programRoutes(house), trackRoute(house), linkRoute(house), codeRoute(house)]
}

function programRoutes({ db }: House): Route[] {
  return [
    route(contract.sendEvents, async ({ caller, body, lang }) => {
      const sender = { sender: caller.keyId, door: 'api', now: new Date() }
      const answers = await inTransaction(db, caller.orgId, (tx) => takeEvents(tx, body.events, sender))
      return { results: answers.map(({ status, reasons }) => ({ status, reasons: readable(reasons, lang) })) }
    }),
  ]
}

const MOST = 64 * 1024 // bytes

function trackRoute({ db }: House): Route {
  return route(contract.trackVisit, async ({ params, request }) => {
    const orgId = orgOf(params.key)
    const site = orgId && (await inTransaction(db, orgId, (tx) => doors.siteOf(tx, params.key)))
    if (!site) throw refuse('tracking.key_unknown')
    const { v: visitorId, c: agreed, l: token, e: events } = readVisit(jsonOf(await wholeBody(request, MOST)))
    const { headers } = request
    const objects = headers['dnt'] === '1' || headers['sec-gpc'] === '1'
    if (!visitorId || (site.consent && !agreed) || (site.honour && objects)) return { kept: 0 }
    const now = new Date()
    const seen = { kind: 'page', at: now, ...askedHow(request) } as const
    // First, and by itself: a browser is locked before the leads that it turns out to be of.
    if (token && !machineOf(seen))
      await inTransaction(db, orgId, (tx) => joinByLink(tx, { token, visitorId }, now))
    const sent = events.map(({ i, k, a, p, t, s }) => ({
      id: i,
      kind: k,
      at: new Date(now.getTime() - a).toISOString(),
      about: `${p} ${t}`.trim().slice(0, 500).toWellFormed(),
      visitorId,
      ...(s === undefined ? {} : { seconds: Math.round(s) }),
      ...(headers['user-agent'] ? { userAgent: headers['user-agent'].slice(0, 1000) } : {}),
    }))
    const answers = await inTransaction(db, orgId, (tx) =>
      takeEvents(tx, sent, { sender: `${site.siteId} ${visitorId}`, door: 'script', now }),
    )
    return { kept: answers.filter(({ status }) => status === 'kept' || status === 'again').length }
  })
}

async function joinByLink(
  tx: Tx,
  { token, visitorId }: { token: string; visitorId: string },
  now: Date,
): Promise<void> {
  if (orgOf(token) !== tx.orgId) return
  const link = await doors.linkOf(tx, token)
  if (link) await join(tx, { visitorId, leadId: link.leadId, by: 'link' }, now)
}

function readVisit(raw: unknown) {
  const { data, error } = contract.trackedBody.safeParse(raw)
  if (error) throw refuse('body.invalid', { what: error.issues[0]?.path.join('.') ?? '' })
  return data
}

/** What a request says of who makes it. */
function askedHow({ method, headers }: FastifyRequest) {
  const ahead = [
    'purpose',
    'sec-purpose',
    'x-purpose',
    'x-moz',
  ] as const satisfies (keyof IncomingHttpHeaders)[]
  return {
    method,
    userAgent: headers['user-agent'],
    purpose: ahead.map((name) => headers[name]).join(' '),
  }
}

function linkRoute(house: House): Route {
  return route(contract.openLink, async ({ params: { token }, request, reply }) => {
    const orgId = orgOf(token)
    const link = orgId && (await inTransaction(house.db, orgId, (tx) => doors.linkOf(tx, token)))
    if (!link) throw refuse('link.gone')
    const { leadId, about, target, sentAt } = link
    const how = { ...askedHow(request), kind: 'mailClick', at: new Date(), deliveredAt: sentAt } as const
    const click = eventOf(how, { about: `${about} ${target}`, door: 'link', leadId })
    await noteIf(house, () => inTransaction(house.db, orgId, (tx) => behave(tx, [click], how.at)))
    const url = new URL(target)
    url.searchParams.set('sl', token)
    return moveOn(reply, url.href)
  })
}

function codeRoute(house: House): Route {
  return route(contract.openCode, async ({ params, request, reply }) => {
    const orgId = orgOf(params.code)
    const code = orgId && (await inTransaction(house.db, orgId, (tx) => doors.codeOf(tx, params.code)))
    if (!code || !code.active) throw refuse('code.gone')
    const about = [code.name, code.channel, code.campaign].filter(Boolean).join(' ')
    const how = { ...askedHow(request), kind: 'scan', at: new Date() } as const
    const scan = eventOf(how, { about, door: 'code', leadId: null })
    await noteIf(house, () =>
      inTransaction(house.db, orgId, async (tx) => {
        await behave(tx, [scan], how.at)
        if (!scan.machine) await doors.countScan(tx, code.code)
      }),
    )
    return moveOn(reply, targetOf(code))
  })
}

function eventOf(how: Traffic, event: Pick<Event, 'about' | 'door' | 'leadId'>): Event {
  const { kind, at } = how
  const about = tidy(event.about)
  return {
    ...event,
    about,
    eventId: uuidv7(),
    kind,
    at,
    seconds: null,
    visitorId: null,
    machine: machineOf(how),
  }
}

/** Whoever opens a link gets to where it leads, also while nothing can be written down. */
async function noteIf({ log }: House, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (err) {
    log.error({ err }, 'an opening could not be noted')
  }
}

/** Another address each time it is asked: nobody on the way may keep the answer. */
function moveOn(reply: FastifyReply, target: string): string {
  reply
    .code(302)
    .header('location', target)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
  return target
}
