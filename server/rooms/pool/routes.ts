import * as contract from '../../../contract/pool.ts'
import { refuse } from '../../../contract/refusals.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { tell } from '../../jobs/tell.ts'
import { readCondition } from '../../lead/condition.ts'
import { readClock } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { lockLoads } from '../../lead/load.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf } from '../../people/scope.ts'
import { recordVersion } from '../../people/version.ts'
import { openness } from '../../policy/mode.ts'
import { narrowed, tighter } from './decide.ts'
import * as service from './service.ts'
import * as store from './store.ts'
import { notYet } from './store/windows.ts'

/** Pools: who may fish in which, claiming, giving back. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.listPools, ({ caller }) =>
      inTransaction(db, caller.orgId, (tx) => visiblePools(tx, caller)),
    ),
    route(contract.addPool, async ({ caller, body }) => {
      const poolId = uuidv7()
      await inTransaction(db, caller.orgId, (tx) => keep(tx, caller, { ...body, poolId }))
      return { poolId }
    }),
    route(contract.changePool, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, async (tx) => {
        if (!(await store.readPool(tx, params.poolId))) throw refuse('not_found')
        await keep(tx, caller, { ...body, poolId: params.poolId })
      })
      return { done: true as const }
    }),
    route(contract.archivePool, async ({ caller, params }) => {
      await inTransaction(db, caller.orgId, (tx) => archive(tx, caller, params.poolId))
      return { done: true as const }
    }),
    route(contract.claimLeads, ({ caller, params, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const wanted =
          'leadIds' in body
            ? body
            : {
                count: body.count,
                condition: readCondition(body.condition, fieldsOf(await readFields(tx)), lang),
              }
        return service.claim(tx, caller, { poolId: params.poolId, wanted, now: new Date() })
      }),
    ),
    route(contract.listWindows, ({ caller, params: { poolId } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const early = await notYet(tx, poolId, { userId: caller.userId, now: new Date() })
        return { items: [...early].map(([leadId, opensAt]) => ({ leadId, opensAt })) }
      }),
    ),
    route(contract.releaseLeads, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => service.release(tx, caller, { ...body, now: new Date() })),
    ),
  ]
}

async function visiblePools(tx: Tx, caller: UserCaller) {
  const clock = await readClock(tx, new Date())
  const scope = await scopeOf(tx, caller, clock.now)
  const [load] = await lockLoads(tx, [caller.userId], clock.day)
  const max = await store.holdingMax(tx, caller.userId)
  const pools = (await store.listPools(tx)).filter(
    ({ poolId }) => scope.all || scope.poolIds.includes(poolId),
  )
  const { claims: open } = await openness(tx)
  const claims = open !== 'barred' && (scope.everything || caller.roles.some((role) => role !== 'marketer'))
  return {
    items: pools.map((pool) => ({
      ...pool,
      mine: claims
        ? {
            claimedToday: load?.claimedToday ?? 0,
            dailyLimit: narrowed(pool, open).dailyLimit,
            holding: load?.holding ?? 0,
            holdingLimit: tighter(pool.holdingLimit, max),
          }
        : null,
    })),
  }
}

async function keep(tx: Tx, caller: UserCaller, pool: Parameters<typeof store.keepPool>[1]): Promise<void> {
  await store.keepPool(tx, pool)
  await recordVersion(tx, {
    subject: 'pool',
    id: pool.poolId,
    body: { ...pool },
    at: new Date(),
    by: caller.userId,
  })
  await tell(tx, { topic: 'pool', ids: [pool.poolId] })
}

async function archive(tx: Tx, caller: UserCaller, poolId: string): Promise<void> {
  const pool = await store.readPool(tx, poolId)
  if (!pool) throw refuse('not_found')
  if (await store.isNamedByRules(tx, poolId)) throw refuse('pool.in_use', { pool: pool.name })
  if (!(await store.archivePool(tx, poolId, new Date()))) throw refuse('pool.not_empty', { pool: pool.name })
  await recordVersion(tx, { subject: 'pool', id: poolId, body: null, at: new Date(), by: caller.userId })
  await tell(tx, { topic: 'pool', ids: [poolId] })
}
