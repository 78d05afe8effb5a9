import { sql } from 'kysely'
import type { MoveFrom, moveStates, MoveTo } from '../../../contract/move.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import type { Going, Movable, Plan } from './decide.ts'

/** What was asked for, without the leads themselves. */
export interface Wish {
  readonly from: MoveFrom
  readonly to?: MoveTo | undefined
}

/** A known customer that went along with a book. */
export interface Along {
  readonly customerId: string
  readonly from: string
  readonly to: string | null
}

export interface MoveRow {
  readonly moveId: string
  readonly byUser: string
  readonly at: Date
  readonly wish: Wish
  readonly reason: string | null
  readonly state: (typeof moveStates)[number]
  readonly total: number
  readonly moved: number
  readonly refused: number
  readonly returned: number
  readonly customers: readonly Along[]
  readonly endedAt: Date | null
}

/** A lead of a move: where it was, where it goes; once moved, where it went. */
export interface Item {
  readonly position: number
  readonly leadId: string
  readonly version: number
  readonly fromKind: Movable['holderKind']
  readonly fromId: string | null
  readonly toKind: 'rep' | 'pool' | 'rules'
  readonly toId: string | null
}

type Begun = Pick<MoveRow, 'moveId' | 'byUser' | 'at' | 'wish' | 'reason' | 'customers'>

/** Writes a move that begins, with all its leads; `held` says who has them, and what is not there is refused at once. */
export async function begin(
  tx: Tx,
  move: Begun,
  { plan, held }: { plan: Pick<Plan, 'targets' | 'leads'>; held: ReadonlyMap<string, Movable> },
): Promise<void> {
  const items = plan.leads.map((going, i) => itemRow(tx.orgId, move.moveId, { going, i, plan, held }))
  const refused = items.filter(([state]) => state === 'refused').length
  await insertRows(
    tx,
    'lead_move',
    ['org_id', 'move_id', 'by_user', 'at', 'wish', 'reason', 'state', 'total', 'refused', 'customers'],
    [
      [
        tx.orgId,
        move.moveId,
        move.byUser,
        move.at,
        move.wish,
        move.reason,
        'running',
        items.length,
        refused,
        move.customers,
      ],
    ],
  )
  await insertRows(
    tx,
    'lead_move_item',
    [
      'state',
      'code',
      'org_id',
      'move_id',
      'position',
      'lead_id',
      'version',
      'from_kind',
      'from_id',
      'to_kind',
      'to_id',
    ],
    items,
  )
}

interface Placed {
  readonly going: Going
  readonly i: number
  readonly plan: Pick<Plan, 'targets'>
  readonly held: ReadonlyMap<string, Movable>
}

function itemRow(orgId: string, moveId: string, { going, i, plan, held }: Placed): unknown[] {
  const [leadId, version, place] = going
  const lead = held.get(leadId)
  const target = plan.targets[place]!
  const code = lead
    ? lead.seen
      ? lead.version === version
        ? null
        : 'move.changed'
      : 'move.unseen'
    : 'move.unseen'
  return [
    code ? 'refused' : 'waiting',
    code,
    orgId,
    moveId,
    i,
    leadId,
    version,
    lead?.holderKind ?? 'closed',
    lead?.holderId ?? null,
    target.kind,
    target.id,
  ]
}

const columns = sql.raw(
  'move_id, by_user, at, wish, reason, state, total, moved, refused, returned, customers, ended_at',
)

/** A move, locked; undefined when there is none. */
export async function lockMove(tx: Tx, moveId: string): Promise<MoveRow | undefined> {
  return one(
    tx,
    sql<MoveRow>`select ${columns} from lead_move where org_id = ${tx.orgId} and move_id = ${moveId} for update`,
  )
}

/** Moves, newest first: one by its id, or those since a moment; of one mover, or of all. */
export async function readMoves(
  tx: Tx,
  { moveId, since, byUser }: { moveId?: string; since?: Date; byUser: string | null },
): Promise<MoveRow[]> {
  return rows(
    tx,
    sql<MoveRow>`select ${columns} from lead_move
      where org_id = ${tx.orgId} and (${moveId ?? null}::uuid is null or move_id = ${moveId ?? null})
        and (${since ?? null}::timestamptz is null or at >= ${since ?? null})
        and (${byUser}::uuid is null or by_user = ${byUser})
      order by at desc, move_id desc limit 50`,
  )
}

