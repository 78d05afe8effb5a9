import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

/** Somebody who may meet themselves further up a chain of referrers. */
interface Asked {
  /** The caller's own name for the lead. */
  readonly ref: string
  readonly referrerId: string
  /** Exact keys of the lead. */
  readonly keys: readonly string[]
  readonly customerId: string | null
  readonly leadIds: readonly string[]
}

/** How long a chain of referrers is followed: a ring of more people is nobody's trick. */
const LONGEST = 20

/**
 * How far above a lead, among those who referred its referrer and who referred them, the lead itself is met: 1 where its
 * referrer is itself. Followed for twenty steps; what is not in the answer met nobody.
 */
export async function ringsOf(tx: Tx, asked: readonly Asked[]): Promise<Map<string, number>> {
  if (asked.length === 0) return new Map()
  const list = asked.map(({ ref, referrerId, keys, customerId, leadIds }) => ({
    ref,
    referrer_id: referrerId,
    keys,
    customer_id: customerId,
    lead_ids: leadIds,
  }))
  const found = await rows(
    tx,
    sql<{ ref: string; referrerId: string; depth: number }>`
      with recursive asked as (
        select * from jsonb_to_recordset(${JSON.stringify(list)}::jsonb)
          as a (ref text, referrer_id uuid, keys text[], customer_id uuid, lead_ids uuid[])
      ), up as (
        select ref, referrer_id as first, referrer_id, 1 as depth from asked
        union
        select up.ref, up.first, above.referrer_id, up.depth + 1 from up
        cross join lateral (
          select r.lead_id from referrer r
            where r.org_id = ${tx.orgId} and r.referrer_id = up.referrer_id and r.lead_id is not null
          union
          select l.lead_id from referrer r
            join lead l on l.org_id = r.org_id and l.customer_id = r.customer_id
            where r.org_id = ${tx.orgId} and r.referrer_id = up.referrer_id
          union
          select k.lead_id from referrer_key own
            join lead_key k on k.org_id = own.org_id and k.key = own.key
            where own.org_id = ${tx.orgId} and own.referrer_id = up.referrer_id and own.key !~ '^n:'
        ) theirs
        join lead_referral above on above.org_id = ${tx.orgId} and above.lead_id = theirs.lead_id
          and above.counts and above.state <> 'refused'
        where up.depth < ${LONGEST}
      )
      select up.ref, up.first as referrer_id, min(up.depth)::int as depth from up
      join asked on asked.ref = up.ref and asked.referrer_id = up.first
      join referrer r on r.org_id = ${tx.orgId} and r.referrer_id = up.referrer_id
      where r.customer_id = asked.customer_id or r.lead_id = any(asked.lead_ids)
        or exists (select from referrer_key k where k.org_id = r.org_id and k.referrer_id = r.referrer_id
          and k.key !~ '^n:' and k.key = any(asked.keys))
      group by up.ref, up.first`,
  )
  return new Map(found.map(({ ref, referrerId, depth }) => [`${ref} ${referrerId}`, depth]))
}

/** A lead as far as its referral is judged by it. */
export interface Judged {
  readonly leadId: string
  readonly company: string | null
  readonly customerId: string | null
  readonly holderKind: string
  readonly holderId: string | null
  readonly customerHolder: string | null
  readonly mergedInto: string | null
  readonly keys: readonly string[]
  readonly leadIds: readonly string[]
}

/** Leads with their exact keys and those merged into them. */
export async function judgedLeads(tx: Tx, leadIds: readonly string[]): Promise<Judged[]> {
  return rows(
    tx,
    sql<Judged>`select l.lead_id, l.company, l.customer_id, l.holder_kind, l.holder_id, l.merged_into,
        c.holder_id as customer_holder,
        array(select k.key from lead_key k where k.org_id = l.org_id and k.lead_id = l.lead_id and k.key ~ '^[pew]:') as keys,
        array(select l.lead_id union select m.lead_id from lead m where m.org_id = l.org_id and m.merged_into = l.lead_id) as lead_ids
      from lead l left join customer c on c.org_id = l.org_id and c.customer_id = l.customer_id
      where l.org_id = ${tx.orgId} and l.lead_id = any(${[...leadIds]}::uuid[])`,
  )
}
