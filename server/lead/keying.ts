import { sql } from 'kysely'
import type pg from 'pg'
import { one, rows, type Tx } from '../db/db.ts'
import { addKeys } from './keyring.ts'
import { type KeyedLead, keysVersion, matchKeys, searchKeys } from './keys.ts'

/** How far an organisation's keys are those of this version of the code. */
export interface Keying {
  readonly version: number
  readonly stage: 'leads' | 'customers'
  /** The last one done of the stage. */
  readonly afterId: string | null
  readonly done: number
  /** Leads and customers there were when it began. */
  readonly total: number
  readonly finishedAt: Date | null
}

/** Whether keys of older code are held. Of newer code, which ran before a downgrade, they are left alone. */
export function isBehind(keying: Pick<Keying, 'version' | 'finishedAt'> | undefined): boolean {
  return !keying || keying.version < keysVersion || (keying.version === keysVersion && !keying.finishedAt)
}

/** How many leads and customers of all organisations are still to be done, as far as that has begun. */
export async function behind(pool: pg.Pool): Promise<number> {
  const { rows: found } = await pool.query<{ left: number }>(
    'select coalesce(sum(greatest(total - done, 0)), 0)::int as left from keying where finished_at is null',
  )
  return found[0]?.left ?? 0
}

export async function readKeying(tx: Tx): Promise<Keying | undefined> {
  return one(
    tx,
    sql<Keying>`select version, stage, after_id, done, total, finished_at from keying where org_id = ${tx.orgId}`,
  )
}

/** A new organisation's keys are all of this version. */
export async function beginKeying(tx: Tx, now: Date): Promise<void> {
  await rows(
    tx,
    sql`insert into keying (org_id, version, stage, done, total, started_at, finished_at)
      values (${tx.orgId}, ${keysVersion}, 'customers', 0, 0, ${now}, ${now}) on conflict do nothing`,
  )
}

/** Begins making keys anew, from the first lead on, and locks how far that is until the transaction ends. */
export async function restartKeying(tx: Tx, now: Date): Promise<Keying> {
  const [begun] = await rows(
    tx,
    sql<Keying>`insert into keying (org_id, version, stage, done, total, started_at)
      select ${tx.orgId}, ${keysVersion}, 'leads', 0,
        (select count(*) from lead where org_id = ${tx.orgId})
          + (select count(*) from customer where org_id = ${tx.orgId}), ${now}
      on conflict (org_id) do update set version = excluded.version, stage = 'leads', after_id = null, done = 0,
        total = excluded.total, started_at = excluded.started_at, finished_at = null
      returning version, stage, after_id, done, total, finished_at`,
  )
  return begun!
}

/** The same of one who goes on; undefined where nothing was begun. */
export async function lockKeying(tx: Tx): Promise<Keying | undefined> {
  return one(
    tx,
    sql<Keying>`select version, stage, after_id, done, total, finished_at from keying
      where org_id = ${tx.orgId} for update`,
  )
}

export async function moveKeying(tx: Tx, { stage, afterId, done, finishedAt }: Keying): Promise<void> {
  await rows(
    tx,
    sql`update keying set stage = ${stage}, after_id = ${afterId}, done = ${done}, finished_at = ${finishedAt}
      where org_id = ${tx.orgId}`,
  )
}

interface Row extends KeyedLead {
  readonly leadId: string
  readonly mergedInto: string | null
}

/**
 * Gives the leads behind `after` the keys that the code of today makes of them; those they have stay, for some are of what
 * no row tells (a second number of the same cell). One that was merged is found by its exact keys as its survivor. Leads
 * that an undone import withdrew keep none. Returns the last one's id and how many they were.
 */
export async function rekeyLeads(
  tx: Tx,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<{ last: string | null; count: number }> {
  // Nobody edits one meanwhile, or its old values' keys would come back.
  const leads = await rows(
    tx,
    sql<
      Row & { closedAs: string | null }
    >`select lead_id, merged_into, closed_as, source_id, external_id, name, company,
        phone, email, wechat, credit_code, address
      from lead where org_id = ${tx.orgId} and (${after}::uuid is null or lead_id > ${after}::uuid)
      order by lead_id limit ${most} for share`,
  )
  await addKeys(
    tx,
    leads
      .filter(({ closedAs }) => closedAs !== 'withdrawn')
      .map((lead) => ({
        leadId: lead.mergedInto ?? lead.leadId,
        keys: lead.mergedInto ? matchKeys(lead) : [...matchKeys(lead), ...searchKeys(lead)],
      })),
  )
  return { last: leads.at(-1)?.leadId ?? null, count: leads.length }
}