/** The next leads of a move that are in a state, in their order. */
export async function nextItems(
  tx: Tx,
  moveId: string,
  { state, most }: { state: 'waiting' | 'moved'; most: number },
): Promise<Item[]> {
  return rows(
    tx,
    sql<Item>`select position, lead_id, version, from_kind, from_id, to_kind, to_id from lead_move_item
      where org_id = ${tx.orgId} and move_id = ${moveId} and state = ${state} order by position limit ${most}`,
  )
}

/** Notes what became of leads of a move; of those that moved, where they are and in which version. */
export async function keepItems(
  tx: Tx,
  moveId: string,
  outcomes: readonly {
    position: number
    state: 'moved' | 'refused' | 'back' | 'kept'
    code: string | null
  }[],
): Promise<void> {
  await rows(
    tx,
    sql`update lead_move_item as item set state = new.state, code = new.code,
        version = case when new.state = 'moved' then lead.version else item.version end,
        to_kind = case when new.state = 'moved' then lead.holder_kind else item.to_kind end,
        to_id = case when new.state = 'moved' then lead.holder_id else item.to_id end
      from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as new (position integer, state text, code text)
      join lead_move_item held on held.org_id = ${tx.orgId} and held.move_id = ${moveId} and held.position = new.position
      left join lead on lead.org_id = ${tx.orgId} and lead.lead_id = held.lead_id
      where item.org_id = ${tx.orgId} and item.move_id = ${moveId} and item.position = new.position`,
  )
}

/** Moves a run on. */
export async function advance(
  tx: Tx,
  moveId: string,
  by: Partial<Pick<MoveRow, 'moved' | 'refused' | 'returned'>>,
): Promise<void> {
  await rows(
    tx,
    sql`update lead_move set moved = moved + ${by.moved ?? 0}, refused = refused + ${by.refused ?? 0},
        returned = returned + ${by.returned ?? 0}
      where org_id = ${tx.orgId} and move_id = ${moveId}`,
  )
}

/** Sets how a move stands; `endedAt` where it is over. */
export async function setState(
  tx: Tx,
  moveId: string,
  { state, endedAt }: { state: MoveRow['state']; endedAt: Date | null },
): Promise<void> {
  await rows(
    tx,
    sql`update lead_move set state = ${state}, ended_at = ${endedAt}
      where org_id = ${tx.orgId} and move_id = ${moveId}`,
  )
}

/** The moves that run. */
export async function running(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ moveId: string }>`select move_id from lead_move
      where org_id = ${tx.orgId} and state in ('running', 'undoing') order by at`,
  )
  return found.map(({ moveId }) => moveId)
}

/** Who got and who lost how many of the leads of a move that are in a state. */
export async function changesOf(
  tx: Tx,
  moveId: string,
  state: 'moved' | 'back',
): Promise<{ userId: string; got: number; lost: number }[]> {
  const theirs = sql`from lead_move_item where org_id = ${tx.orgId} and move_id = ${moveId} and state = ${state}`
  return rows(
    tx,
    sql<{ userId: string; got: number; lost: number }>`
      select user_id, sum(got)::int as got, sum(lost)::int as lost from (
        select to_id as user_id, count(*) as got, 0 as lost ${theirs} and to_kind = 'rep' group by to_id
        union all
        select from_id, 0, count(*) ${theirs} and from_kind = 'rep' group by from_id
      ) change group by user_id`,
  )
}

/** Who got how many, and why the others were not moved or given back. */
export async function outcomesOf(
  tx: Tx,
  moveId: string,
): Promise<
  { state: string; code: string | null; kind: string; id: string | null; count: number; leadIds: string[] }[]
> {
  return rows(
    tx,
    sql<{
      state: string
      code: string | null
      kind: string
      id: string | null
      count: number
      leadIds: string[]
    }>`
      select state, code, case when code is null then to_kind else '' end as kind,
        case when code is null then to_id end as id, count(*)::int as count,
        (array_agg(lead_id order by position))[1:5] as lead_ids
      from lead_move_item where org_id = ${tx.orgId} and move_id = ${moveId}
      group by 1, 2, 3, 4 order by count desc`,
  )
}
