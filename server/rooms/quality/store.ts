import { sql } from 'kysely'
import type { SourceGate } from '../../../contract/quality.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { Counts, Fault } from './decide.ts'

export interface State {
  readonly sourceId: string
  readonly gate: SourceGate | null
  readonly pausedAt: Date | null
  readonly pausedBy: string | null
  readonly why: Fault | null
  readonly countsFrom: Date
}

const columns = sql.raw('source_id, body as gate, paused_at, paused_by, why, counts_from')

/** The sources that are paused, or may be paused by themselves, with how many leads they keep back. */
export async function listStates(tx: Tx): Promise<(State & { held: number })[]> {
  return rows(
    tx,
    sql<State & { held: number }>`select ${columns},
        (select count(*)::int from quarantine where quarantine.org_id = source_gate.org_id
          and quarantine.source_id = source_gate.source_id and paused) as held
      from source_gate where org_id = ${tx.orgId} and (body is not null or paused_at is not null)
      order by source_id`,
  )
}

/** How a source in use stands, its row locked; a source nobody has said anything of never was paused. Undefined: there is none. */
export async function lockState(tx: Tx, sourceId: string): Promise<State | undefined> {
  await rows(
    tx,
    sql`insert into source_gate (org_id, source_id, counts_from)
      select org_id, source_id, created_at from source
      where org_id = ${tx.orgId} and source_id = ${sourceId} and archived_at is null
      on conflict do nothing`,
  )
  return one(
    tx,
    sql<State>`select ${columns} from source_gate
      where org_id = ${tx.orgId} and source_id = ${sourceId} for update`,
  )
}

/** Ids of the sources that are to be looked at: those with a gate. */
export async function watched(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ sourceId: string }>`select source_id from source_gate join source using (org_id, source_id)
      where org_id = ${tx.orgId} and body is not null and archived_at is null order by source_id`,
  )
  return found.map(({ sourceId }) => sourceId)
}

/** Writes how a source stands. */
export async function keepState(tx: Tx, state: State): Promise<void> {
  await rows(
    tx,
    sql`update source_gate set body = ${state.gate && JSON.stringify(state.gate)}::jsonb,
        paused_at = ${state.pausedAt}, paused_by = ${state.pausedBy},
        why = ${state.why && JSON.stringify(state.why)}::jsonb, counts_from = ${state.countsFrom}
      where org_id = ${tx.orgId} and source_id = ${state.sourceId}`,
  )
}

/** What a source is called. */
export async function nameOf(tx: Tx, sourceId: string): Promise<string> {
  const source = await one(
    tx,
    sql<{
      name: string
    }>`select name from source where org_id = ${tx.orgId} and source_id = ${sourceId}`,
  )
  return source?.name ?? ''
}

const DAY = 86_400_000
/** More arrivals than this tell nothing more. */
const MOST = 10_000

/**
 * How the last arrivals of a source fare, since `countsFrom` and within the gate's window. Incomplete: kept back or
 * refused for what they lack, of all that were judged. Duplicate: of a person who is held, of all that were decided; the
 * same touch delivered again is neither. Nobody verifies what arrives yet, so of the unreachable nothing is known.
 */
export async function countLast(
  tx: Tx,
  { sourceId, countsFrom }: Pick<State, 'sourceId' | 'countsFrom'>,
  { window, now }: Pick<SourceGate, 'window'> & { now: Date },
): Promise<Counts> {
  const days = window.kind === 'days' ? new Date(now.getTime() - window.many * DAY) : countsFrom
  const from = days > countsFrom ? days : countsFrom
  const most = window.kind === 'arrivals' ? window.many : MOST
  // Ids rise with time, so those before the window are not even read; an id may be a moment older than its arrival.
  const first = uuidv7(from.getTime() - 1000)
  const found = await one(
    tx,
    sql<{ judged: number; incomplete: number; decided: number; duplicate: number }>`
      with last as (
        select status, reasons from arrival
        where org_id = ${tx.orgId} and source_id = ${sourceId} and arrival_id >= ${first}
          and received_at >= ${from} and status <> 'undecided'
        order by arrival_id desc limit ${most}
      ), told as (
        select status, coalesce(reasons -> 0 ->> 'code', '') as first,
          reasons @? '$[*] ? (@.code starts with "match.")' as known
        from last
      )
      select count(*) filter (where status in ('created', 'quarantined', 'rejected'))::int as judged,
        count(*) filter (where status in ('quarantined', 'rejected') and first not like 'source.%')::int as incomplete,
        count(*)::int as decided,
        count(*) filter (where known or status in ('merged', 'duplicate'))::int as duplicate
      from told where first <> 'match.same_external_id'`,
  )
  const { judged = 0, incomplete = 0, decided = 0, duplicate = 0 } = found ?? {}
  return {
    incomplete: { many: incomplete, of: judged },
    duplicate: { many: duplicate, of: decided },
    unreachable: { many: 0, of: 0 },
  }
}
