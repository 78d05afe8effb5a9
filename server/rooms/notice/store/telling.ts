import { sql } from 'kysely'
import type { deliveryStates } from '../../../../contract/notice.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { VendorName } from '../adapters/robot.ts'
import type { Fresh, Telling, Way } from '../decide/choice.ts'
import { groupKinds, type Told } from '../decide/say.ts'

/** New notices with the ways their members have; of who has left, none. */
export async function freshOnes(
  tx: Tx,
  noticeIds: readonly string[],
  { mails }: { mails: boolean },
): Promise<Fresh[]> {
  return rows(
    tx,
    sql<Fresh>`with told as (
        select notice_id, user_id, kind from notice
        where org_id = ${tx.orgId} and notice_id = any(${noticeIds}::uuid[])
      ), chats as (
        select c.user_id, array_agg(c.provider) as chats from member_account c
        join platform_app a on a.org_id = c.org_id and a.provider = c.provider and a.messages
        where c.org_id = ${tx.orgId} and c.user_id in (select user_id from told) group by c.user_id
      ), devices as (
        select d.user_id, array_agg(d.device_id) as devices from push_device d
        where d.org_id = ${tx.orgId} and d.user_id in (select user_id from told) group by d.user_id
      )
      select told.notice_id, told.user_id, told.kind, ${mails} and m.email is not null as mailable,
        coalesce(chats.chats, '{}') as chats, coalesce(devices.devices, '{}') as devices, c.choices as chosen
      from told join member m on m.org_id = ${tx.orgId} and m.user_id = told.user_id and m.status = 'active'
      left join notice_choice c on c.org_id = m.org_id and c.user_id = m.user_id
      left join chats on chats.user_id = told.user_id left join devices on devices.user_id = told.user_id`,
  )
}

/** Where notices go besides the app, by one channel: a robot, a device, or the member with that id. */
export interface Outlet {
  readonly outletId: string
  readonly channel: Way
  /** Of a robot. */
  readonly vendor: VendorName | null
  /** When it was last told anything. */
  readonly toldAt: Date | null
}

/**
 * Lines notices up at their outlets, once: those given, and the robots of the whole organisation and of each team the
 * member belongs to, or that stands above theirs. Returns the outlets to be told; where a try has just failed, the next one is
 * set already and not to be hurried.
 */
export async function lineUp(
  tx: Tx,
  noticeIds: readonly string[],
  tellings: readonly Telling[],
): Promise<Outlet[]> {
  const given = tellings.map(({ outletId, channel, noticeId, userId }) => ({
    outlet_id: outletId,
    channel,
    notice_id: noticeId,
    user_id: userId,
  }))
  return rows(
    tx,
    sql<Outlet>`
      with recursive fresh as (
        select notice_id, user_id, kind from notice
        where org_id = ${tx.orgId} and notice_id = any(${noticeIds}::uuid[]) and kind = any(${[...groupKinds]})
      ), above as (
        select distinct f.user_id, s.team_id from fresh f
        join team_member s on s.org_id = ${tx.orgId} and s.user_id = f.user_id
        union
        select above.user_id, t.parent_id from above
        join team t on t.org_id = ${tx.orgId} and t.team_id = above.team_id where t.parent_id is not null
      ), concerned as (
        select outlet_id, channel, notice_id, user_id from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
          as given (outlet_id uuid, channel text, notice_id uuid, user_id uuid)
        union all
        select r.robot_id, 'robot', f.notice_id, f.user_id from fresh f
        join robot r on r.org_id = ${tx.orgId} and r.active
        where r.team_id is null or exists (
          select from above where above.user_id = f.user_id and above.team_id = r.team_id)
      ), lined as (
        insert into telling (org_id, outlet_id, channel, notice_id, user_id)
        select ${tx.orgId}, outlet_id, channel, notice_id, user_id from concerned
        on conflict do nothing returning outlet_id, channel
      ), outlets as (select distinct outlet_id, channel from lined)
      select o.outlet_id, o.channel, r.kind as vendor, (
          select told_at from telling t where t.org_id = ${tx.orgId} and t.outlet_id = o.outlet_id
            and t.channel = o.channel and t.told_at is not null order by t.notice_id desc limit 1) as told_at
      from outlets o left join robot r on r.org_id = ${tx.orgId} and r.robot_id = o.outlet_id
      where not exists (select from telling t where t.org_id = ${tx.orgId} and t.outlet_id = o.outlet_id
        and t.channel = o.channel and t.told_at is null and t.given_up_at is null and t.tries > 0)`,
  )
}

type Where = Pick<Outlet, 'outletId' | 'channel'>
const at = (tx: Tx, { outletId, channel }: Where) =>
  sql`t.org_id = ${tx.orgId} and t.outlet_id = ${outletId} and t.channel = ${channel}
    and t.told_at is null and t.given_up_at is null`

/** What goes out at once: all of it under one key, whenever it is tried. */
export interface Parcel {
  readonly parcelId: string
  readonly told: readonly Told[]
  /** Tries that failed. */
  readonly tries: number
}

/**
 * Packs what waits at an outlet, oldest first: what was packed before and did not get through, as it was; else up to
 * `most` of what came since, under the id given. Names are in it only where the organisation and the member let them out.
 */
