import { refuse } from '../../../contract/refusals.ts'
import * as contract from '../../../contract/verify.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { dayIn } from '../../lead/clock.ts'
import { refuseUncallable } from '../../outward.ts'
import * as service from './service.ts'
import * as store from './store.ts'

const DAY = 86_400_000

/** The providers that check numbers and mailboxes, and what they cost. */
export function routes(house: House): Route[] {
  const { db, config } = house
  return [
    route(contract.listProviders, async ({ caller, lang }) => {
      const day = dayIn(caller.zone, new Date())
      const held = await inTransaction(db, caller.orgId, (tx) => store.listProviders(tx, day))
      return {
        items: held.map(({ sealedKeys, problem, ...row }) => ({
          ...row,
          hasKeys: sealedKeys !== null,
          problem: problem && service.sayProblem(problem, lang),
          currency: 'CNY',
        })),
      }
    }),
    route(contract.keepProvider, async ({ caller, params, body }) => {
      const { keys, ...given } = body
      const { field } = params
      if (field === 'phone')
        refuseUncallable(given.settings.endpoint, { allowPrivate: config.allowPrivateWebhooks })
      await inTransaction(db, caller.orgId, async (tx) => {
        const day = dayIn(caller.zone, new Date())
        const sealedKeys = keys ? service.sealKeys(config, caller.orgId, keys) : null
        const held = await store.lockProvider(tx, field, day)
        const row = { ...given, field, sealedKeys: sealedKeys ?? held?.sealedKeys ?? null }
        if (given.active && !service.providerOf({ config, orgId: caller.orgId }, row))
          throw refuse('verify.keys_needed')
        await store.keepProvider(tx, row, new Date())
      })
      return { done: true as const }
    }),
    route(contract.tryProvider, ({ caller, params, body, lang }) =>
      service.tryProvider(house, {
        orgId: caller.orgId,
        field: params.field,
        value: params.field === 'phone' ? mobile(body.value) : body.value.toLowerCase(),
        lang,
        day: dayIn(caller.zone, new Date()),
      }),
    ),
    route(contract.listSpend, async ({ caller, query }) => {
      const from = dayIn(caller.zone, new Date(Date.now() - (query.days - 1) * DAY))
      return { items: await inTransaction(db, caller.orgId, (tx) => store.readSpend(tx, from)) }
    }),
  ]
}

/** A mobile as an admin types it. */
function mobile(value: string): string {
  const digits = value.replace(/[\s-]/g, '')
  return /^1\d{10}$/.test(digits) ? `+86${digits}` : digits
}
