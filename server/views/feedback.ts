import { sql } from 'kysely'
import type { z } from 'zod'
import type { listFeedback } from '../../contract/score-feedback.ts'
import { rows, type Tx } from '../db/db.ts'
import type { Caller } from '../people/caller.ts'
import { type Scope, scopeOf, scopeWhere, sightSql } from '../people/scope.ts'

type Query = z.output<NonNullable<typeof listFeedback.query>>
type Reply = z.output<typeof listFeedback.reply>
type Item = Reply['items'][number]

const MOST = 100

/** What reps say of the scores of leads in the caller's scope: counted, and the newest remarks that fit. */
export async function readFeedbackList(
  tx: Tx,
  caller: Caller,
  { query, now }: { readonly query: Query; readonly now: Date },
): Promise<Reply> {
  const scope = await scopeOf(tx, caller, now)
  const asked = { scope, query }
  return { ...(await counts(tx, asked)), items: await items(tx, asked) }
}

interface Asked {
  readonly scope: Scope
  readonly query: Query
}

/** Remarks in scope that were not withdrawn; open ones alone unless all are wanted. */
function said(tx: Tx, { scope, query }: Asked) {
  const open = query.state === 'open' ? sql`and f.answered_version is null` : sql``
  return sql`score_feedback f
    join lead on lead.org_id = f.org_id and lead.lead_id = f.lead_id and ${scopeWhere(scope)}
    where f.org_id = ${tx.orgId} and f.withdrawn_at is null ${open}`
}

interface Count {
  readonly what: 'all' | 'criterion' | 'reason' | 'version'
  readonly key: string
  readonly high: number
  readonly low: number
}

async function counts(tx: Tx, asked: Asked): Promise<Omit<Reply, 'items'>> {
  const found = await rows(
    tx,
    sql<Count>`
      with said as (select f.direction, f.reason, f.misled, f.said_version from ${said(tx, asked)}),
      told as (
        select 'all' as what, '' as key, direction from said
        union all select 'criterion', criterion, direction from said cross join unnest(said.misled) criterion
        union all select 'reason', reason, direction from said
        union all select 'version', said_version::text, direction from said
      )
      select what, key, count(*) filter (where direction = 'high')::int as high,
        count(*) filter (where direction = 'low')::int as low
      from told group by what, key order by count(*) desc, key`,
  )
  const of = (what: Count['what']) => found.filter((each) => each.what === what)
  const all = of('all')[0]
  return {
    total: (all?.high ?? 0) + (all?.low ?? 0),
    criteria: of('criterion').map(({ key, high, low }) => ({ id: key, high, low })),
    reasons: of('reason').map(({ key, high, low }) => ({ reason: key as Item['reason'], high, low })),
    versions: of('version')
      .map(({ key, high, low }) => ({ version: Number(key), high, low }))
      .toSorted((a, b) => b.version - a.version),
  }
}

type Read = Omit<Item, 'by' | 'lead'> & {
  readonly byUser: string
  readonly byName: string
  readonly sight: string
  readonly head: string
  readonly name: string | null
  readonly company: string | null
}

async function items(tx: Tx, asked: Asked): Promise<Item[]> {
  const { reason = null, criterion = null, version = null } = asked.query
  const found = await rows(
    tx,
    sql<Read>`select f.feedback_id, f.lead_id, f.direction, f.reason, f.misled, f.note, f.score, f.grade,
        f.said_version as version, f.said_at, f.answered_version, f.by_user,
        (select coalesce(member.name, '') from member where member.org_id = f.org_id and member.user_id = f.by_user) as by_name,
        ${sightSql(asked.scope)} as sight, coalesce(lead.merged_into, lead.lead_id) as head, lead.name, lead.company
      from ${said(tx, asked)}
        and (${reason}::text is null or f.reason = ${reason})
        and (${criterion}::text is null or ${criterion} = any(f.misled))
        and (${version}::int is null or f.said_version = ${version})
      order by f.said_at desc, f.feedback_id desc limit ${MOST}`,
  )
  return found.map(({ byUser, byName, sight, head, name, company, ...held }) => ({
    ...held,
    by: { id: byUser, name: byName ?? '' },
    note: sight === 'full' ? held.note : null,
    lead: { leadId: head, name, company },
  }))
}
