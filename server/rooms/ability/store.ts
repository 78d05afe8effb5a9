import { sql } from 'kysely'
import { type AbilitySettings, usualAbility } from '../../../contract/ability.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import type { Rep } from './decide/newcomer.ts'
import type { Ability, Fit } from './decide/reckon.ts'
import { monthsSince } from './decide/tenure.ts'
import type { Standing } from './decide/tier.ts'

/** By what abilities are reckoned; the usual where nobody has said. */
export async function readSettings(tx: Tx): Promise<AbilitySettings> {
  const held = await one(
    tx,
    sql<{ body: Partial<AbilitySettings> }>`select body from ability_setting where org_id = ${tx.orgId}`,
  )
  return { ...usualAbility, ...held?.body }
}

export async function keepSettings(
  tx: Tx,
  body: AbilitySettings,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`insert into ability_setting (org_id, body, changed_by, changed_at)
      values (${tx.orgId}, ${JSON.stringify(body)}::jsonb, ${by}, ${at})
      on conflict (org_id) do update set body = excluded.body, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at`,
  )
}

/** What is kept of a fit beside its chances. */
export type KeptFit = Omit<Fit, 'chances'>
export interface Run {
  /** Null: never yet. */
  readonly reckonedAt: Date | null
  readonly leads: number
  readonly fit: KeptFit | null
}

const run = sql`select reckoned_at, leads, fit from ability_run`

export async function readRun(tx: Tx): Promise<Run> {
  const held = await one(tx, sql<Run>`${run} where org_id = ${tx.orgId}`)
  return held ?? { reckonedAt: null, leads: 0, fit: null }
}

/** The same, locked: of two who reckon at once one waits for the other. */
export async function lockRun(tx: Tx): Promise<Run> {
  await rows(tx, sql`insert into ability_run (org_id) values (${tx.orgId}) on conflict do nothing`)
  return (await one(tx, sql<Run>`${run} where org_id = ${tx.orgId} for update`))!
}

export async function keepRun(tx: Tx, { reckonedAt, leads, fit }: Run): Promise<void> {
  await rows(
    tx,
    sql`update ability_run set reckoned_at = ${reckonedAt}, leads = ${leads}, fit = ${JSON.stringify(fit)}::jsonb
      where org_id = ${tx.orgId}`,
  )
}

export interface Colleague extends Rep {
  readonly name: string
  readonly teamIds: readonly string[]
  readonly active: boolean
}

/** Everybody who sells or has sold, with how long they are here; in the team they work in, where they are in several. */
export async function readColleagues(tx: Tx, now: Date): Promise<Colleague[]> {
  const found = await rows(
    tx,
    sql<Omit<Colleague, 'months'> & { joinedAt: Date }>`
      select member.user_id, member.name, member.status = 'active' as active,
        coalesce(member.joined_on::timestamptz, member.created_at) as joined_at,
        coalesce(seats.team_ids, '{}') as team_ids, seats.team_ids[1] as team_id
      from member
      left join lateral (select array_agg(team_id order by leads, team_id) as team_ids from team_member
        where team_member.org_id = ${tx.orgId} and team_member.user_id = member.user_id) seats on true
      where member.org_id = ${tx.orgId} and ('rep' = any(member.roles) or exists (select from ability_evidence e
        where e.org_id = ${tx.orgId} and e.user_id = member.user_id))
      order by member.name, member.user_id`,
  )
  return found.map(({ joinedAt, ...each }) => ({ ...each, months: monthsSince(joinedAt, now) }))
}

export type Stood = Standing & { readonly userId: string; readonly channel: string; readonly segment: string }

/** The tiers reps are in. */
export function readStandings(tx: Tx): Promise<Stood[]> {
  return rows(
    tx,
    sql<Stood>`select user_id, channel, segment, tier, tier_since as since from rep_ability where org_id = ${tx.orgId}`,
  )
}

export interface Placed extends Ability, Standing {}

/** Writes all abilities in place of those held. */
export async function keepAbilities(
  tx: Tx,
  placed: readonly Placed[],
  chances: Fit['chances'],
): Promise<void> {
  await rows(tx, sql`delete from rep_ability where org_id = ${tx.orgId}`)
  await rows(tx, sql`delete from ability_chance where org_id = ${tx.orgId}`)
  await insertAll(
    tx,
    'rep_ability',
    placed.map(({ belief, prior, since, ...each }) => ({
      org_id: tx.orgId,
      user_id: each.userId,
      channel: each.channel,
      segment: each.segment,
      mean: belief.mean,
      strength: belief.strength,
      low: each.low,
      high: each.high,
      base: each.base,
      prior_mean: prior.mean,
      prior_strength: prior.strength,
      won: each.won,
      lost: each.lost,
      stale: each.stale,
      invalid: each.invalid,
      picked: each.picked,
      expected: each.expected,
      weight: each.weight,
      tier: each.tier,
      tier_since: since,
    })),
  )
  await insertRows(
    tx,
    'ability_chance',
    ['org_id', 'channel', 'segment', 'grade', 'chance'],
    chances.map(({ channel, segment, grade, chance }) => [tx.orgId, channel, segment, grade, chance]),
  )
}

export interface TierMove extends Placed {
  readonly from: string | null
}

/** Notes moves from tier to tier with what they were made for. */
export async function noteMoves(tx: Tx, moves: readonly TierMove[], at: Date): Promise<void> {
  await insertAll(
    tx,
    'rep_ability_history',
    moves.map((each) => ({
      org_id: tx.orgId,
      user_id: each.userId,
      channel: each.channel,
      segment: each.segment,
      at,
      from_tier: each.from,
      to_tier: each.tier,
      mean: each.belief.mean,
      low: each.low,
      high: each.high,
      base: each.base,
      won: each.won,
      leads: each.won + each.lost + each.stale,
    })),
  )
}

async function insertAll(
  tx: Tx,
  table: string,
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = Object.keys(records[0] ?? {})
  await insertRows(
    tx,
    table,
    columns,
    records.map((record) => columns.map((column) => record[column])),
  )
}

/** The organisation's time zone. */
export async function zoneOf(tx: Tx): Promise<string> {
  const org = await one(tx, sql<{ timeZone: string }>`select time_zone from org where org_id = ${tx.orgId}`)
  return org?.timeZone ?? 'UTC'
}
