import { sql } from 'kysely'
import { ESCALATED, OVERDUE, REMINDED, type Told, toldBy } from '../../contract/valuing/deadline.ts'
import { rows, type Tx } from '../db/db.ts'
import { managersOver, staffOf } from '../people/staff.ts'
import { deliverOutbox, keepOutbox, type Notice, notify } from './announce.ts'
import { readPriority } from './priority.ts'

/** Priority leads that are told of in one transaction. */
const AT_ONCE = 500
/** More of one kind at once reach somebody as one notice. */
const APART = 5

interface Late extends Told {
  readonly priorityId: string
  readonly leadId: string
  /** The rep who has it; null while nobody has. */
  readonly holderId: string | null
  readonly poolId: string | null
}

interface Telling {
  readonly late: Late
  readonly told: Told
}

/**
 * Tells of priority leads that nobody has followed up: their holder when the deadline comes near, the managers of the holder's
 * teams when it has passed, then admins, then all of them again and again. The notices are rows of the transaction that moves
 * the next telling on, so each is told once, whoever asks and whoever is killed. Returns how many leads were told of.
 */
export async function tellPriorities(tx: Tx, now: Date, most = AT_ONCE): Promise<number> {
  const inForce = await readPriority(tx)
  if (!inForce) return 0
  const late = await rows(
    tx,
    sql<Late>`
      with due as (
        select priority_id, lead_id, due_at, next_at, step from priority
        where org_id = ${tx.orgId} and next_at <= ${now} order by next_at, priority_id limit ${most} for update skip locked
      )
      select due.*, case when holder_kind = 'rep' then holder_id end as holder_id,
        case when holder_kind = 'pool' then holder_id end as pool_id
      from due join lead on lead.org_id = ${tx.orgId} and lead.lead_id = due.lead_id order by due.next_at, due.priority_id`,
  )
  const tellings = late.flatMap((each): Telling[] => {
    const told = toldBy(each, inForce.rules, { now, zone: inForce.zone })
    return told ? [{ late: each, told }] : []
  })
  if (tellings.length === 0) return 0
  await moveOn(tx, tellings)
  await keepOutbox(
    tx,
    'lead.priority_overdue',
    tellings.filter(({ told }) => told.step >= OVERDUE).map(({ late: { leadId } }) => leadId),
    now,
  )
  await notify(tx, await noticesOf(tx, tellings), now)
  await deliverOutbox(tx)
  return tellings.length
}

async function moveOn(tx: Tx, tellings: readonly Telling[]): Promise<void> {
  const asked = tellings.map(({ late, told }) => ({
    priority_id: late.priorityId,
    step: Math.min(told.step, 1000),
    next_at: told.nextAt,
  }))
  await rows(
    tx,
    sql`update priority set step = told.step, next_at = told.next_at
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as told (priority_id uuid, step smallint, next_at timestamptz)
      where priority.org_id = ${tx.orgId} and priority.priority_id = told.priority_id`,
  )
}

async function noticesOf(tx: Tx, tellings: readonly Telling[]): Promise<Notice[]> {
  const holders = tellings.flatMap(({ late }) => late.holderId ?? [])
  const pools = tellings.flatMap(({ late }) => late.poolId ?? [])
  const [managers, all, admins] = [
    await managersOver(tx, { holders, pools }),
    await staffOf(tx, ['manager', 'admin']),
    await staffOf(tx, ['admin']),
  ]
  const notices = tellings.flatMap(({ late, told }): Notice[] => {
    const kind = told.step === REMINDED ? 'soon' : told.step < ESCALATED ? 'overdue' : 'escalated'
    const over = managers.get(late.holderId ?? late.poolId ?? '') ?? (late.holderId ? admins : all)
    const to = [
      ...(late.holderId ? [late.holderId] : over),
      ...(told.step >= OVERDUE ? over : []),
      ...(told.step >= ESCALATED ? admins : []),
    ]
    return [...new Set(to)].map((userId) => ({
      userId,
      kind: `priority.${kind}`,
      leadId: late.leadId,
      data: { dueAt: late.dueAt, held: late.holderId !== null },
    }))
  })
  return [...Map.groupBy(notices, ({ userId, kind }) => `${userId} ${kind}`).values()].flatMap(fewOf)
}

function fewOf(theirs: readonly Notice[]): readonly Notice[] {
  const [first] = theirs
  if (!first || theirs.length <= APART) return theirs
  const { userId, kind } = first
  return [
    { userId, kind: kind.replace('priority', 'priorities'), leadId: null, data: { count: theirs.length } },
  ]
}
