import { sql } from 'kysely'
import { rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import type { Actor } from '../../lead/trail.ts'
import type { GivenTag } from './decide.ts'

export interface Tagging {
  readonly leadId: string
  /** Given by rules, with the rule and when they lapse. */
  readonly ruled: readonly GivenTag[]
  /** Came with the lead. */
  readonly typed: readonly string[]
  readonly actor: Actor
}

/** Keeps where each tag of new leads comes from; the tags themselves stand in lead.tags already. */
export async function write(tx: Tx, leads: readonly Tagging[], at: Date): Promise<void> {
  const values = leads.flatMap(({ leadId, ruled, typed, actor }) => {
    const by = actor.kind === 'user' ? actor.id : null
    const own = typed.filter((tag) => !ruled.some((given) => given.tag === tag))
    return [
      ...[...new Set(own)].map((tag) => [
        tx.orgId,
        leadId,
        tag,
        actor.kind === 'import' ? 'import' : 'hand',
        by,
        null,
        at,
        null,
      ]),
      ...ruled.map(({ tag, rule, expiresAt }) => [tx.orgId, leadId, tag, 'rule', null, rule, at, expiresAt]),
    ]
  })
  await insertRows(
    tx,
    'lead_tag',
    ['org_id', 'lead_id', 'tag', 'given_by', 'by_user', 'rule', 'at', 'expires_at'],
    values,
  )
}

/** Takes back tags that have lapsed by `now`; returns the leads they were on, with their tags before and after. */
export async function lapse(
  tx: Tx,
  now: Date,
): Promise<{ leadId: string; before: string[]; tags: string[] }[]> {
  return rows(
    tx,
    sql<{ leadId: string; before: string[]; tags: string[] }>`
      with lapsed as (
        delete from lead_tag where org_id = ${tx.orgId} and expires_at <= ${now} returning lead_id, tag
      ), by_lead as (
        select lapsed.lead_id, lead.tags as before, array_agg(tag) as gone from lapsed
        join lead on lead.org_id = ${tx.orgId} and lead.lead_id = lapsed.lead_id
        group by lapsed.lead_id, lead.tags
      )
      update lead set tags = array(select t from unnest(lead.tags) t where t <> all(by_lead.gone)),
        updated_at = ${now}, version = lead.version + 1
      from by_lead where lead.org_id = ${tx.orgId} and lead.lead_id = by_lead.lead_id
      returning lead.lead_id, by_lead.before, lead.tags`,
  )
}

/** Writes leads' tags as they now stand, with who gave the new ones and until when. */
export async function give(
  tx: Tx,
  leads: readonly { leadId: string; tags: readonly string[] }[],
  {
    add,
    remove,
    expiresAt,
    by,
    now,
  }: { add: readonly string[]; remove: readonly string[]; expiresAt: Date | null; by: string; now: Date },
): Promise<void> {
  if (leads.length === 0) return
  const ids = leads.map(({ leadId }) => leadId)
  const asked = leads.map(({ leadId, tags }) => ({ lead_id: leadId, tags }))
  await rows(
    tx,
    sql`update lead set tags = asked.tags, updated_at = ${now}, version = lead.version + 1
      from jsonb_populate_recordset(null::lead, ${JSON.stringify(asked)}::jsonb) as asked
      where lead.org_id = ${tx.orgId} and lead.lead_id = asked.lead_id`,
  )
  await rows(
    tx,
    sql`delete from lead_tag where org_id = ${tx.orgId} and lead_id = any(${ids}::uuid[]) and tag = any(${remove}::text[])`,
  )
  await rows(
    tx,
    sql`insert into lead_tag (org_id, lead_id, tag, given_by, by_user, at, expires_at)
      select ${tx.orgId}, lead_id, tag, 'hand', ${by}, ${now}, ${expiresAt}
      from unnest(${ids}::uuid[]) lead_id cross join unnest(${add}::text[]) tag
      on conflict (org_id, lead_id, tag) do update set expires_at = excluded.expires_at`,
  )
}

/** Gives a lead the tags others have and it has not, with where each is from; returns which came. */
export async function adopt(
  tx: Tx,
  leadId: string,
  { from, tags, now }: { from: readonly string[]; tags: readonly string[]; now: Date },
): Promise<string[]> {
  const came = await rows(
    tx,
    sql<{ tag: string }>`insert into lead_tag (org_id, lead_id, tag, given_by, by_user, rule, at, expires_at)
      select distinct on (tag) org_id, ${leadId}::uuid, tag, given_by, by_user, rule, at, expires_at from lead_tag
      where org_id = ${tx.orgId} and lead_id = any(${[...from]}::uuid[]) and tag = any(${[...tags]}::text[])
      order by tag, expires_at desc nulls first, at, lead_tag.lead_id
      on conflict do nothing returning tag`,
  )
  await setTags(tx, leadId, tags, now)
  return came.map(({ tag }) => tag)
}

/** Takes tags back that a lead had from others; `tags` are all it then has. */
export async function disown(
  tx: Tx,
  leadId: string,
  { gone, tags, now }: { gone: readonly string[]; tags: readonly string[]; now: Date },
): Promise<void> {
  await rows(
    tx,
    sql`delete from lead_tag where org_id = ${tx.orgId} and lead_id = ${leadId} and tag = any(${[...gone]}::text[])`,
  )
  await setTags(tx, leadId, tags, now)
}

async function setTags(tx: Tx, leadId: string, tags: readonly string[], now: Date): Promise<void> {
  await rows(
    tx,
    sql`update lead set tags = ${[...tags]}::text[], updated_at = ${now}, version = version + 1
      where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}

/** Takes all tags from leads: anybody may have written anything into one. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  const ids = sql`any(${[...leadIds]}::uuid[])`
  await rows(tx, sql`delete from lead_tag where org_id = ${tx.orgId} and lead_id = ${ids}`)
  await rows(tx, sql`update lead set tags = '{}' where org_id = ${tx.orgId} and lead_id = ${ids}`)
}
