import { listPolicyVersions, type PolicyKind, publishPolicy, readPolicy } from '../../contract/policy.ts'
import { refuse } from '../../contract/refusals.ts'
import { cancelScheduled, listScheduled, schedulePublish } from '../../contract/schedule.ts'
import { inTransaction, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { holderNames } from '../lead/names.ts'
import { publishReady, readyNext } from './publishing.ts'
import * as schedule from './schedule.ts'
import * as store from './store.ts'

/** Policies: the one in force, all there were, publishing the next. */
export function routes({ db, publishGates }: House): Route[] {
  return [
    route(readPolicy, ({ caller, params, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const policy = await store.currentPolicy(tx, params.kind, query.scope)
        if (!policy) throw refuse('not_found')
        return named(tx, policy)
      }),
    ),
    route(listPolicyVersions, ({ caller, params, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const versions = await store.policyVersions(tx, params.kind, query.scope)
        const items = []
        for (const version of versions) items.push(await named(tx, version))
        return { items }
      }),
    ),
    route(publishPolicy, ({ caller, params, query, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const { kind } = params
        const { version: over, note = null, anyway = null } = body
        const next = { kind, scope: query.scope, over, body: body.body, note, by: caller.userId }
        const now = new Date()
        const ready = await readyNext(tx, next, { gates: publishGates, anyway, lang, now })
        const published = await publishReady(tx, ready, now)
        return named(tx, published)
      }),
    ),
    route(listScheduled, ({ caller, params, query }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        items: await schedule.list(tx, { ...params, ...query }),
      })),
    ),
    route(schedulePublish, ({ caller, params, query, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const { version: over, note = null, anyway = null, at } = body
        const next = { kind: params.kind, scope: query.scope, over, body: body.body, note, by: caller.userId }
        const now = new Date()
        const ready = await readyNext(tx, next, { gates: publishGates, anyway, lang, now })
        return { scheduleId: await schedule.add(tx, ready, { at, now }) }
      }),
    ),
    route(cancelScheduled, async ({ caller, params }) => {
      await inTransaction(db, caller.orgId, (tx) => schedule.cancel(tx, params.scheduleId, new Date()))
      return { done: true as const }
    }),
  ]
}

async function named(tx: Tx, policy: store.Policy<PolicyKind>) {
  const names = await holderNames(tx, policy.publishedBy ? [policy.publishedBy] : [])
  const publishedBy = policy.publishedBy && {
    id: policy.publishedBy,
    name: names.get(policy.publishedBy) ?? '',
  }
  return { ...policy, publishedBy: publishedBy || null }
}
