import { sql } from 'kysely'
import { refuse } from '../../../contract/refusals.ts'
import { checkedFields } from '../../../contract/verify.ts'
import { rows, type Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox } from '../../lead/announce.ts'
import { alsoHeld, blank } from '../../lead/erase.ts'
import { mergedInto } from '../../lead/family.ts'
import { moveLeads } from '../../lead/hold.ts'
import { type LeadState, lockLeads, readLeads } from '../../lead/store.ts'
import { appendEvents } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { forgetAppeals } from '../../rooms/ability/store/appeals.ts'
import * as behaving from '../../rooms/behaviour/store/known.ts'
import * as capturing from '../../rooms/capture/store/erasing.ts'
import { noteReasons } from '../../rooms/clean/store.ts'
import * as consenting from '../../rooms/consent/store/erasing.ts'
import * as following from '../../rooms/followup/store.ts'
import * as importing from '../../rooms/import/store/erasing.ts'
import * as makingUp from '../../rooms/makeup/store.ts'
import * as pairs from '../../rooms/match/store/pairs.ts'
import * as owning from '../../rooms/ownership/store.ts'
import * as listing from '../../rooms/probe/store/lists.ts'
import * as profiling from '../../rooms/profile/store.ts'
import * as judging from '../../rooms/score/store/feedback.ts'
import * as tagging from '../../rooms/tag/store.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { lockAllKeys, lockHolders } from '../merge/gather.ts'
import { readSetup } from '../setup.ts'
import { eraseOfCustomers } from './customers.ts'
import { eraseNamed } from './named.ts'

/**
 * Erases the person a lead is of, with all that was merged into it or into which it was merged: facts, keys, what
 * anybody wrote, the keys that all sealed rows were sealed with, and what known customers hold of them. The rows of the
 * leads stay, empty and closed. Returns how many leads, and which others share an exact key. Refuses `not_found`.
 */
export async function eraseLead(
  tx: Tx,
  caller: UserCaller,
  leadId: string,
): Promise<{ erased: number; alike: string[] }> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const [asked] = await readLeads(tx, [leadId])
  if (!asked) throw refuse('not_found')
  const head = asked.mergedInto ?? asked.leadId
  const ids = [head, ...(await mergedInto(tx, [head])).map((each) => each.leadId)]
  await owning.lockOf(tx, ids)
  const keys = (await lockAllKeys(tx, ids, setup)).filter((key) => ofPerson.test(key))
  await lockHolders(tx, await readLeads(tx, ids), setup.day)
  const leads = await lockLeads(tx, ids)
  // Merged or parted meanwhile: whoever asks again is asked about what is so then.
  if (leads.some(({ leadId: id, mergedInto: into }) => (id === head ? into !== null : into !== head)))
    throw refuse('version.stale')
  if (leads.every(({ closedAs }) => closedAs === 'erased')) return { erased: 0, alike: [] }
  const alike = await alsoHeld(tx, keys, ids)
  const actor = { kind: 'user' as const, id: caller.userId }
  await close(tx, leads, { now, day: setup.day, actor })
  const imported = await eraseOfCustomers(tx, leads, { keys, now })
  await forget(tx, leads)
  await eraseNamed(tx, { keys, leadIds: ids, customerIds: imported.customerIds })
  const personIds = await consenting.forgetKeys(tx, {
    keys,
    personIds: leads.map(({ personId }) => personId),
  })
  const came = await capturing.erasePersons(tx, { personIds, leadIds: ids })
  await importing.eraseRows(tx, {
    rows: [...came, ...imported.rows],
    leadIds: ids,
    customerIds: imported.customerIds,
  })
  await blank(tx, ids, now)
  await appendEvents(
    tx,
    ids.map((id) => ({ leadId: id, at: now, kind: 'erased', actor, data: {} })),
  )
  await deliverOutbox(tx)
  await tell(tx, { topic: 'lead', ids })
  return { erased: ids.length, alike }
}

/** Exact keys that are of a person: a phone, an e-mail, a WeChat id; not a company's code, not a source's number. */
const ofPerson = /^[pew]:/

type Occasion = Parameters<typeof moveLeads>[2]

async function close(tx: Tx, leads: readonly LeadState[], occasion: Occasion): Promise<void> {
  const open = leads.filter(({ closedAs }) => !closedAs)
  await moveLeads(
    tx,
    open.map(({ leadId, holderKind, holderId }) => ({
      leadId,
      from: { kind: holderKind, id: holderId },
      to: { kind: 'closed', id: null },
      closedAs: 'erased',
      kind: 'closed',
    })),
    { ...occasion, quiet: true },
  )
}

/** What each room keeps of leads: it goes. */
async function forget(tx: Tx, leads: readonly LeadState[]): Promise<void> {
  const ids = leads.map(({ leadId }) => leadId)
  const values = leads.flatMap((lead) =>
    checkedFields.flatMap((field) => (lead[field] ? [{ field, value: lead[field] }] : [])),
  )
  await verifying.forgetMarks(tx, ids)
  await listing.leaveDue(tx, ids)
  await listing.forgetResults(tx, values)
  await following.forget(tx, ids)
  await behaving.forget(tx, ids)
  await forgetAppeals(tx, ids)
  await makingUp.forget(tx, ids)
  await tagging.forget(tx, ids)
  await owning.forget(tx, ids)
  await judging.forget(tx, ids)
  await pairs.forget(tx, ids)
  await profiling.forget(tx, ids)
  await noteReasons(
    tx,
    ids.map((leadId) => ({ leadId, reasons: null })),
  )
  await rows(
    tx,
    sql`update lead set touch = '{}' where org_id = ${tx.orgId} and lead_id = any(${ids}::uuid[])`,
  )
}
