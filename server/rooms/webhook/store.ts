import { sql } from 'kysely'
import type { HolderKind } from '../../../contract/lead.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { PATIENCE_DAYS, type Verdict } from './decide.ts'

export interface WebhookBody {
  readonly url: string
  readonly kinds: string[]
  readonly active: boolean
}

export interface Webhook extends WebhookBody {
  readonly webhookId: string
  readonly createdAt: Date
  readonly problem: string | null
  readonly lastDeliveredAt: Date | null
  readonly waiting: number
}

/** The organisation's webhooks, oldest first, with how many deliveries wait in the line of each. */
export async function listWebhooks(tx: Tx): Promise<Webhook[]> {
  return rows(
    tx,
    sql<Webhook>`select webhook_id, url, kinds, active, created_at, problem, delivered_at as last_delivered_at,
        (select count(*) from webhook_delivery d where d.org_id = webhook.org_id
          and d.webhook_id = webhook.webhook_id and d.next_try_at is not null) as waiting
      from webhook where org_id = ${tx.orgId} order by created_at, webhook_id`,
  )
}

/** Adds a webhook that hears of what happens from now on. */
export async function addWebhook(
  tx: Tx,
  added: WebhookBody & { webhookId: string; sealedSecret: Buffer; at: Date },
) {
  await rows(
    tx,
    sql`insert into webhook (org_id, webhook_id, url, sealed_secret, kinds, active, created_at)
      values (${tx.orgId}, ${added.webhookId}, ${added.url}, ${added.sealedSecret}, ${added.kinds}, ${added.active}, ${added.at})`,
  )
}

/** Changes a webhook and forgives its receiver: the line goes on at once. Returns whether there is one. */
export async function changeWebhook(tx: Tx, webhookId: string, { url, kinds, active }: WebhookBody) {
  const changed = await one(
    tx,
    sql`update webhook set url = ${url}, kinds = ${kinds}, active = ${active},
        failures = 0, pause_until = null, problem = null
      where org_id = ${tx.orgId} and webhook_id = ${webhookId} returning 1 as changed`,
  )
  return changed !== undefined
}

/** Removes a webhook with its deliveries; returns whether there was one. */
export async function removeWebhook(tx: Tx, webhookId: string): Promise<boolean> {
  await rows(tx, sql`delete from webhook_delivery where org_id = ${tx.orgId} and webhook_id = ${webhookId}`)
  const gone = await one(
    tx,
    sql`delete from webhook where org_id = ${tx.orgId} and webhook_id = ${webhookId} returning 1 as gone`,
  )
  return gone !== undefined
}

/** Where a webhook's messages go and what signs them. */
export interface Target {
  readonly url: string
  readonly sealedSecret: Buffer
}

export async function readTarget(tx: Tx, webhookId: string): Promise<Target | undefined> {
  return one(
    tx,
    sql<Target>`select url, sealed_secret from webhook where org_id = ${tx.orgId} and webhook_id = ${webhookId}`,
  )
}

/** Seals secrets that stood in the open, from before they were sealed. */
export async function sealOpen(tx: Tx, seal: (open: string) => Buffer): Promise<void> {
  const open = await rows(
    tx,
    sql<{ id: string; secret: string }>`select webhook_id as id, secret as secret from webhook
      where org_id = ${tx.orgId} and secret is not null`,
  )
  if (open.length === 0) return
  await rows(
    tx,
    sql`update webhook set sealed_secret = sealed.secret, secret = null
      from unnest(${open.map(({ id }) => id)}::uuid[],
        ${open.map(({ secret }) => seal(secret))}::bytea[]) as sealed (id, secret)
      where webhook.org_id = ${tx.orgId} and webhook_id = sealed.id`,
  )
}

/** Puts rows of the outbox into the line of every webhook that wants their kind and was there when they happened. */
export async function spread(tx: Tx, outboxIds: readonly string[], now: Date): Promise<void> {
  if (outboxIds.length === 0) return
  await rows(
    tx,
    sql`insert into webhook_delivery (org_id, webhook_id, outbox_id, next_try_at)
      select o.org_id, w.webhook_id, o.outbox_id, ${now}
      from outbox o join webhook w on w.org_id = o.org_id and w.active and o.kind = any(w.kinds) and w.created_at <= o.at
      where o.org_id = ${tx.orgId} and o.outbox_id = any(${outboxIds}::uuid[])
      on conflict do nothing`,
  )
}

/** The webhooks with something to deliver now: not while their line waits for an ill receiver. */
export async function readyLines(tx: Tx, now: Date): Promise<string[]> {
  const ready = await rows(
    tx,
    sql<{ webhookId: string }>`select webhook_id from webhook w
      where org_id = ${tx.orgId} and active and (pause_until is null or pause_until <= ${now})
        and exists (select from webhook_delivery d where d.org_id = w.org_id and d.webhook_id = w.webhook_id
          and d.next_try_at <= ${now})`,
  )
  return ready.map(({ webhookId }) => webhookId)
}

export interface Delivery extends Target {
  readonly outboxId: string
  readonly kind: string
  readonly leadIds: string[]
  readonly at: Date
  readonly tries: number
  readonly failures: number
}

