import { refuse } from '../../../contract/refusals.ts'
import * as contract from '../../../contract/settings.ts'
import type { webhookKinds } from '../../../contract/webhook.ts'
import { inTransaction } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { refuseUncallable } from '../../outward.ts'
import { newSecret } from './adapters/standard.ts'
import * as service from './service.ts'
import * as store from './store.ts'

const done = { done: true as const }

/** Webhooks out: an admin says where and what, and sees how it goes. */
export function routes(house: House): Route[] {
  const { db, config } = house
  const outward = service.outwardOf(config)
  return [
    route(contract.listWebhooks, async ({ caller, lang }) => ({
      items: (await inTransaction(db, caller.orgId, store.listWebhooks)).map(({ problem, ...webhook }) => ({
        ...webhook,
        kinds: webhook.kinds as (typeof webhookKinds)[number][],
        lastProblem: problem && service.sayProblem(problem, lang),
      })),
    })),
    route(contract.addWebhook, async ({ caller, body }) => {
      refuseUncallable(body.url, outward)
      const added = { webhookId: uuidv7(), secret: newSecret() }
      const sealedSecret = service.sealWebhook(config, caller.orgId, added.secret)
      await inTransaction(db, caller.orgId, (tx) =>
        store.addWebhook(tx, { ...body, webhookId: added.webhookId, sealedSecret, at: new Date() }),
      )
      return added
    }),
    route(contract.changeWebhook, async ({ caller, params, body }) => {
      refuseUncallable(body.url, outward)
      await inTransaction(db, caller.orgId, async (tx) => {
        if (!(await store.changeWebhook(tx, params.webhookId, body))) throw refuse('not_found')
        await service.wake(tx, new Date())
      })
      return done
    }),
    route(contract.removeWebhook, async ({ caller, params }) => {
      const gone = await inTransaction(db, caller.orgId, (tx) => store.removeWebhook(tx, params.webhookId))
      if (!gone) throw refuse('not_found')
      return done
    }),
    route(contract.tryWebhook, ({ caller, params, lang }) =>
      service.tryOut(house, { orgId: caller.orgId, webhookId: params.webhookId, lang }),
    ),
  ]
}
