import { type RawBuilder, sql } from 'kysely'
import type { LeadRow } from '../../contract/lead.ts'
import { levelWords, type pairStates } from '../../contract/match.ts'
import { refuse } from '../../contract/refusals.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { readFields } from '../lead/fields.ts'
import type { Caller } from '../people/caller.ts'
import { type Scope, scopeOf, scopeWhere } from '../people/scope.ts'
import { CERTAIN } from '../rooms/match/decide/likely/model.ts'
import { readRows } from './rows.ts'

type State = (typeof pairStates)[number]
type Evidence = { readonly field: string; readonly level: string; readonly weight: number }

interface HeldPair {
  readonly pairId: string
  readonly leadA: string
  readonly leadB: string
  readonly foundBy: 'rule' | 'likely'
  readonly rule: Record<string, unknown> | null
  readonly probability: number
  readonly evidence: { readonly prior: number; readonly evidence: Evidence[] } | null
  readonly cluster: number | null
  readonly state: State
  readonly scanId: string | null
  readonly foundAt: Date
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly decider: string | null
}

type Pair = Omit<HeldPair, 'leadA' | 'leadB' | 'evidence' | 'decidedBy' | 'decider'> & {
  readonly decidedBy: { readonly id: string; readonly name: string | null } | null
  readonly a: LeadRow
  readonly b: LeadRow
}

interface Page<Item> {
  items: Item[]
  next: string | null
}

export interface PairQuery {
  readonly state: State
  readonly foundBy?: 'rule' | 'likely' | undefined
  readonly sure?: 'certain' | 'ask' | undefined
  readonly scan?: string | undefined
  readonly lead?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
  readonly now: Date
}

/** Both leads are in the scope, and neither is merged into another already. */
function bothSeen(tx: Tx, scope: Scope): RawBuilder<boolean> {
  const seen = (leadId: RawBuilder<unknown>) => sql`exists (select from lead where lead.org_id = ${tx.orgId}
    and lead.lead_id = ${leadId} and lead.merged_into is null and ${scopeWhere(scope)})`
  return sql<boolean>`(${seen(sql`p.lead_a`)} and ${seen(sql`p.lead_b`)})`
}

const columns = sql`p.pair_id, p.lead_a, p.lead_b, p.found_by, p.rule, p.probability, p.evidence, p.cluster, p.state, p.scan_id,
  p.found_at, p.decided_at, p.decided_by, member.name as decider`
const decider = sql`left join member on member.org_id = p.org_id and member.user_id = p.decided_by`