/** The oldest delivery of a webhook that is due; undefined when there is none or its line waits. */
export async function nextInLine(tx: Tx, webhookId: string, now: Date): Promise<Delivery | undefined> {
  return one(
    tx,
    sql<Delivery>`select d.outbox_id, o.kind, o.lead_ids, o.at, d.tries, w.url, w.sealed_secret, w.failures
      from webhook w
      join webhook_delivery d on d.org_id = w.org_id and d.webhook_id = w.webhook_id
      join outbox o on o.org_id = d.org_id and o.outbox_id = d.outbox_id
      where w.org_id = ${tx.orgId} and w.webhook_id = ${webhookId} and w.active
        and (w.pause_until is null or w.pause_until <= ${now}) and d.next_try_at <= ${now}
      order by d.outbox_id limit 1`,
  )
}

/** Keeps what came of a try, on the delivery and on its webhook. */
export async function keepVerdict(
  tx: Tx,
  { webhookId, outboxId }: { webhookId: string; outboxId: string },
  verdict: Verdict,
  now: Date,
): Promise<void> {
  const done = verdict.kind === 'delivered'
  const problem = done ? null : verdict.problem
  const again = verdict.kind === 'later' || verdict.kind === 'wait' ? verdict.at : null
  await rows(
    tx,
    sql`update webhook_delivery set tries = tries + 1, next_try_at = ${again}, problem = ${problem},
        delivered_at = ${done ? now : null}
      where org_id = ${tx.orgId} and webhook_id = ${webhookId} and outbox_id = ${outboxId}`,
  )
  const ill = verdict.kind === 'wait'
  await rows(
    tx,
    sql`update webhook set problem = ${problem}, failures = ${ill ? sql`failures + 1` : sql`0`},
        pause_until = ${ill ? again : null}, active = active and ${verdict.kind !== 'gone'},
        delivered_at = ${done ? sql`${now}` : sql`delivered_at`}
      where org_id = ${tx.orgId} and webhook_id = ${webhookId}`,
  )
}

/** Gives up what has been tried, or has waited, for too long; returns how many. */
export async function giveUp(tx: Tx, now: Date): Promise<number> {
  const before = uuidv7(now.getTime() - PATIENCE_DAYS * 86_400_000)
  const given = await rows(
    tx,
    sql`update webhook_delivery set next_try_at = null, problem = coalesce(problem, 'expired')
      where org_id = ${tx.orgId} and next_try_at is not null and outbox_id < ${before} returning 1 as given`,
  )
  return given.length
}

/** Forgets up to `most` ended deliveries older than `before`; returns how many. */
export async function sweepDeliveries(tx: Tx, before: Date, most: number): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from webhook_delivery where org_id = ${tx.orgId} and (webhook_id, outbox_id) in (
        select webhook_id, outbox_id from webhook_delivery where org_id = ${tx.orgId}
          and next_try_at is null and outbox_id < ${uuidv7(before.getTime())} limit ${most})
      returning 1 as gone`,
  )
  return gone.length
}

/** A lead as webhooks tell it: an admin asked for it, so the contacts are whole. */
export interface ToldLead {
  readonly leadId: string
  readonly externalId: string | null
  readonly source: string
  readonly door: string
  readonly stage: string
  readonly stageReason: string | null
  readonly closedAs: string | null
  readonly amount: number | null
  readonly currency: string | null
  readonly grade: string
  readonly score: number
  readonly holder: { readonly kind: HolderKind; readonly id: string | null; readonly name: string | null }
  readonly name: string | null
  readonly company: string | null
  readonly creditCode: string | null
  readonly title: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly wechat: string | null
  readonly region: string | null
  readonly address: string | null
  readonly need: string | null
  readonly tags: string[]
  readonly custom: Readonly<Record<string, unknown>>
  readonly touch: Readonly<Record<string, unknown>>
  readonly arrivedAt: Date
  readonly updatedAt: Date
}

/** Leads as they stand now, in the order asked for; those that are gone are left out. */
export async function toldLeads(tx: Tx, leadIds: readonly string[]): Promise<ToldLead[]> {
  if (leadIds.length === 0) return []
  return rows(
    tx,
    sql<ToldLead>`select l.lead_id, l.external_id, s.key as source, l.door, l.stage, l.stage_reason, l.closed_as,
        l.amount, l.currency, l.grade, l.score,
        jsonb_build_object('kind', l.holder_kind, 'id', l.holder_id, 'name', coalesce(m.name, p.name)) as holder,
        l.name, l.company, l.credit_code, l.title, l.phone, l.email, l.wechat, l.region, l.address, l.need, l.tags, l.attrs as custom, l.touch,
        l.arrived_at, l.updated_at
      from unnest(${leadIds}::uuid[]) with ordinality as asked (lead_id, place)
      join lead l on l.org_id = ${tx.orgId} and l.lead_id = asked.lead_id
      join source s on s.org_id = l.org_id and s.source_id = l.source_id
      left join member m on l.holder_kind = 'rep' and m.org_id = l.org_id and m.user_id = l.holder_id
      left join pool p on l.holder_kind = 'pool' and p.org_id = l.org_id and p.pool_id = l.holder_id
      order by asked.place`,
  )
}
