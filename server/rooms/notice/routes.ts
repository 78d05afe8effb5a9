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
import * as service from './service.ts'
import * as store from './store.ts'

/** The bell, and the robots that speak up in groups. */
export function routes(house: House): Route[] {
  return [...noticeRoutes(house), ...robotRoutes(house)]
}

const done = { done: true as const }

function noticeRoutes({ db }: House): Route[] {
  return [
    route(contract.listNotices, ({ caller, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const { userId } = caller
        const scope = await scopeOf(tx, caller, new Date())
        const notices = await store.listNotices(tx, { userId, limit: query.limit, scope })
        return { unread: await store.countUnread(tx, userId), items: notices.map(itemOf) }
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

function itemOf({ name, company, sight, ...notice }: store.ListedNotice) {
  const shown = name && sight === 'none' ? maskName(name) : name
  return { ...notice, leadName: shown ?? company }
}

function robotRoutes(house: House): Route[] {
  const { db, config } = house
  return [
    route(contract.listRobots, async ({ caller, lang }) => ({
      items: (await inTransaction(db, caller.orgId, store.listRobots)).map(
        ({ secret, problem, ...robot }) => ({
          ...robot,
          hasSecret: secret !== null,
          lastProblem: problem && service.sayProblem(problem, lang),
        }),
      ),
    })),
    route(contract.addRobot, async ({ caller, body }) => {
      refuseUncallable(body.url, { allowPrivate: config.allowPrivateWebhooks })
      const robotId = uuidv7()
      const { secret, ...robot } = { ...body, secret: body.secret?.trim() || null }
      const added = await inTransaction(db, caller.orgId, (tx) =>
        store.addRobot(tx, robotId, { ...robot, secret }),
      )
      if (!added) throw refuse('not_found')
      return { ...robot, robotId, hasSecret: secret !== null, lastProblem: null }
    }),
    route(contract.removeRobot, async ({ caller, params }) => {
      const gone = await inTransaction(db, caller.orgId, (tx) => store.removeRobot(tx, params.robotId))
      if (!gone) throw refuse('not_found')
      return done
    }),
    route(contract.tryRobot, ({ caller, params, lang }) =>
      service.tryRobot(house, { orgId: caller.orgId, robotId: params.robotId, lang }),
    ),
  ]
}
