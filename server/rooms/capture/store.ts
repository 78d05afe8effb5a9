import { sql } from 'kysely'
import type { Outcome } from '../../../contract/capture.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { insertRows } from '../../db/write.ts'
import { newSealingKey, seal, unseal } from '../../lead/seal.ts'
import type { Because, Incoming, Result, Unread } from './decide.ts'

/** An arrival with what became of it, ready for the journal. */
export interface Decided extends Kept {
  readonly incoming: Incoming
}

interface Kept {
  readonly incoming: Omit<Incoming, 'sourceId' | 'raw'> & Pick<Unread, 'sourceId' | 'raw'>
  readonly status: Outcome
  readonly leadId: string | null
  readonly reasons: readonly Pick<Because, 'code' | 'field'>[]
  /** Whose key seals the raw body, and the key. */
  readonly personId: string
  readonly key: Buffer
}

const arrivalColumns = [
  ...'org_id arrival_id door source_id external_id person_id sealed touch actor_kind'.split(' '),
  ...'actor_id received_at decided_at status lead_id reasons import_id row_no'.split(' '),
]

/** Journals arrivals raw, with the decision on each: the body sealed with the person's key. */
export async function journal(tx: Tx, decided: readonly Decided[], now: Date): Promise<void> {
  const kept = decided.map((each) => {
    const { externalId, touch } = each.incoming.raw
    return arrivalRow(tx, each, { now, externalId, touch })
  })
  await insertRows(tx, 'arrival', arrivalColumns, kept)
}

/** Journals what no door could read, as rejected: each as it came, sealed with a key of its own. */
export async function journalUnread(tx: Tx, unread: readonly Unread[], now: Date): Promise<void> {
  const kept = unread.map((incoming) => ({
    incoming,
    status: 'rejected' as const,
    leadId: null,
    // A field or source that nobody knows is named by whoever sent it, perhaps after a person: that stands sealed only.
    reasons: incoming.reasons.map(({ code }) => ({ code })),
    personId: uuidv7(),
    key: newSealingKey(),
  }))
  await keepKeys(tx, new Map(kept.map(({ personId, key }) => [personId, key])))
  await insertRows(
    tx,
    'arrival',
    arrivalColumns,
    kept.map((each) => arrivalRow(tx, each, { now })),
  )
}

interface Open extends Pick<Incoming['raw'], 'externalId' | 'touch'> {
  readonly now: Date
}

function arrivalRow(tx: Tx, kept: Kept, { now, externalId = null, touch = {} }: Open): unknown[] {
  const { incoming, status, leadId, reasons, personId, key } = kept
  return [
    tx.orgId,
    incoming.arrivalId,
    incoming.door,
    incoming.sourceId,
    externalId,
    personId,
    seal(key, incoming.raw),
    touch,
    incoming.actor.kind,
    incoming.actor.id,
    incoming.receivedAt,
    status === 'undecided' ? null : now,
    status,
    leadId,
    reasons,
    incoming.importId ?? null,
    incoming.rowNo ?? null,
  ]
}

/** Keeps new persons' sealing keys. */
export async function keepKeys(tx: Tx, keys: ReadonlyMap<string, Buffer>): Promise<void> {
  await insertRows(
    tx,
    'person_key',
    ['org_id', 'person_id', 'sealing_key'],
    [...keys].map(([personId, key]) => [tx.orgId, personId, key]),
  )
}

/** The sealing keys of persons who are known; an erased person has none, so what comes next gets a new one. */
export async function readKeys(tx: Tx, personIds: readonly string[]): Promise<Map<string, Buffer>> {
  if (personIds.length === 0) return new Map()
  const held = await rows(
    tx,
    sql<{ personId: string; sealingKey: Buffer }>`select person_id, sealing_key from person_key
      where org_id = ${tx.orgId} and person_id = any(${personIds}::uuid[])`,
  )
  return new Map(held.map(({ personId, sealingKey }) => [personId, sealingKey]))
}

