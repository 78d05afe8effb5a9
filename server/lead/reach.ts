import { sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import { rows, type Tx } from '../db/db.ts'
import { tell } from '../jobs/tell.ts'
import type { Caller, UserCaller } from '../people/caller.ts'
import { scopeOf, sees, sightOf } from '../people/scope.ts'
import { type LeadState, lockLeads } from './store.ts'
import { appendEvents } from './trail.ts'

/**
 * Locks a lead that the caller may work: one they see in full. Refuses `not_found` outside their scope, as if there
 * were none, `lead.not_yours` for what they see but do not hold (a pool's lead is to be claimed first), `lead.merged`
 * for one that another stands for now, and `lead.erased` for one of whom nothing is left.
 */
export async function reachLead(
  tx: Tx,
  caller: Caller,
  asked: { leadId: string; now: Date },
): Promise<LeadState> {
  const [lead] = await reachLeads(tx, caller, { leadIds: [asked.leadId], now: asked.now })
  if (!lead) throw refuse('not_found')
  if (lead.mergedInto) throw refuse('lead.merged', { into: lead.mergedInto })
  if (lead.closedAs === 'erased') throw refuse('lead.erased')
  return lead
}

interface Asked {
  readonly leadIds: readonly string[]
  readonly now: Date
}

/** Locks those of the leads that the caller sees; refuses when one of them is seen masked only. */
export async function reachLeads(tx: Tx, caller: Caller, asked: Asked): Promise<LeadState[]> {
  const { seen, sight } = await look(tx, caller, asked)
  const dim = seen.find((lead) => sight(lead) !== 'full')
  if (dim) throw refuse('lead.not_yours', { holder: dim.holderKind === 'pool' ? '公海 (pool)' : '—' })
  return seen
}

/** Locks those of the leads that the caller sees at all, for what can be done without reading their contacts. */
export async function seeLeads(tx: Tx, caller: Caller, asked: Asked): Promise<LeadState[]> {
  return (await look(tx, caller, asked)).seen
}

async function look(tx: Tx, caller: Caller, { leadIds, now }: Asked) {
  const scope = await scopeOf(tx, caller, now)
  const leads = await lockLeads(tx, leadIds)
  const shared = await collaborators(tx, leadIds)
  const known = (lead: LeadState) => ({ ...lead, collaborators: shared.get(lead.leadId) ?? [] })
  const sight = (lead: LeadState) => sightOf(scope, known(lead))
  return { seen: leads.filter((lead) => sees(scope, known(lead))), sight }
}

/** Who shares each lead. */
export async function collaborators(tx: Tx, leadIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; userIds: string[] }>`
      select lead_id, array_agg(user_id) as user_ids from lead_collaborator
      where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[]) group by lead_id`,
  )
  return new Map(found.map(({ leadId, userIds }) => [leadId, userIds]))
}

/** Sets who else may see and follow up a lead; noted in its trail. */
export async function shareLead(
  tx: Tx,
  caller: UserCaller,
  { leadId, userIds }: { leadId: string; userIds: readonly string[] },
): Promise<void> {
  const now = new Date()
  await reachLead(tx, caller, { leadId, now })
  const before = (await collaborators(tx, [leadId])).get(leadId) ?? []
  await rows(
    tx,
    sql`delete from lead_collaborator
      where org_id = ${tx.orgId} and lead_id = ${leadId} and user_id <> all(${userIds}::uuid[])`,
  )
  await rows(
    tx,
    sql`insert into lead_collaborator (org_id, lead_id, user_id, added_by, at)
      select ${tx.orgId}, ${leadId}, user_id, ${caller.userId}, ${now} from member
      where org_id = ${tx.orgId} and user_id = any(${userIds}::uuid[])
      on conflict do nothing`,
  )
  const after = (await collaborators(tx, [leadId])).get(leadId) ?? []
  const data = { changes: [{ field: 'collaborators', before, after }] }
  await appendEvents(tx, [
    { leadId, at: now, kind: 'shared', actor: { kind: 'user', id: caller.userId }, data },
  ])
  await tell(tx, { topic: 'lead', ids: [leadId] })
}
