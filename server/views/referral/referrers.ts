import { type RawBuilder, sql } from 'kysely'
import type { LeadReferral, ReferrerPage, ReferrerRow } from '../../../contract/referral.ts'
import { refuse } from '../../../contract/refusals.ts'
import { one, rows, rowsAfresh, type Tx } from '../../db/db.ts'
import { isUuid } from '../../db/id.ts'
import { folded, queryKeys } from '../../lead/keys.ts'
import type { Caller } from '../../people/caller.ts'
import { maskEmail, maskName, maskPhone } from '../../people/mask.ts'
import { type Scope, scopeOf, scopeWhere } from '../../people/scope.ts'
import { ofWhom, repOf } from '../../rooms/referral/store.ts'
import { type ReferralRow, referralColumns, referralOf } from './row.ts'

interface Read extends Omit<ReferrerRow, 'rep' | 'masked'> {
  readonly rowRepId: string | null
  readonly setRepId: string | null
  readonly repName: string | null
  readonly repLeft: boolean
  readonly createdBy: string | null
  readonly customerId: string | null
  readonly leadId: string | null
}

export interface ReferrerQuery {
  readonly q?: string | undefined
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly archived?: 'true' | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A page of referrers, the newest first, as the caller sees them. Refuses `cursor.invalid`. */
export async function listReferrers(
  tx: Tx,
  caller: Caller,
  { query, now }: { query: ReferrerQuery; now: Date },
): Promise<{ items: ReferrerRow[]; next: string | null }> {
  const { q, kind, state, archived, cursor, limit } = query
  if (cursor !== undefined && !isUuid(cursor)) throw refuse('cursor.invalid')
  const scope = await scopeOf(tx, caller, now)
  const found = await rowsAfresh(
    tx,
    sql<Read>`${selected}
      where r.org_id = ${tx.orgId} and r.archived_at is ${archived ? sql`not null` : sql`null`}
        ${kind ? sql`and r.kind = ${kind}` : sql``} ${state ? sql`and r.state = ${state}` : sql``}
        ${cursor ? sql`and r.referrer_id < ${cursor}::uuid` : sql``} ${q?.trim() ? sql`and ${named(tx, q.trim())}` : sql``}
      order by r.referrer_id desc limit ${limit + 1}`,
  )
  const items = found.slice(0, limit).map((each) => rowOf(each, caller, scope))
  return { items, next: found.length > limit ? (items.at(-1)?.referrerId ?? null) : null }
}

/** By the code, a whole phone or e-mail, the beginning of the name, or a part of the company's name. */
function named(tx: Tx, q: string): RawBuilder<unknown> {
  const { exact } = queryKeys(q)
  const name = folded(q)
  return sql`(r.code = ${q.toUpperCase()} or r.company ilike '%' || ${q} || '%' or r.referrer_id in (
    select k.referrer_id from referrer_key k where k.org_id = ${tx.orgId}
      and (k.key = any(${exact}::text[]) ${name ? sql`or k.key ^@ ${`n:${name}`}` : sql``})))`
}

const selected = sql`
  select r.referrer_id, r.code, r.kind, r.name, r.company, r.phone, r.email, r.state, r.archived_at, r.created_by,
    r.customer_id, r.lead_id, r.rep_id as set_rep_id, whose.rep_id as row_rep_id, m.name as rep_name,
    coalesce(m.status <> 'active', false) as rep_left, tally.*
  from referrer r ${ofWhom}
  cross join lateral (select ${repOf} as rep_id) whose
  left join member m on m.org_id = r.org_id and m.user_id = whose.rep_id
  cross join lateral (
    select count(*)::int as referred,
      count(*) filter (where l.stage in ('qualified', 'converted'))::int as qualified,
      count(*) filter (where l.stage = 'converted')::int as won,
      count(*) filter (where n.reward_state in ('due', 'approved'))::int as due
    from lead_referral n join lead l on l.org_id = n.org_id and l.lead_id = n.lead_id
    where n.org_id = r.org_id and n.referrer_id = r.referrer_id and n.counts) tally`

/**
 * Whether the reader sees how a referrer is reached: managers and admins all; whoever added them or has them; a marketer
 * those who are no customer and no lead, whose contacts are nobody else's.
 */
function seesContact(read: Read, caller: Caller, scope: Scope): boolean {
  if (scope.everything || scope.unheld) return true
  if (caller.kind === 'user' && read.createdBy === caller.userId) return true
  if (scope.all) return read.customerId === null && read.leadId === null
  return read.rowRepId !== null && scope.userIds.includes(read.rowRepId)
}

function rowOf(read: Read, caller: Caller, scope: Scope): ReferrerRow {
  const full = seesContact(read, caller, scope)
  const { referrerId, code, kind, name, company, phone, email, state, archivedAt } = read
  const { referred, qualified, won, due, rowRepId, setRepId, repName, repLeft } = read
  return {
    referrerId,
    code,
    kind,
    company,
    state,
    archivedAt,
    referred,
    qualified,
    won,
    due,
    name: name && (full || kind !== 'customer' ? name : maskName(name)),
    phone: phone && (full ? phone : maskPhone(phone)),
    email: email && (full ? email : maskEmail(email)),
    masked: !full,
    rep: rowRepId ? { id: rowRepId, name: repName, left: repLeft, set: setRepId !== null } : null,
  }
}

/** One referrer with the newest hundred leads said to be by them. Refuses `not_found`. */
export async function readReferrerPage(
  tx: Tx,
  caller: Caller,
  { referrerId, now }: { referrerId: string; now: Date },
): Promise<ReferrerPage> {
  const scope = await scopeOf(tx, caller, now)
  const held = await one(
    tx,
    sql<
      Read & Rest
    >`select held.*, r.note, r.reason, r.team_id, r.user_id, r.created_at, r.version from (${selected}
      where r.org_id = ${tx.orgId} and r.referrer_id = ${referrerId}) held
      join referrer r on r.org_id = ${tx.orgId} and r.referrer_id = held.referrer_id`,
  )
  if (!held) throw refuse('not_found')
  const referrals = await rows(
    tx,
    sql<OfLead>`select ${referralColumns}, lead.stage,
        case when seen.it then lead.name end as lead_name, case when seen.it then lead.company end as lead_company
      from lead_referral n join lead on lead.org_id = n.org_id and lead.lead_id = n.lead_id
      cross join lateral (select ${scopeWhere(scope)} as it) seen
      where n.org_id = ${tx.orgId} and n.referrer_id = ${referrerId} order by n.at desc limit 100`,
  )
  const row = rowOf(held, caller, scope)
  const { teamId, userId, customerId, leadId, createdAt, version } = held
  return {
    ...row,
    note: row.masked ? null : held.note,
    reason: row.masked ? null : held.reason,
    repId: held.setRepId,
    teamId,
    userId,
    customerId,
    leadId,
    createdAt,
    version,
    referrals: referrals.map(({ leadName, leadCompany, stage, ...referral }) => ({
      ...referralOf(referral),
      leadName: leadName && (scope.everything || !scope.all ? leadName : maskName(leadName)),
      leadCompany,
      stage,
    })),
  }
}

type Rest = Pick<ReferrerPage, 'note' | 'reason' | 'teamId' | 'userId' | 'createdAt' | 'version'>
type OfLead = ReferralRow & Pick<ReferrerPage['referrals'][number], 'leadName' | 'leadCompany' | 'stage'>

/** Who is said to have referred a lead the caller sees, the one who counts first. Refuses `not_found`. */
export async function readLeadReferral(
  tx: Tx,
  caller: Caller,
  { leadId, now }: { leadId: string; now: Date },
): Promise<{ items: LeadReferral[] }> {
  const scope = await scopeOf(tx, caller, now)
  const seen = await one(
    tx,
    sql`select from lead where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  if (!seen) throw refuse('not_found')
  const found = await rows(
    tx,
    sql<
      ReferralRow & OfReferrer
    >`select ${referralColumns}, r.name, r.code, r.kind, r.state as referrer_state, m.name as rep_name
      from lead_referral n
      join referrer r on r.org_id = n.org_id and r.referrer_id = n.referrer_id ${ofWhom}
      left join member m on m.org_id = r.org_id and m.user_id = ${repOf}
      where n.org_id = ${tx.orgId} and n.lead_id = ${leadId} order by n.counts desc, n.at, n.referrer_id`,
  )
  return {
    items: found.map(({ name, code, kind, referrerState, repName, ...referral }) => ({
      ...referralOf(referral),
      name,
      code,
      kind,
      referrerState,
      repName,
    })),
  }
}

export type OfReferrer = Pick<LeadReferral, 'name' | 'code' | 'kind' | 'referrerState' | 'repName'>
