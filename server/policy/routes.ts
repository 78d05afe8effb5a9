import { sql } from 'kysely'
import { listPolicyVersions, type PolicyKind, publishPolicy, readPolicy } from '../../contract/policy.ts'
import { refuse } from '../../contract/refusals.ts'
import type { ScorePolicy } from '../../contract/scorecard.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { inTransaction, rows, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { tell } from '../jobs/tell.ts'
import { readFields } from '../lead/fields.ts'
import { holderNames } from '../lead/names.ts'
import { checkPolicy } from './check.ts'
import { refuseUnsound } from './checkScore.ts'
import { refuseLost } from './inUse.ts'
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
        const own = await readFields(tx)
        const checked = checkPolicy(params.kind, body.body, { fields: fieldsOf(own), lang })
        await refuseStrangers(tx, checked)
        const now = new Date()
        const wish = { body: checked, over: body.version, anyway: body.anyway ?? null, lang, now }
        if (params.kind === 'score') await refuseScore(tx, checked as ScorePolicy, { own, lang })
        const kept = (await publishGates[params.kind]?.(tx, wish)) ?? null
        const published = await store.publish(tx, {
          kind: params.kind,
          scope: query.scope,
          over: body.version,
          body: checked,
          note: [body.note, kept].filter(Boolean).join('\n') || null,
          by: caller.userId,
          at: now,
        })
        const follows = following[params.kind]
        if (follows) await enqueue(tx, follows, {}, { key: follows })
        await tell(tx, { topic: 'policy', ids: [] })
        return named(tx, published)
      }),
    ),
  ]
}

/** What was published before passes: going back is the remedy of an emergency. */
async function refuseScore(
  tx: Tx,
  next: ScorePolicy,
  at: Parameters<typeof refuseUnsound>[1],
): Promise<void> {
  if (await store.wasPublished(tx, 'score', next)) return
  refuseUnsound(next, at)
  refuseLost((await store.currentPolicy(tx, 'score'))?.body, next)
}

/** What is to be done once another policy is in force. */
const following: Partial<Record<PolicyKind, string>> = {
  recycle: 'pool.reckon',
  gate: 'quarantine.reckon',
  compliance: 'compliance.judge',
  score: 'score.rescore',
  value: 'value.basis',
  profile: 'score.rescore',
}

async function named(tx: Tx, policy: store.Policy<PolicyKind>) {
  const names = await holderNames(tx, policy.publishedBy ? [policy.publishedBy] : [])
  const publishedBy = policy.publishedBy && {
    id: policy.publishedBy,
    name: names.get(policy.publishedBy) ?? '',
  }
  return { ...policy, publishedBy: publishedBy || null }
}

const targets: Readonly<Record<string, string>> = {
  userId: 'userId',
  userIds: 'userId',
  weights: 'userId',
  quotas: 'userId',
  teamId: 'teamId',
  teamIds: 'teamId',
  poolId: 'poolId',
  fallbackPoolId: 'poolId',
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every id a policy names, with what it is of: by the names of the properties it stands under. */
function namedIn(body: unknown): { kind: string; id: string }[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([key, value]) => {
    const kind = targets[key]
    if (!kind) return namedIn(value)
    const ids: unknown[] = isRecord(value) ? Object.keys(value) : [value].flat()
    return ids.flatMap((id) => (typeof id === 'string' ? { kind, id } : []))
  })
}

/** Rules may only give to reps, teams and pools there are. */
async function refuseStrangers(tx: Tx, body: unknown): Promise<void> {
  const known = await rows(
    tx,
    sql<{ kind: string; id: string }>`
      select 'userId' as kind, user_id as id from member where org_id = ${tx.orgId} and status = 'active'
      union all select 'teamId', team_id from team where org_id = ${tx.orgId} and archived_at is null
      union all select 'poolId', pool_id from pool where org_id = ${tx.orgId} and archived_at is null`,
  )
  const there = new Set(known.map(({ kind, id }) => `${kind} ${id}`))
  for (const { kind, id } of namedIn(body))
    if (!there.has(`${kind} ${id.toLowerCase()}`)) throw refuse('policy.target_unknown', { id })
}
