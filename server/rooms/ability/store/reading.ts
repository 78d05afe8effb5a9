import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { type Scope, scopeWhere } from '../../../people/scope.ts'
import { counting, segmentOf, weightAt } from './evidence.ts'

/** An ability as it stands. */
export interface Held {
  readonly userId: string
  readonly channel: string
  readonly segment: string
  readonly mean: number
  readonly strength: number
  readonly low: number
  readonly high: number
  readonly base: number
  readonly prior: number
  readonly priorLeads: number
  readonly won: number
  readonly lost: number
  readonly stale: number
  readonly invalid: number
  readonly picked: number
  readonly expected: number
  readonly tier: string | null
  readonly tierSince: Date | null
}

const shown = sql`user_id, channel, segment, mean, strength, low, high, base, prior_mean as prior,
  prior_strength as prior_leads, won, lost, stale, invalid, picked, expected, tier, tier_since`
// In all first, then the channels, then their segments.
const order = sql`channel <> '*', segment <> '*', channel, segment, user_id`

/** The abilities of these members, those in all first. */
export function abilitiesHeld(tx: Tx, userIds: readonly string[]): Promise<Held[]> {
  return rows(
    tx,
    sql<Held>`select ${shown} from rep_ability
      where org_id = ${tx.orgId} and user_id = any(${[...userIds]}::uuid[]) order by ${order}`,
  )
}

/** What of the organisation's abilities there is to filter by. */
export async function placesHeld(tx: Tx): Promise<{ channels: string[]; segments: string[] }> {
  const found = await rows(
    tx,
    sql<{ channel: string; segment: string }>`select distinct channel, segment from rep_ability
      where org_id = ${tx.orgId} and channel <> '*' order by channel, segment`,
  )
  const distinct = (values: readonly string[]) => [...new Set(values)].toSorted()
  return {
    channels: distinct(found.map(({ channel }) => channel)),
    segments: distinct(found.flatMap(({ segment }) => (segment === '*' ? [] : [segment]))),
  }
}

export interface Move {
  readonly channel: string
  readonly segment: string
  readonly from: string | null
  readonly to: string | null
  readonly at: Date
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly base: number
  readonly won: number
  readonly leads: number
}

/** A rep's last hundred moves from tier to tier, newest first. */
export function movesOf(tx: Tx, userId: string): Promise<Move[]> {
  return rows(
    tx,
    sql<Move>`select channel, segment, from_tier as from, to_tier as to, at, mean, low, high, base, won, leads
      from rep_ability_history where org_id = ${tx.orgId} and user_id = ${userId}
      order by at desc, ${order} limit 100`,
  )
}

interface Asked {
  readonly userId: string
  readonly segment: string
  readonly halfLifeDays: number
}

export interface Point {
  readonly at: Date
  readonly up: number
  readonly down: number
  readonly leads: number
}

/** What a rep's leads said at the ends of the last twelve months and says now, by today's chances. */
export function courseOf(tx: Tx, { userId, segment, halfLifeDays }: Asked, now: Date): Promise<Point[]> {
  const weight = weightAt(sql`point.at`, halfLifeDays)
  return rows(
    tx,
    sql<Point>`select point.at, coalesce(sum(${weight} * (1 - kind.chance)) filter (where e.outcome = 'won'), 0)::float8 as up,
        coalesce(sum(${weight} * kind.chance) filter (where e.outcome <> 'won'), 0)::float8 as down, count(*)::int as leads
      from (select ${now}::timestamptz - n * interval '30 days' as at from generate_series(0, 12) n) point
      join (${counting(tx)}) on e.ended_at <= point.at
      join ability_chance kind on kind.org_id = ${tx.orgId} and kind.channel = source.channel
        and kind.segment = ${segmentOf(segment)} and kind.grade = e.grade
      where e.org_id = ${tx.orgId} and e.user_id = ${userId} and e.outcome <> 'invalid' and appeal.lead_id is null
      group by point.at order by point.at`,
  )
}

export interface LeadAsked extends Asked {
  readonly scope: Scope
  readonly now: Date
  /** Only of these, where given. */
  readonly channel: string | null
  readonly only: string | null
  readonly after: { readonly endedAt: Date; readonly leadId: string } | null
  readonly limit: number
}

export interface EvidenceLead {
  readonly leadId: string
  readonly seen: boolean
  readonly name: string | null
  readonly company: string | null
  readonly channel: string
  readonly segment: string
  readonly grade: string
  readonly outcome: 'won' | 'lost' | 'invalid' | 'stale'
  readonly endedAt: Date
  readonly chance: number | null
  readonly weight: number
  readonly picked: boolean
  readonly appeal: {
    readonly state: 'open' | 'accepted' | 'refused'
    readonly reason: string
    readonly answer: string | null
  } | null
}

/** A rep's leads whose outcome is known, newest first; the names of those in the scope alone. */
export function leadsBehind(tx: Tx, asked: LeadAsked): Promise<EvidenceLead[]> {
  const { userId, segment, halfLifeDays, scope, now, channel, only, after, limit } = asked
  const behind = after
    ? sql`and (e.ended_at, e.lead_id) < (${after.endedAt}::timestamptz, ${after.leadId}::uuid)`
    : sql``
  return rows(
    tx,
    sql<EvidenceLead>`select e.lead_id, seen.it as seen, case when seen.it then lead.name end as name,
        case when seen.it then lead.company end as company, source.channel, ${segmentOf(segment)} as segment, e.grade,
        e.outcome, e.ended_at, kind.chance, ${weightAt(sql`${now}::timestamptz`, halfLifeDays)} as weight, e.picked,
        case when said.lead_id is not null
          then jsonb_build_object('state', said.state, 'reason', said.reason, 'answer', said.answer) end as appeal
      from ${counting(tx)}
      cross join lateral (select ${scopeWhere(scope)} as it) seen
      left join ability_appeal said on said.org_id = ${tx.orgId} and said.lead_id = e.lead_id and said.user_id = e.user_id
      left join ability_chance kind on kind.org_id = ${tx.orgId} and kind.channel = source.channel
        and kind.segment = ${segmentOf(segment)} and kind.grade = e.grade
      where e.org_id = ${tx.orgId} and e.user_id = ${userId}
        and (${channel}::text is null or source.channel = ${channel})
        and (${only}::text is null or ${segmentOf(segment)} = ${only}) ${behind}
      order by e.ended_at desc, e.lead_id desc limit ${limit}`,
  )
}
