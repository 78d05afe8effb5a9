import { type RawBuilder, sql } from 'kysely'
import type { FeedbackReason, overriders } from '../../../../contract/score-feedback.ts'
import type { Override } from '../../../../contract/scoring/override.ts'
import { one, rows, type Tx } from '../../../db/db.ts'

export type Overriders = (typeof overriders)[number]

export interface HeldOverride {
  readonly overrideId: string
  readonly leadId: string
  readonly to: Override['to']
  readonly reason: FeedbackReason
  readonly note: string | null
  readonly byUser: string
  readonly byName: string
  readonly at: Date
  readonly until: Date | null
  /** When it was taken back, another was set, or its time was over; null: it is in force. */
  readonly endedAt: Date | null
}

export interface Setting {
  readonly leadId: string
  readonly byUser: string
  readonly note: string | null
  /** The score before it, and the version in force. */
  readonly score: number
  readonly grade: string
  readonly version: number
  readonly now: Date
}

/** Sets a lead's override; the one before it ends. Wants the lead locked. */
export async function set(tx: Tx, override: Override, setting: Setting): Promise<void> {
  const { leadId, byUser, now } = setting
  await end(tx, { leadId, byUser, now })
  await rows(
    tx,
    sql`insert into score_override (org_id, override_id, lead_id, by_user, "to", reason, note, score, grade, said_version, at, until)
      values (${tx.orgId}, ${override.id}, ${leadId}, ${byUser}, ${JSON.stringify(override.to)}::jsonb, ${override.reason},
        ${setting.note}, ${setting.score}, ${setting.grade}, ${setting.version}, ${now}, ${override.until})`,
  )
  await rows(
    tx,
    sql`update lead set score_override = ${JSON.stringify(override)}::jsonb
      where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}

/** Ends what is in force of a lead. Wants it locked. */
export async function end(
  tx: Tx,
  { leadId, byUser, now }: Pick<Setting, 'leadId' | 'byUser' | 'now'>,
): Promise<void> {
  await rows(
    tx,
    sql`update score_override set ended_at = ${now}, ended_by = ${byUser}
      where org_id = ${tx.orgId} and lead_id = ${leadId} and ended_at is null`,
  )
  await rows(
    tx,
    sql`update lead set score_override = null where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}

/** Every override of some leads, the newest first; one whose time is over by `now` has ended then. */
export async function overridesOf(tx: Tx, leadIds: RawBuilder<unknown>, now: Date): Promise<HeldOverride[]> {
  return rows(
    tx,
    sql<HeldOverride>`select o.override_id, o.lead_id, o."to", o.reason, o.note, o.by_user,
        coalesce(member.name, '') as by_name, o.at, o.until,
        coalesce(least(o.ended_at, case when o.until <= ${now} then o.until end)) as ended_at
      from score_override o
      left join member on member.org_id = o.org_id and member.user_id = o.by_user
      where o.org_id = ${tx.orgId} and o.lead_id in ${leadIds} order by o.at desc, o.override_id desc limit 50`,
  )
}

/** Who may set grades by hand. */
export async function readOverriders(tx: Tx): Promise<Overriders> {
  const held = await one(
    tx,
    sql<{ overriding: Overriders }>`select overriding from score_setting where org_id = ${tx.orgId}`,
  )
  return held?.overriding ?? 'reps'
}

export async function keepOverriders(tx: Tx, may: Overriders): Promise<void> {
  await rows(
    tx,
    sql`insert into score_setting (org_id, overriding) values (${tx.orgId}, ${may})
      on conflict (org_id) do update set overriding = excluded.overriding`,
  )
}
