import { type RawBuilder, sql } from 'kysely'
import { type PolicyBody, policyBodies, type PolicyKind } from '../../contract/policy.ts'
import { refuse } from '../../contract/refusals.ts'
import { one, rows, type Tx } from '../db/db.ts'

/** A set of rules as it was published; `version` counts from 1 within its kind and scope. */
export interface Policy<K extends PolicyKind = PolicyKind> {
  readonly kind: K
  /** A source's id where the policy is kept per source; '' is the organisation's own. */
  readonly scope: string
  readonly version: number
  readonly body: PolicyBody<K>
  readonly note: string | null
  readonly publishedBy: string | null
  readonly validFrom: Date
}

/** Points at the rule that decided, for events: which policy, which version, which line. */
export interface RuleRef {
  readonly kind: PolicyKind
  readonly scope: string
  readonly version: number
  readonly id: string | null
}

const columns = sql.raw('kind, scope, version, body, note, published_by, valid_from')

/** Every policy in force at `at`, all kinds and scopes. */
export async function policiesAt(tx: Tx, at: Date): Promise<Policy[]> {
  return rows(
    tx,
    sql<Policy>`select ${columns} from policy
      where org_id = ${tx.orgId} and valid_from <= ${at} and valid_to > ${at}`,
  )
}

/** Every policy in force now as one JSON value (without `validFrom`), to be read beside other things. */
export function policiesJson(tx: Tx): RawBuilder<unknown> {
  return sql`select coalesce(jsonb_agg(jsonb_build_object(
      'kind', kind, 'scope', scope, 'version', version, 'body', body)), '[]')
    from policy where org_id = ${tx.orgId} and valid_to = 'infinity'`
}

/** Whether any match policy in force asks for likelihood: only then is what a scan has learnt worth reading. */
export function likelihoodWanted(tx: Tx): RawBuilder<boolean> {
  return sql<boolean>`exists (select from policy where org_id = ${tx.orgId} and kind = 'match' and valid_to = 'infinity'
    and jsonb_typeof(body->'likelihood') = 'object')`
}

/** The policy of a kind in force now: the scope's own, else the organisation's; undefined when neither is set. */
export async function currentPolicy<K extends PolicyKind>(
  tx: Tx,
  kind: K,
  scope = '',
): Promise<Policy<K> | undefined> {
  return one(
    tx,
    sql<Policy<K>>`select ${columns} from policy
      where org_id = ${tx.orgId} and kind = ${kind} and scope in (${scope}, '') and valid_to = 'infinity'
      order by scope desc limit 1`,
  )
}

/** Every version of a kind and scope, newest first. */
export async function policyVersions(tx: Tx, kind: PolicyKind, scope: string): Promise<Policy[]> {
  return rows(
    tx,
    sql<Policy>`select ${columns} from policy
      where org_id = ${tx.orgId} and kind = ${kind} and scope = ${scope} order by version desc`,
  )
}

/** Whether exactly this was published before. */
export async function wasPublished(tx: Tx, kind: PolicyKind, body: unknown): Promise<boolean> {
  const found = await one(
    tx,
    sql`select 1 as found from policy
      where org_id = ${tx.orgId} and kind = ${kind} and scope = '' and body = ${JSON.stringify(body)}::jsonb limit 1`,
  )
  return found !== undefined
}

/** One version of a kind as it was published. */
export async function policyVersion<K extends PolicyKind>(
  tx: Tx,
  kind: K,
  version: number,
): Promise<Policy<K> | undefined> {
  return one(
    tx,
    sql<Policy<K>>`select ${columns} from policy
      where org_id = ${tx.orgId} and kind = ${kind} and scope = '' and version = ${version}`,
  )
}

export interface Publication<K extends PolicyKind> {
  readonly kind: K
  readonly scope: string
  /** The version the writer had read; 0 when there was none. */
  readonly over: number
  readonly body: PolicyBody<K>
  readonly note: string | null
  readonly by: string | null
  readonly at: Date
}

/** Closes the version in force and opens the next; refuses `version.stale` when it is not the one that was read. */
export async function publish<K extends PolicyKind>(tx: Tx, next: Publication<K>): Promise<Policy<K>> {
  const body = policyBodies[next.kind].parse(next.body) as PolicyBody<K>
  await rows(tx, sql`select pg_advisory_xact_lock(hashtext(${`${tx.orgId} ${next.kind} ${next.scope}`}))`)
  const held = await one(
    tx,
    sql<{ version: number }>`select version from policy
      where org_id = ${tx.orgId} and kind = ${next.kind} and scope = ${next.scope} and valid_to = 'infinity'`,
  )
  if ((held?.version ?? 0) !== next.over) throw refuse('version.stale')
  await rows(
    tx,
    sql`update policy set valid_to = ${next.at}
      where org_id = ${tx.orgId} and kind = ${next.kind} and scope = ${next.scope} and valid_to = 'infinity'`,
  )
  const row = await one(
    tx,
    sql<Policy<K>>`insert into policy (org_id, kind, scope, version, body, note, published_by, valid_from)
      values (${tx.orgId}, ${next.kind}, ${next.scope}, ${next.over + 1}, ${JSON.stringify(body)}::jsonb,
              ${next.note}, ${next.by}, ${next.at})
      returning ${columns}`,
  )
  return row as Policy<K>
}
