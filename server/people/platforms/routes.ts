import * as contract from '../../../contract/platform.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { refuseUncallable } from '../../outward.ts'
import { lockMember } from '../members.ts'
import * as apps from './apps.ts'
import { callbackOf, doorsOf, finishErrand, startErrand } from './signin.ts'
import * as store from './store.ts'
import { sayTrouble } from './troubles.ts'

const done = { done: true } as const

/** The endpoints of work platforms: their setup, whose account is whose, signing in. */
export function routes(house: House): Route[] {
  return [...setup(house), ...accounts(house), ...entrance(house)]
}

function setup(house: House): Route[] {
  const { db, config } = house
  return [
    route(contract.listPlatforms, async ({ caller, lang }) => ({
      items: (await inTransaction(db, caller.orgId, store.listApps)).map((row) => shown(row, lang)),
      callbacks: contract.platformNames.map((provider) => ({ provider, url: callbackOf(config, provider) })),
    })),
    route(contract.keepPlatform, async ({ caller, params: { provider }, body: { secret, ...given } }) => {
      if (given.base) refuseUncallable(given.base, { allowPrivate: config.allowPrivateWebhooks })
      if (provider === 'wecom' && !/^\d+$/.test(given.agent ?? '')) throw refuse('platform.agent_needed')
      await inTransaction(db, caller.orgId, async (tx) => {
        const held = await store.readApp(tx, provider)
        const base = given.base?.replace(/\/+$/, '') ?? null
        // A kept secret goes to the address it was entered for, and to no other.
        const kept = held && held.base === base ? held.sealedSecret : undefined
        const sealedSecret = secret ? apps.sealAppSecret(config, caller.orgId, secret) : kept
        if (!sealedSecret) throw refuse('platform.secret_needed')
        await store.keepApp(tx, { ...given, base, agent: given.agent || null, provider, sealedSecret })
      })
      return done
    }),
    route(contract.removePlatform, async ({ caller, params }) => {
      const gone = await inTransaction(db, caller.orgId, (tx) => store.removeApp(tx, params.provider))
      if (!gone) throw refuse('not_found')
      return done
    }),
    route(contract.tryPlatform, ({ caller: { orgId, userId }, params: { provider }, lang }) =>
      apps.tryApp(house, { orgId, userId, provider, lang }),
    ),
    route(contract.findAccounts, ({ caller: { orgId }, params: { provider }, body: { userId }, lang }) =>
      apps.findByMobile(house, { orgId, provider, userId, lang }),
    ),
  ]
}

function shown(
  { sealedSecret: _, problem, ...row }: store.AppRow & { linked: number; members: number },
  lang: Lang,
) {
  return { ...row, problem: problem && sayTrouble(problem, lang) }
}

function accounts({ db }: House): Route[] {
  const unlink = async (tx: Tx, userId: string, provider: contract.PlatformName) => {
    if (!(await store.unlinkAccount(tx, userId, provider))) throw refuse('not_found')
  }
  return [
    route(contract.listAccounts, async ({ caller }) => ({
      items: await inTransaction(db, caller.orgId, (tx) => store.listAccounts(tx)),
    })),
    route(contract.keepAccount, async ({ caller, params: { userId, provider }, body: { accountId } }) => {
      await inTransaction(db, caller.orgId, async (tx) => {
        await lockMember(tx, userId)
        if (!(await store.linkAccount(tx, { userId, provider, accountId, how: 'hand' })))
          throw refuse('platform.account_taken')
      })
      return done
    }),
    route(contract.removeAccount, async ({ caller, params: { userId, provider } }) => {
      await inTransaction(db, caller.orgId, (tx) => unlink(tx, userId, provider))
      return done
    }),
    route(contract.listMyAccounts, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const mine = await store.listAccounts(tx, caller.userId)
        const linkedAt = new Map(mine.map((each) => [each.provider, each.linkedAt]))
        const items = (await store.listApps(tx)).map(({ provider, signIn, messages }) => ({
          provider,
          signIn,
          messages,
          linkedAt: linkedAt.get(provider) ?? null,
        }))
        return { items }
      }),
    ),
    route(contract.unlinkMyAccount, async ({ caller, params: { provider } }) => {
      await inTransaction(db, caller.orgId, (tx) => unlink(tx, caller.userId, provider))
      return done
    }),
  ]
}

function entrance(house: House): Route[] {
  return [
    route(contract.listDoors, async ({ query }) => ({
      items: (await doorsOf(house, query.org)).map(({ provider }) => provider),
    })),
    route(contract.startPlatform, async ({ caller, params: { provider }, body: { org, link }, ...at }) => ({
      url: await startErrand(house, { provider, org, link, caller }, at),
    })),
    route(contract.finishPlatform, async ({ caller, params: { provider }, body, lang, ...at }) => ({
      next: await finishErrand(house, { provider, ...body, caller, lang }, at),
    })),
  ]
}
