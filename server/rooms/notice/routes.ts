import * as channels from '../../../contract/notice.ts'
import { refuse } from '../../../contract/refusals.ts'
import * as contract from '../../../contract/settings.ts'
import { inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { tell } from '../../jobs/tell.ts'
import { markRead } from '../../lead/notices.ts'
import { refuseUncallable } from '../../outward.ts'
import { maskName } from '../../people/mask.ts'
import { scopeOf } from '../../people/scope.ts'
import { pushKeysOf } from './adapters/push.ts'
import { choicesOf } from './decide/choice.ts'
import * as service from './service.ts'
import * as choices from './store/choices.ts'
import * as devices from './store/devices.ts'
import { countUnread, listNotices, type ListedNotice } from './store/notices.ts'
import * as robots from './store/robots.ts'
import { forgetOutlet, listDeliveries } from './store/telling.ts'

/** The bell, the ways out of the app, and the robots that speak up in groups. */
export function routes(house: House): Route[] {
  return [...noticeRoutes(house), ...channelRoutes(house), ...deviceRoutes(house), ...robotRoutes(house)]
}

const done = { done: true as const }

function noticeRoutes({ db }: House): Route[] {
  return [
    route(contract.listNotices, ({ caller, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const { userId } = caller
        const scope = await scopeOf(tx, caller, new Date())
        const notices = await listNotices(tx, { userId, limit: query.limit, scope })
        return { unread: await countUnread(tx, userId), items: notices.map(itemOf) }
      }),
    ),
    route(contract.readNotices, async ({ caller, body }) => {
      const { orgId, userId } = caller
      await inTransaction(db, orgId, async (tx) => {
        const read = await markRead(tx, userId, { noticeIds: body.noticeIds, at: new Date() })
        if (read.length > 0) await tell(tx, { topic: 'notice', ids: read, users: [userId] })
      })
      return done
    }),
  ]
}

function itemOf({ name, company, sight, ...notice }: ListedNotice) {
  const shown = name && sight === 'none' ? maskName(name) : name
  return { ...notice, leadName: shown ?? company }
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const clockOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
/** Deliveries shown at once. */
const SHOWN = 200

function channelRoutes({ db, config }: House): Route[] {
  return [
    route(channels.readChannels, ({ caller: { orgId, userId } }) =>
      inTransaction(db, orgId, async (tx) => {
        const { chosen, quiet, email, ...rest } = await choices.readChoice(tx, userId)
        return {
          ...rest,
          choices: choicesOf(chosen),
          quiet: quiet && { from: clockOf(quiet.from), to: clockOf(quiet.to) },
          mailable: config.mail.url !== undefined && email !== null,
          devices: await devices.listDevices(tx, userId),
          pushKey: pushKeysOf(config).publicKey,
        }
      }),
    ),
    route(channels.keepChannels, async ({ caller, body }) => {
      const quiet = body.quiet && { from: minuteOf(body.quiet.from), to: minuteOf(body.quiet.to) }
      await inTransaction(db, caller.orgId, (tx) =>
        choices.keepChoice(tx, caller.userId, { chosen: body.choices, quiet, details: body.details }),
      )
      return done
    }),
    route(channels.readNoticeSetting, ({ caller }) => inTransaction(db, caller.orgId, choices.readSetting)),
    route(channels.keepNoticeSetting, async ({ caller, body }) => {
      await inTransaction(db, caller.orgId, (tx) => choices.keepSetting(tx, body))
      return done
    }),
    route(channels.listDeliveries, async ({ caller, query, lang }) => {
      const found = await inTransaction(db, caller.orgId, (tx) =>
        listDeliveries(tx, { state: query.state, most: SHOWN }),
      )
      return {
        items: found.map(({ problem, ...rest }) => ({
          ...rest,
          problem: problem && service.sayProblem(problem, lang),
        })),
      }
    }),
  ]
}

/** Browsers one member is pushed to at most. */
const MOST_DEVICES = 10

function deviceRoutes(house: House): Route[] {
  const { db, config } = house
  return [
    route(channels.addDevice, async ({ caller: { orgId, userId }, body: { endpoint, keys, label } }) => {
      refuseUncallable(endpoint, { allowPrivate: config.allowPrivateWebhooks })
      if (!isPoint(keys.p256dh)) throw refuse('push.not_ours')
      const deviceId = await inTransaction(db, orgId, async (tx) => {
        const held = await devices.listDevices(tx, userId)
        if (held.length >= MOST_DEVICES && !held.some((each) => each.endpoint === endpoint))
          throw refuse('push.too_many', { most: MOST_DEVICES })
        return devices.addDevice(tx, { deviceId: uuidv7(), userId, endpoint, label, ...keys })
      })
      return { deviceId }
    }),
    route(channels.removeDevice, async ({ caller, params: { deviceId } }) => {
      const gone = await inTransaction(db, caller.orgId, async (tx) => {
        const removed = await devices.removeDevice(tx, deviceId, caller.userId)
        if (removed) await forgetOutlet(tx, deviceId)
        return removed
      })
      if (!gone) throw refuse('not_found')
      return done
    }),
    route(channels.tryDevice, ({ caller: { orgId, userId }, params: { deviceId }, lang }) =>
      service.tryDevice(house, { orgId, userId, deviceId, lang }),
    ),
  ]
}

/** A key of P-256 as browsers give it: 65 bytes that begin with 4, in base64url. */
function isPoint(p256dh: string): boolean {
  const bytes = Buffer.from(p256dh, 'base64url')
  return bytes.length === 65 && bytes[0] === 4
}

/** Who has the whole address can write to the group: where it leads and how it ends is enough to know it by. */
const shortened = (url: string): string => `${new URL(url).origin}/…${url.slice(-4)}`

function robotRoutes(house: House): Route[] {
  const { db, config } = house
  return [
    route(contract.listRobots, async ({ caller, lang }) => ({
      items: (await inTransaction(db, caller.orgId, robots.listRobots)).map(
        ({ problem, sealedDoor, ...robot }) => {
          const door = service.openDoor(config, caller.orgId, sealedDoor)
          const trouble = door ? problem : 'sealed'
          return {
            ...robot,
            url: door ? shortened(door.url) : '…',
            hasSecret: typeof door?.secret === 'string',
            lastProblem: trouble && service.sayProblem(trouble, lang),
          }
        },
      ),
    })),
    route(contract.addRobot, async ({ caller, body }) => {
      refuseUncallable(body.url, { allowPrivate: config.allowPrivateWebhooks })
      const robotId = uuidv7()
      const { url, ...robot } = body
      const secret = body.secret?.trim() || null
      const sealedDoor = service.sealDoor(config, caller.orgId, { url, secret })
      const added = await inTransaction(db, caller.orgId, (tx) =>
        robots.addRobot(tx, robotId, { ...robot, sealedDoor }),
      )
      if (!added) throw refuse('not_found')
      const { secret: _, ...shown } = robot
      return { ...shown, url: shortened(url), robotId, hasSecret: secret !== null, lastProblem: null }
    }),
    route(contract.removeRobot, async ({ caller, params }) => {
      const gone = await inTransaction(db, caller.orgId, (tx) => robots.removeRobot(tx, params.robotId))
      if (!gone) throw refuse('not_found')
      return done
    }),
    route(contract.tryRobot, ({ caller, params, lang }) =>
      service.tryRobot(house, { orgId: caller.orgId, robotId: params.robotId, lang }),
    ),
  ]
}
