import { sql } from 'kysely'
import type { PolicyKind } from '../../contract/policy.ts'
import { Refusal, refusalSentence, refuse } from '../../contract/refusals.ts'
import type { Scheduled } from '../../contract/schedule.ts'
import type { Lang } from '../../contract/shapes.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { tell } from '../jobs/tell.ts'
import { notify } from '../lead/announce.ts'
import { staffOf } from '../people/staff.ts'
import type { PublishGates } from './gate.ts'
import { type Next, publishReady, readyNext } from './publishing.ts'

const YEAR = 366 * 86_400_000 // ms

/**
 * Plans a version that was checked for a moment ahead. Refuses `schedule.past`, and `version.stale` where another version than
 * the one it was made from is in force.
 */
export async function add(tx: Tx, next: Next, { at, now }: { at: Date; now: Date }): Promise<string> {
  if (+at <= +now || +at > +now + YEAR) throw refuse('schedule.past')
  const { kind, scope, over, body, note, by } = next
  const scheduleId = uuidv7()
  const added = await one(
    tx,
    sql`insert into scheduled_publish
        (org_id, schedule_id, kind, scope, body, over, note, at, planned_by, planned_at, state)
      select ${tx.orgId}, ${scheduleId}, ${kind}, ${scope}, ${JSON.stringify(body)}::jsonb, ${over}, ${note}, ${at}, ${by}, ${now}, 'planned'
      where ${over} = coalesce((select version from policy
        where org_id = ${tx.orgId} and kind = ${kind} and scope = ${scope} and valid_to = 'infinity'), 0)
      returning schedule_id`,
  )
  if (!added) throw refuse('version.stale')
  await tell(tx, { topic: 'policy', ids: [] })
  return scheduleId
}

type Row = Omit<Scheduled, 'plannedBy' | 'at' | 'plannedAt' | 'settledAt'> & {
  readonly at: Date
  readonly plannedAt: Date
  readonly settledAt: Date | null
  readonly plannedBy: { readonly id: string; readonly name: string }
}

/** What is planned, the soonest first, and the last ten of what was. */
export function list(tx: Tx, { kind, scope }: { kind: PolicyKind; scope: string }): Promise<Row[]> {
  return rows(
    tx,
    sql<Row>`select schedule_id, body, over, note, at, planned_at, state, settled_at, why -> 'said' as why,
        jsonb_build_object('id', planned_by, 'name', coalesce(member.name, '')) as planned_by
      from (select *, row_number() over (partition by state = 'planned' order by settled_at desc) as place
        from scheduled_publish where org_id = ${tx.orgId} and kind = ${kind} and scope = ${scope}) held
      left join member on member.org_id = held.org_id and member.user_id = held.planned_by
      where state = 'planned' or place <= 10
      order by state <> 'planned', case when state = 'planned' then at end, settled_at desc, schedule_id`,
  )
}

/** Takes a planned version back. Refuses `not_found`, and `schedule.settled` for one that is planned no more. */
export async function cancel(tx: Tx, scheduleId: string, now: Date): Promise<void> {
  const held = await one(
    tx,
    sql<{ state: string }>`select state from scheduled_publish
      where org_id = ${tx.orgId} and schedule_id = ${scheduleId} for update`,
  )
  if (!held) throw refuse('not_found')
  if (held.state !== 'planned') throw refuse('schedule.settled')
  await settle(tx, scheduleId, { state: 'cancelled', why: null, now })
}

type Due = Next & { readonly scheduleId: string; readonly plannedAt: Date }

/**
 * Publishes the next version whose moment has come: once, however many servers ask. One that was overtaken is marked so, and whoever
 * planned it is told; one that could not work any more (it names who is gone) is kept with why, and the admins are told too. What
 * is in force stays. Returns whether there was one.
 */
export async function publishDue(tx: Tx, gates: PublishGates, now: Date): Promise<boolean> {
  const due = await one(
    tx,
    sql<Due>`select schedule_id, kind, scope, over, body, note, planned_by as by, planned_at from scheduled_publish
      where org_id = ${tx.orgId} and state = 'planned' and at <= ${now}
      order by at, schedule_id limit 1 for update skip locked`,
  )
  if (!due) return false
  const { scheduleId, kind, scope, by } = due
  const refused = await publishPlanned(tx, due, { gates, now })
  const state = refused === null ? 'published' : refused.code === 'version.stale' ? 'stale' : 'refused'
  await settle(tx, scheduleId, { state, why: refused, now })
  const told = new Set([by, ...(state === 'refused' ? await staffOf(tx, ['admin']) : [])])
  const data = { policy: kind, scope, scheduleId, ...refused }
  const notices = [...told].map((userId) => ({ userId, kind: `policy.${state}`, leadId: null, data }))
  await notify(tx, notices, now)
  return true
}

/** Why a planned version was not published, as everybody may read it. */
interface Why {
  readonly code: Refusal['code']
  readonly said: Record<Lang, string>
}

async function publishPlanned(
  tx: Tx,
  due: Due,
  at: { readonly gates: PublishGates; readonly now: Date },
): Promise<Why | null> {
  const ready = (lang: Lang) => readyNext(tx, due, { ...at, anyway: null, planned: true, lang })
  const refused = await refusalOf(async () => {
    const { version } = await publishReady(tx, await ready('zh'), at.now)
    await carryOn(tx, due, version)
  })
  if (!refused) return null
  // What is wrong is said in the language it is asked in
  const inEnglish = (await refusalOf(() => ready('en'))) ?? refused
  const said = {
    zh: refusalSentence(refused.code, refused.params, 'zh'),
    en: refusalSentence(inEnglish.code, inEnglish.params, 'en'),
  }
  return { code: refused.code, said }
}

/** The refusal it ends in. One comes before anything is written, so the transaction goes on. */
async function refusalOf(attempt: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await attempt()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Whoever planned on top of this one knew of it: what they planned follows the new version. */
async function carryOn(tx: Tx, { kind, scope, over, plannedAt }: Due, version: number): Promise<void> {
  await rows(
    tx,
    sql`update scheduled_publish set over = ${version}
      where org_id = ${tx.orgId} and kind = ${kind} and scope = ${scope} and state = 'planned' and over = ${over}
        and planned_at > ${plannedAt}`,
  )
}

interface Settling {
  readonly state: Exclude<Scheduled['state'], 'planned'>
  readonly why: object | null
  readonly now: Date
}

async function settle(tx: Tx, scheduleId: string, { state, why, now }: Settling): Promise<void> {
  await rows(
    tx,
    sql`update scheduled_publish set state = ${state}, settled_at = ${now}, why = ${why && JSON.stringify(why)}::jsonb
      where org_id = ${tx.orgId} and schedule_id = ${scheduleId}`,
  )
  await tell(tx, { topic: 'policy', ids: [] })
}