/** What a caller's idempotency key was used for. */
export interface Reserved {
  readonly bodyHash: Buffer
  readonly reply: readonly Result[] | null
}

const DAYS_KEPT = 7

/**
 * Takes an idempotency key for this transaction; returns undefined when it was free, else what it was used for.
 * Waits for a transaction that holds the key right now.
 */
export async function reserve(
  tx: Tx,
  asked: { caller: string; key: string; bodyHash: Buffer; now: Date },
): Promise<Reserved | undefined> {
  const taken = await one(
    tx,
    sql`insert into idempotency (org_id, caller, key, body_hash, created_at, expires_at)
      values (${tx.orgId}, ${asked.caller}, ${asked.key}, ${asked.bodyHash}, ${asked.now},
              ${asked.now}::timestamptz + make_interval(days => ${DAYS_KEPT}))
      on conflict do nothing returning 1 as taken`,
  )
  if (taken) return undefined
  return one(
    tx,
    sql<Reserved>`select body_hash, reply from idempotency
      where org_id = ${tx.orgId} and caller = ${asked.caller} and key = ${asked.key}`,
  )
}

/** Keeps the answer that a repeated request will get. */
export async function keepReply(
  tx: Tx,
  asked: { caller: string; key: string },
  reply: unknown,
): Promise<void> {
  await rows(
    tx,
    sql`update idempotency set reply = ${JSON.stringify(reply)}::jsonb
      where org_id = ${tx.orgId} and caller = ${asked.caller} and key = ${asked.key}`,
  )
}

