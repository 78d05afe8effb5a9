import { sql } from 'kysely'
import type { PolicyBody, PolicyKind } from '../../contract/policy.ts'
import { refuse } from '../../contract/refusals.ts'
import type { ScorePolicy } from '../../contract/scorecard.ts'
import type { Lang } from '../../contract/shapes.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { tell } from '../jobs/tell.ts'
import { readFields } from '../lead/fields.ts'
import { checkPolicy } from './check.ts'
import { refuseUnsound } from './checkScore.ts'
import type { PublishGates } from './gate.ts'
import { refuseLost } from './inUse.ts'
import * as store from './store.ts'

export interface Next {
  readonly kind: PolicyKind
  readonly scope: string
  /** The version it is to follow. */
  readonly over: number
  readonly body: unknown
  readonly note: string | null
  readonly by: string
}

/** A version as it came, checked by itself: its shape, its conditions. */
async function checkNext(tx: Tx, { kind, body }: Pick<Next, 'kind' | 'body'>, lang: Lang) {
  const own = await readFields(tx)
  const checked = checkPolicy(kind, body, { fields: fieldsOf(own), lang })
  if (kind === 'score') await refuseScore(tx, checked as ScorePolicy, { own, lang })
  return checked
}

interface Gating {
  readonly gates: PublishGates
  readonly anyway: string | null
  readonly planned?: boolean
  readonly lang: Lang
  readonly now: Date
}

/**
 * A version as it came, checked: by itself, at its kind's gate, and whom it names. Returns it with the note that its version is
 * to have. The gate comes before strangers: it knows what they are called, and what mends it.
 */
export async function readyNext(tx: Tx, next: Next, { gates, ...at }: Gating): Promise<Next> {
  const body = await checkNext(tx, next, at.lang)
  const wish = { planned: false, ...at, body, over: next.over }
  const kept = (await gates[next.kind]?.(tx, wish)) ?? null
  await refuseStrangers(tx, body)
  return { ...next, body, note: [next.note, kept].filter(Boolean).join('\n') || null }
}

/** Publishes a version that was checked, and sees to what follows. Refuses `version.stale`. */
export async function publishReady(tx: Tx, next: Next, now: Date): Promise<store.Policy> {
  const published = await store.publish(tx, { ...next, body: next.body as PolicyBody<PolicyKind>, at: now })
  const follows = following[next.kind]
  if (follows) await enqueue(tx, follows, {}, { key: follows })
  await tell(tx, { topic: 'policy', ids: [] })
  return published
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
