import { type RawBuilder, sql } from 'kysely'
import type { HolderKind, LeadRow } from '../../contract/lead.ts'
import { rowsAfresh, type Tx } from '../db/db.ts'
import type { UserCaller } from '../people/caller.ts'
import type { Sight } from '../people/scope.ts'
import { anyOf, type Asked, readAsked } from './asked.ts'
import { find } from './find.ts'
import { readRows } from './rows.ts'
import { forSight, fullPhone, keyedBy, patternsOf } from './wanted.ts'

interface Search {
  readonly q: string
  readonly limit: number
  readonly now: Date
}

interface Found {
  readonly items: LeadRow[]
  /** Who has a lead outside the caller's scope with the very phone that was typed. */
  readonly exists: { holderKind: HolderKind; holderName: string | null } | null
}

/**
 * The leads in the caller's scope that were probably meant: first by the very phone or address, then by name, then by
 * company, the newest first among equals; when thousands fit, just the newest.
 */
export async function search(tx: Tx, caller: UserCaller, { q, limit, now }: Search): Promise<Found> {
  const asked = await readAsked(tx, caller, { query: { q }, lang: caller.lang, now })
  const leadIds = asked.broad ? await newest(tx, asked, limit) : await ranked(tx, asked, { q, limit })
  const phone = fullPhone(q)
  return {
    items: await readRows(tx, leadIds, asked),
    exists: phone && !asked.scope.all ? await existing(tx, phone, asked) : null,
  }
}

async function newest(tx: Tx, asked: Asked, limit: number): Promise<readonly string[]> {
  return (await find(tx, asked, { sort: 'arrivedAt', order: 'desc', after: undefined, limit })).leadIds
}

async function ranked(
  tx: Tx,
  { grounds }: Asked,
  { q, limit }: { q: string; limit: number },
): Promise<string[]> {
  const patterns = patternsOf(q)
  const hits = (sight: Sight) => keyedBy(tx, forSight(patterns, sight))
  const heaps = [...Map.groupBy(grounds, ({ sight }) => sight)].map(
    ([sight, theirs]) => sql`(select lead.lead_id, lead.arrived_at, hit.rank
      from (select lead_id, min(rank) as rank from (${hits(sight)}) hit group by lead_id offset 0) hit
      cross join lateral ${oneByOne(tx, sql`hit.lead_id`)} lead
      where ${anyOf(theirs, () => sql<boolean>`true`)})`,
  )
  if (heaps.length === 0) return []
  const found = await rowsAfresh(
    tx,
    sql<{ leadId: string }>`select lead_id from (${sql.join(heaps, sql` union all `)}) found
      order by rank, arrived_at desc, lead_id desc limit ${limit}`,
  )
  return found.map(({ leadId }) => leadId)
}

// Fenced: the planner takes a key to stand for hundreds of leads, and would rather read them all than look up one.
function oneByOne(tx: Tx, leadId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select * from lead where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} offset 0)`
}

/** Only that it is here, and with whom, so that nobody works it twice. */
async function existing(tx: Tx, phone: string, { grounds }: Asked) {
  const [found] = await rowsAfresh(
    tx,
    sql<NonNullable<Found['exists']>>`
      select lead.holder_kind, coalesce(member.name, pool.name) as holder_name
      from lead_key k
      cross join lateral ${oneByOne(tx, sql`k.lead_id`)} lead
      left join member on member.org_id = lead.org_id and member.user_id = lead.holder_id
      left join pool on pool.org_id = lead.org_id and pool.pool_id = lead.holder_id
      where k.org_id = ${tx.orgId} and k.key = ${phone} and not ${anyOf(grounds, () => sql<boolean>`true`)}
      order by lead.holder_kind = 'closed', lead.arrived_at desc limit 1`,
  )
  return found ?? null
}