/** Forgets up to `most` idempotency keys whose lifetime is over; returns how many. */
export async function forgetKeys(tx: Tx, now: Date, most: number): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from idempotency where (org_id, caller, key) in (
        select org_id, caller, key from idempotency
        where org_id = ${tx.orgId} and expires_at <= ${now} order by expires_at limit ${most})
      returning 1 as gone`,
  )
  return gone.length
}

/** Journals an arrival that deciding failed on, so that it is visible and tried again. */
export async function journalUndecided(
  tx: Tx,
  incoming: Incoming,
  { personId, error }: { personId: string; error: unknown },
): Promise<void> {
  const key = newSealingKey()
  await keepKeys(tx, new Map([[personId, key]]))
  // The error's own text may quote personal values, so only its kind is kept here; the log has the rest.
  const problem = { code: 'capture.undecided', problem: error instanceof Error ? error.name : 'unknown' }
  const decided = { incoming, status: 'undecided' as const, leadId: null, reasons: [], personId, key }
  await journal(tx, [decided], incoming.receivedAt)
  await rows(
    tx,
    sql`update arrival set reasons = ${JSON.stringify([problem])}::jsonb, tries = 1
      where org_id = ${tx.orgId} and arrival_id = ${incoming.arrivalId}`,
  )
}

/**
 * Undecided arrivals that are due for another try: ever later, fifty-odd on the first day, then one a day without end,
 * since somebody may mend the rule that fails. With their bodies, oldest first, locked; those another server is trying are skipped. What a rep
 * typed in is still theirs.
 */
export async function takeUndecided(tx: Tx, most: number): Promise<Incoming[]> {
  const found = await rows(
    tx,
    sql<ArrivalRow>`
      select arrival.*, person_key.sealing_key, typist.user_id as typist from arrival
      join person_key on person_key.org_id = arrival.org_id and person_key.person_id = arrival.person_id
      left join member typist on arrival.door = 'hand' and typist.org_id = arrival.org_id
        and typist.user_id = arrival.actor_id and typist.status = 'active' and 'rep' = any(typist.roles)
      where arrival.org_id = ${tx.orgId} and arrival.status = 'undecided'
        and arrival.received_at < now() - make_interval(
          secs => greatest(30 * arrival.tries * arrival.tries, 86400 * (arrival.tries - 53)))
      order by arrival.received_at limit ${most} for update of arrival skip locked`,
  )
  return found.map(incomingOf)
}

/** As it arrived; of an erased person nothing but that somebody did. */
function incomingOf(row: ArrivalRow): Incoming {
  return {
    arrivalId: row.arrivalId,
    door: row.door,
    sourceId: row.sourceId,
    raw: unseal(row.sealingKey, row.sealed) ?? {},
    receivedAt: row.receivedAt,
    actor: { kind: row.actorKind, id: row.actorId },
    ...(row.importId ? { importId: row.importId } : {}),
    ...(row.rowNo === null ? {} : { rowNo: row.rowNo }),
    ...(row.typist ? { holderId: row.typist } : {}),
  }
}

/** An arrival as it is journalled. */
export interface Journalled {
  readonly incoming: Incoming
  readonly status: Outcome
  readonly leadId: string | null
  readonly decidedAt: Date | null
}

const journalled = ({ status, leadId, decidedAt, ...row }: ArrivalRow): Journalled => ({
  incoming: incomingOf(row as ArrivalRow),
  status,
  leadId,
  decidedAt,
})

/** The last arrivals an import brought up to a row, the last row first, locked. */
export async function lastOfImport(
  tx: Tx,
  importId: string,
  { upTo, most }: { upTo: number; most: number },
): Promise<Journalled[]> {
  const found = await rows(
    tx,
    sql<ArrivalRow>`
      select arrival.*, person_key.sealing_key from arrival
      left join lateral (
        select sealing_key from person_key
        where org_id = ${tx.orgId} and person_id = arrival.person_id offset 0) person_key on true
      where arrival.org_id = ${tx.orgId} and arrival.import_id = ${importId} and arrival.row_no <= ${upTo}
      order by arrival.row_no desc limit ${most} for update of arrival`,
  )
  return found.map(journalled)
}

/** All that ever arrived of some leads. */
export async function arrivalsOf(tx: Tx, leadIds: readonly string[]): Promise<Journalled[]> {
  if (leadIds.length === 0) return []
  const found = await rows(
    tx,
    sql<ArrivalRow>`
      select arrival.*, person_key.sealing_key from arrival
      left join lateral (
        select sealing_key from person_key
        where org_id = ${tx.orgId} and person_id = arrival.person_id offset 0) person_key on true
      where arrival.org_id = ${tx.orgId} and arrival.lead_id = any(${leadIds}::uuid[])`,
  )
  return found.map(journalled)
}

/** Ends the trying of undecided arrivals, with the reason. */
export async function giveUp(
  tx: Tx,
  arrivalIds: readonly string[],
  { because, now }: { because: Because; now: Date },
): Promise<void> {
  if (arrivalIds.length === 0) return
  await rows(
    tx,
    sql`update arrival set status = 'rejected', decided_at = ${now}, reasons = ${JSON.stringify([because])}::jsonb
      where org_id = ${tx.orgId} and arrival_id = any(${arrivalIds}::uuid[]) and status = 'undecided'`,
  )
}

interface ArrivalRow {
  arrivalId: string
  door: Incoming['door']
  sourceId: string
  sealed: Buffer
  sealingKey: Buffer | null
  typist?: string | null
  receivedAt: Date
  decidedAt: Date | null
  status: Outcome
  leadId: string | null
  actorKind: Incoming['actor']['kind']
  actorId: string | null
  importId: string | null
  rowNo: number | null
}

/**
 * Removes an undecided arrival from the journal just before it is journalled again as decided, and the key that was
 * made for it alone: who it is gets decided too.
 */
export async function withdrawUndecided(tx: Tx, arrivalId: string): Promise<void> {
  await rows(
    tx,
    sql`with gone as (
        delete from arrival where org_id = ${tx.orgId} and arrival_id = ${arrivalId} and status = 'undecided'
        returning person_id
      )
      delete from person_key using gone
      where person_key.org_id = ${tx.orgId} and person_key.person_id = gone.person_id`,
  )
}

/** Counts another try that failed. */
export async function countTry(tx: Tx, arrivalId: string): Promise<void> {
  await rows(
    tx,
    sql`update arrival set tries = tries + 1 where org_id = ${tx.orgId} and arrival_id = ${arrivalId}`,
  )
}