/** A page of pairs whose two leads the caller sees, surest first. Refuses `cursor.invalid`. */
export async function listPairs(tx: Tx, caller: Caller, query: PairQuery): Promise<Page<Pair>> {
  const { state, foundBy = null, sure = null, scan = null, lead = null, cursor, limit, now } = query
  const scope = await scopeOf(tx, caller, now)
  const after = cursor === undefined ? null : readMark(cursor)
  const found = await rows(
    tx,
    sql<HeldPair>`select ${columns} from match_pair p ${decider}
      where p.org_id = ${tx.orgId} and p.state = ${state}
        and (${foundBy}::text is null or p.found_by = ${foundBy})
        and (${sure}::text is null or p.found_by = 'likely' and (p.probability >= ${CERTAIN}::real) = (${sure} = 'certain'))
        and (${scan}::uuid is null or p.scan_id = ${scan})
        and (${lead}::uuid is null or ${lead} in (p.lead_a, p.lead_b))
        and ${after ? sql`(p.probability, p.pair_id) < (${after.at}::real, ${after.id}::uuid)` : sql`true`}
        and ${bothSeen(tx, scope)}
      order by p.probability desc, p.pair_id desc limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const next = found.length > limit && last ? writeMark({ at: last.probability, id: last.pairId }) : null
  return { items: await withLeads(tx, scope, page), next }
}

async function withLeads(tx: Tx, scope: Scope, held: readonly HeldPair[]): Promise<Pair[]> {
  const leads = await leadsById(
    tx,
    scope,
    held.flatMap(({ leadA, leadB }) => [leadA, leadB]),
  )
  return held.map(({ leadA, leadB, evidence: _, decidedBy, decider: name, ...pair }) => ({
    ...pair,
    decidedBy: decidedBy === null ? null : { id: decidedBy, name },
    a: leads.get(leadA)!,
    b: leads.get(leadB)!,
  }))
}

async function leadsById(tx: Tx, scope: Scope, leadIds: readonly string[]): Promise<Map<string, LeadRow>> {
  const fields = fieldsOf(await readFields(tx))
  const read = await readRows(tx, [...new Set(leadIds)], { scope, fields })
  return new Map(read.map((row) => [row.leadId, row]))
}

/** One pair with its evidence. Refuses `not_found`, also where a lead of it is out of the caller's scope. */
export async function readPair(
  tx: Tx,
  caller: Caller,
  { pairId, now }: { pairId: string; now: Date },
): Promise<Pair & { prior: number | null; evidence: (Evidence & { words: { zh: string; en: string } })[] }> {
  const scope = await scopeOf(tx, caller, now)
  const found = await rows(
    tx,
    sql<HeldPair>`select ${columns} from match_pair p ${decider}
      where p.org_id = ${tx.orgId} and p.pair_id = ${pairId} and ${bothSeen(tx, scope)}`,
  )
  const [pair] = await withLeads(tx, scope, found)
  if (!pair) throw refuse('not_found')
  const evidence = found[0]?.evidence
  const each = (evidence?.evidence ?? []).map((one) => ({
    ...one,
    words: levelWords[one.level] ?? { zh: one.level, en: one.level },
  }))
  return { ...pair, prior: evidence?.prior ?? null, evidence: each }
}

/** Those of the pairs whose two leads the caller sees. */
export async function seenPairs(
  tx: Tx,
  caller: Caller,
  { pairIds, now }: { pairIds: readonly string[]; now: Date },
): Promise<string[]> {
  const scope = await scopeOf(tx, caller, now)
  const found = await rows(
    tx,
    sql<{ pairId: string }>`select p.pair_id from match_pair p
      where p.org_id = ${tx.orgId} and p.pair_id = any(${[...pairIds]}::uuid[]) and ${bothSeen(tx, scope)}`,
  )
  return found.map(({ pairId }) => pairId)
}

interface HeldCluster {
  readonly cluster: number
  readonly probability: number
  readonly pairIds: string[]
  readonly leadIds: string[]
}

interface ClusterQuery {
  readonly scanId: string
  readonly cursor?: string | undefined
  readonly limit: number
  readonly now: Date
}

/** A page of a scan's clusters that have open pairs and of which the caller sees every lead. Refuses `cursor.invalid`. */
export async function listClusters(
  tx: Tx,
  caller: Caller,
  { scanId, cursor, limit, now }: ClusterQuery,
): Promise<Page<Omit<HeldCluster, 'leadIds'> & { leads: LeadRow[] }>> {
  const scope = await scopeOf(tx, caller, now)
  const after = cursor === undefined ? -1 : readMark(cursor).at
  const found = await rows(
    tx,
    sql<HeldCluster>`select p.cluster, min(p.probability) as probability,
        array_agg(p.pair_id order by p.probability desc, p.pair_id) as pair_ids,
        (select array_agg(distinct lead_id) from unnest(array_agg(p.lead_a) || array_agg(p.lead_b)) lead_id) as lead_ids
      from match_pair p
      where p.org_id = ${tx.orgId} and p.scan_id = ${scanId} and p.cluster > ${after} and p.state = 'open'
      group by p.cluster having bool_and(${bothSeen(tx, scope)}) order by p.cluster limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  const leads = await leadsById(
    tx,
    scope,
    page.flatMap(({ leadIds }) => leadIds),
  )
  const last = page.at(-1)
  return {
    items: page.map(({ leadIds, ...each }) => ({
      ...each,
      leads: leadIds.map((leadId) => leads.get(leadId)!),
    })),
    next: found.length > limit && last ? writeMark({ at: last.cluster, id: scanId }) : null,
  }
}

/** Where a page ended. */
interface Mark {
  readonly at: number
  readonly id: string
}

function writeMark({ at, id }: Mark): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function readMark(cursor: string): Mark {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown]
    if (typeof at === 'number' && typeof id === 'string' && uuid.test(id)) return { at, id }
  } catch {
    // told below
  }
  throw refuse('cursor.invalid')
}