export async function pack(
  tx: Tx,
  outlet: Where,
  { parcelId, most }: { parcelId: string; most: number },
): Promise<Parcel | undefined> {
  const packed = await rows(
    tx,
    sql<Told & { parcelId: string; tries: number }>`with before as (
        select t.parcel_id from telling t where ${at(tx, outlet)} and t.parcel_id is not null
        order by t.notice_id limit 1
      ), chosen as (
        select t.notice_id from telling t where ${at(tx, outlet)}
          and t.parcel_id is not distinct from (select parcel_id from before)
        order by t.notice_id limit ${most}
      ), packed as (
        update telling t set parcel_id = coalesce(t.parcel_id, ${parcelId}::uuid)
        where t.org_id = ${tx.orgId} and t.outlet_id = ${outlet.outletId} and t.channel = ${outlet.channel}
          and t.notice_id in (select notice_id from chosen)
        returning t.notice_id, t.user_id, t.parcel_id, t.tries
      )
      select p.parcel_id, p.tries, n.notice_id, n.kind, n.data, n.lead_id,
        case when coalesce(s.details, true) and coalesce(c.details, true) then lead.name end as lead_name,
        case when coalesce(s.details, true) and coalesce(c.details, true) then lead.company end as company,
        jsonb_build_object('name', m.name, 'email', m.email, 'mobile', m.mobile,
          'lang', coalesce(m.settings ->> 'lang', org.locale)) as member
      from packed p
      join notice n on n.org_id = ${tx.orgId} and n.user_id = p.user_id and n.notice_id = p.notice_id
      join member m on m.org_id = ${tx.orgId} and m.user_id = p.user_id and m.status = 'active'
      join org on org.org_id = ${tx.orgId}
      left join notice_setting s on s.org_id = ${tx.orgId}
      left join notice_choice c on c.org_id = ${tx.orgId} and c.user_id = p.user_id and ${outlet.channel} <> 'robot'
      left join lead on lead.org_id = ${tx.orgId} and lead.lead_id = n.lead_id
      order by n.notice_id`,
  )
  const [first] = packed
  return first && { parcelId: first.parcelId, tries: first.tries, told: packed }
}

/** Notes that an outlet was told a parcel; returns how many still wait there. */
export async function markTold(
  tx: Tx,
  outlet: Where,
  { parcelId, at: when }: { parcelId: string; at: Date },
): Promise<number> {
  await rows(
    tx,
    sql`update telling t set told_at = ${when}, problem = null where ${at(tx, outlet)} and t.parcel_id = ${parcelId}`,
  )
  return countWaiting(tx, outlet)
}

interface Failure {
  readonly parcelId: string
  readonly problem: string
  /** When it was given up; null: it is tried again. */
  readonly givenUpAt: Date | null
}

/** Notes that a parcel did not get through, and why; returns how many still wait there. */
export async function markFailed(
  tx: Tx,
  outlet: Where,
  { parcelId, problem, givenUpAt }: Failure,
): Promise<number> {
  await rows(
    tx,
    sql`update telling t set tries = t.tries + 1, problem = ${problem}, given_up_at = ${givenUpAt}
      where ${at(tx, outlet)} and t.parcel_id = ${parcelId}`,
  )
  return countWaiting(tx, outlet)
}

async function countWaiting(tx: Tx, outlet: Where): Promise<number> {
  const left = await one(
    tx,
    sql<{ waiting: number }>`select count(*) as waiting from telling t where ${at(tx, outlet)}`,
  )
  return left?.waiting ?? 0
}

/** Forgets what was told or given up before `told`, and what waited before `waiting`: notice ids. */
export async function sweepTelling(tx: Tx, before: { told: string; waiting: string }): Promise<void> {
  await rows(
    tx,
    sql`delete from telling where org_id = ${tx.orgId} and (notice_id < ${before.told} or (notice_id < ${before.waiting}
      and told_at is null and given_up_at is null))`,
  )
}

/** Forgets all that an outlet was to be told, with the outlet. */
export async function forgetOutlet(tx: Tx, outletId: string): Promise<void> {
  await rows(tx, sql`delete from telling where org_id = ${tx.orgId} and outlet_id = ${outletId}`)
}

export interface Delivery {
  readonly channel: Way
  readonly name: string
  readonly notices: number
  readonly state: (typeof deliveryStates)[number]
  readonly tries: number
  readonly problem: string | null
  readonly at: Date
}

/** How parcels went, newest first; what is not packed yet counts as one that waits. */
export async function listDeliveries(
  tx: Tx,
  { state, most }: { state: Delivery['state'] | undefined; most: number },
): Promise<Delivery[]> {
  return rows(
    tx,
    sql<Delivery>`with parcels as (
        select t.channel, t.outlet_id, (array_agg(t.user_id))[1] as user_id, count(*) as notices, max(t.tries) as tries, max(t.problem) as problem,
          case when max(t.given_up_at) is not null then 'failed' when max(t.told_at) is not null then 'told'
            else 'waiting' end as state,
          coalesce(max(t.given_up_at), max(t.told_at), max(n.at)) as at
        from telling t join notice n on n.org_id = t.org_id and n.user_id = t.user_id and n.notice_id = t.notice_id
        where t.org_id = ${tx.orgId}
        group by t.channel, t.outlet_id, t.parcel_id
      )
      select p.channel, coalesce(r.name, m.name, '') as name, p.notices, p.state, p.tries, p.problem, p.at
      from parcels p
      left join robot r on r.org_id = ${tx.orgId} and r.robot_id = p.outlet_id
      left join member m on m.org_id = ${tx.orgId} and m.user_id = p.user_id
      where ${state ?? null}::text is null or p.state = ${state ?? null}
      order by p.at desc limit ${most}`,
  )
}
