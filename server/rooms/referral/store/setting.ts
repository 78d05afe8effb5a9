import { sql } from 'kysely'
import type { ReferralSetting } from '../../../../contract/referral-reward.ts'
import { one, rows, type Tx } from '../../../db/db.ts'

/** What holds where an organisation has said nothing. */
const unsaid: ReferralSetting = { windowDays: 30, dueOn: 'converted', amount: 0, tag: '转介绍' }

/** The organisation's setting, with its currency. */
export async function readSetting(tx: Tx): Promise<ReferralSetting & { currency: string }> {
  const held = await one(
    tx,
    sql<Partial<ReferralSetting> & { orgId: string | null; currency: string }>`
      select s.*, org.currency from org left join referral_setting s on s.org_id = org.org_id where org.org_id = ${tx.orgId}`,
  )
  const currency = held?.currency ?? 'CNY'
  if (held?.windowDays === undefined || held.windowDays === null) return { ...unsaid, currency }
  const { windowDays, dueOn, amount, tag } = held as ReferralSetting
  return { windowDays, dueOn, amount: Number(amount), tag, currency }
}

export async function keepSetting(tx: Tx, setting: ReferralSetting): Promise<void> {
  const { windowDays, dueOn, amount, tag } = setting
  await rows(
    tx,
    sql`insert into referral_setting (org_id, window_days, due_on, amount, tag)
      values (${tx.orgId}, ${windowDays}, ${dueOn}, ${amount}, ${tag})
      on conflict (org_id) do update set window_days = excluded.window_days, due_on = excluded.due_on,
        amount = excluded.amount, tag = excluded.tag`,
  )
}

/** How many referrers there are. */
export async function countReferrers(tx: Tx): Promise<number> {
  const found = await one(
    tx,
    sql<{ count: number }>`select count(*)::int as count from referrer where org_id = ${tx.orgId}`,
  )
  return found?.count ?? 0
}

/** How many leads that came since a moment named more than one referrer, and nobody has said that it is fine. */
export async function countSeveral(tx: Tx, since: Date): Promise<number> {
  const found = await one(
    tx,
    sql<{ count: number }>`select count(*)::int as count from (
      select lead_id from lead_referral where org_id = ${tx.orgId} and at >= ${since} and state <> 'refused'
      group by lead_id having count(*) > 1 and bool_and(cleared_at is null)) several`,
  )
  return found?.count ?? 0
}
