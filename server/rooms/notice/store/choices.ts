import { sql } from 'kysely'
import type { PlatformName } from '../../../../contract/platform.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { Chosen, Quiet } from '../decide/choice.ts'

export interface Choice {
  readonly chosen: Chosen | null
  readonly quiet: Quiet | null
  readonly details: boolean
}

interface Found {
  chosen: Chosen | null
  quietFrom: number | null
  quietTo: number | null
  details: boolean | null
}

const choiceOf = ({ chosen, quietFrom, quietTo, details }: Found): Choice => ({
  chosen,
  quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
  details: details ?? true,
})

/** What a member chose, and the ways they have. */
export async function readChoice(tx: Tx, userId: string) {
  const found = await one(
    tx,
    sql<Found & { detailsAllowed: boolean; email: string | null; chats: PlatformName[] }>`
      select c.choices as chosen, c.quiet_from, c.quiet_to, c.details, m.email,
        coalesce((select s.details from notice_setting s where s.org_id = m.org_id), true) as details_allowed,
        array(select a.provider from platform_app a join member_account l on l.org_id = a.org_id
          and l.provider = a.provider and l.user_id = m.user_id
          where a.org_id = m.org_id and a.messages order by a.provider) as chats
      from member m left join notice_choice c on c.org_id = m.org_id and c.user_id = m.user_id
      where m.org_id = ${tx.orgId} and m.user_id = ${userId}`,
  )
  if (!found) throw new Error('a caller is a member')
  const { email, chats, detailsAllowed } = found
  return { ...choiceOf(found), email, chats, detailsAllowed }
}

/** Keeps what a member chose. */
export async function keepChoice(tx: Tx, userId: string, { chosen, quiet, details }: Choice): Promise<void> {
  await rows(
    tx,
    sql`insert into notice_choice (org_id, user_id, choices, quiet_from, quiet_to, details)
      values (${tx.orgId}, ${userId}, ${JSON.stringify(chosen ?? {})}::jsonb, ${quiet?.from ?? null}, ${quiet?.to ?? null},
        ${details})
      on conflict (org_id, user_id) do update set choices = excluded.choices, quiet_from = excluded.quiet_from,
        quiet_to = excluded.quiet_to, details = excluded.details`,
  )
}

/** A member's quiet hours, with the minute of their day at that moment. */
export async function readQuiet(
  tx: Tx,
  userId: string,
  now: Date,
): Promise<{ quiet: Quiet | null; minute: number }> {
  const found = await one(
    tx,
    sql<Found & { minute: number }>`select null as chosen, c.quiet_from, c.quiet_to, true as details,
        (extract(hour from local) * 60 + extract(minute from local))::integer as minute
      from org cross join lateral (select ${now}::timestamptz at time zone org.time_zone as local) as clock
      left join notice_choice c on c.org_id = org.org_id and c.user_id = ${userId}
      where org.org_id = ${tx.orgId}`,
  )
  return found ? { quiet: choiceOf(found).quiet, minute: found.minute } : { quiet: null, minute: 0 }
}

/** Whether names may leave the app. */
export async function readSetting(tx: Tx): Promise<{ details: boolean }> {
  const found = await one(
    tx,
    sql<{ details: boolean }>`select details from notice_setting where org_id = ${tx.orgId}`,
  )
  return found ?? { details: true }
}

/** Sets whether names may leave the app. */
export async function keepSetting(tx: Tx, { details }: { details: boolean }): Promise<void> {
  await rows(
    tx,
    sql`insert into notice_setting (org_id, details) values (${tx.orgId}, ${details})
      on conflict (org_id) do update set details = excluded.details`,
  )
}
