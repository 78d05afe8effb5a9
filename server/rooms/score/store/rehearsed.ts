import { type RawBuilder, sql } from 'kysely'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { factsAndKnown } from '../../../lead/known.ts'
import type { PastLead, Place } from './history.ts'

/** Past arrivals a preview looks at: the newest so many. */
export const MOST = 100_000

/** An open lead with the properties that were asked. */
export type OpenRow = LeadFacts & {
  readonly leadId: string
  readonly holderKind: string
  readonly holderId: string | null
}

/** A page of open leads in the order of their ids, with no more of them than is asked. */
export function openLeads(
  tx: Tx,
  { after, limit, properties }: { after: string | null; limit: number; properties: readonly string[] },
): Promise<OpenRow[]> {
  const { select, from } = factsAndKnown([...properties, 'holderKind', 'holderId'])
  const behind = after ? sql`and lead_id > ${after}` : sql``
  return rows(
    tx,
    sql<OpenRow>`select ${select} from ${from}
      where lead.org_id = ${tx.orgId} and holder_kind <> 'closed' ${behind} order by lead_id limit ${limit}`,
  )
}

/** What came in since a moment and is neither merged away nor erased. */
const arrived = (tx: Tx, since: Date): RawBuilder<boolean> => sql<boolean>`lead.org_id = ${tx.orgId}
  and arrived_at >= ${since} and closed_as is distinct from 'merged' and closed_as is distinct from 'erased'`

export interface Counted {
  readonly open: number
  readonly arrived: number
}

/** How many leads are open, and how many arrivals are looked at. */
export async function countRehearsed(tx: Tx, since: Date): Promise<Counted> {
  const counted = await one(
    tx,
    sql<Counted>`select
      (select count(*) from lead where org_id = ${tx.orgId} and holder_kind <> 'closed')::int as open,
      (select count(*) from (select from lead where ${arrived(tx, since)} limit ${MOST}) as counted)::int as arrived`,
  )
  return counted ?? { open: 0, arrived: 0 }
}

/** A past arrival with what it is told apart by. */
export interface ArrivedRow extends PastLead {
  readonly closedAs: string | null
  readonly channel: string
  /** Who has it, or had it last; null where nobody ever did. */
  readonly worker: string | null
}

/** A page of arrivals, the newest first. */
export function arrivedLeads(
  tx: Tx,
  { since, behind, limit }: { since: Date; behind: Place | null; limit: number },
): Promise<ArrivedRow[]> {
  const after = behind
    ? sql`and (arrived_at, lead_id) < (${behind.arrivedAt}::timestamptz, ${behind.leadId}::uuid)`
    : sql``
  return rows(
    tx,
    sql<ArrivedRow>`select lead.lead_id, lead.person_id, lead.stage, lead.stage_at, lead.closed_as, lead.arrived_at,
        lead.source_id, lead.external_id, lead.door, lead.name, lead.region, lead.company, lead.credit_code, lead.title,
        lead.phone, lead.email, lead.wechat, lead.address, lead.need, lead.note, lead.attrs, source.channel,
        (select customer.customer_id from customer where customer.org_id = lead.org_id
          and customer.customer_id = lead.customer_id and customer.created_at <= lead.arrived_at) as customer_id,
        coalesce(case when lead.holder_kind = 'rep' then lead.holder_id end,
          (select c.user_id from lead_collaborator c where c.org_id = lead.org_id and c.lead_id = lead.lead_id
            order by c.at desc limit 1)) as worker
      from lead join source on source.org_id = lead.org_id and source.source_id = lead.source_id
      where ${arrived(tx, since)} ${after} order by arrived_at desc, lead_id desc limit ${limit}`,
  )
}

/** The team each rep is in; of several the one they do not lead, else the first. */
export async function teamsOf(tx: Tx): Promise<Map<string, string>> {
  const found = await rows(
    tx,
    sql<{ userId: string; teamId: string }>`select distinct on (user_id) user_id, team_id from team_member
      where org_id = ${tx.orgId} order by user_id, leads, team_id`,
  )
  return new Map(found.map(({ userId, teamId }) => [userId, teamId]))
}
