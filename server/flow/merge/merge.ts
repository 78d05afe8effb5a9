import { sql } from 'kysely'
import { refuse } from '../../../contract/refusals.ts'
import { rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { addSight, point, pointAtTwin } from '../../lead/family.ts'
import { replaceFast } from '../../lead/fast.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { addKeys, dropKeys } from '../../lead/keyring.ts'
import { searchKeys } from '../../lead/keys.ts'
import { knowLeads } from '../../lead/known.ts'
import { collaborators, reachLead } from '../../lead/reach.ts'
import { type LeadState, readLeads, writeValues } from '../../lead/store.ts'
import type { Change } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { refoldFamily } from '../../rooms/behaviour/store/tallies.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { noteReasons } from '../../rooms/clean/store.ts'
import * as consenting from '../../rooms/consent/store.ts'
import * as following from '../../rooms/followup/store.ts'
import * as pairs from '../../rooms/match/store/pairs.ts'
import { obstacleOf } from '../../rooms/merge/decide/survivor.ts'
import { same } from '../../rooms/merge/decide/undo.ts'
import * as merging from '../../rooms/merge/store.ts'
import * as owning from '../../rooms/ownership/store.ts'
import * as listing from '../../rooms/probe/store/lists.ts'
import * as tagging from '../../rooms/tag/store.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { noteHeld } from '../held/keep.ts'
import { judgeHeld } from '../quarantine.ts'
import { joinReferrals } from '../referral/family.ts'
import { rescore } from '../rescore.ts'
import { readSetup, type Setup } from '../setup.ts'
import { type Gathered, gather, type Wish } from './gather.ts'
import { carryDue, carryMarks } from './marks.ts'
import { personsApart } from './persons.ts'
import { changesBetween, type Plan, planMerge } from './plan.ts'
import { tellHolders, tellTrails } from './telling.ts'

/**
 * Merges leads into one of them, in the transaction it is given. What survives is decided by `planMerge`; the others
 * close and point at the survivor; follow-ups, tags, keys and who sees them go over; all that is needed to undo it is
 * kept, sealed. The same merge again is answered with the one that was made. Refuses `lead.not_yours`, `lead.merged`,
 * `version.stale` and what `obstacleOf` says.
 */
export async function mergeLeads(
  tx: Tx,
  caller: UserCaller,
  wish: Wish,
): Promise<{ mergeId: string; repeated: boolean }> {
  const made = await madeBefore(tx, wish)
  if (made) {
    await reachLead(tx, caller, { leadId: made.survivorId, now: new Date() })
    return { mergeId: made.mergeId, repeated: true }
  }
  await owning.lockOf(tx, wish.leadIds)
  const setup = await readSetup(tx, new Date())
  const gathered = await gather(tx, caller, { wish, setup })
  const { leads } = gathered
  const plan = await planMerge(tx, leads, { wanted: wish, setup })
  const obstacle = obstacleOf(leads, plan.survivorId)
  if (obstacle) throw refuse(obstacle.code, obstacle.params)
  const sealing = await capturing.readKeys(
    tx,
    leads.map(({ personId }) => personId),
  )
  if (leads.some(({ personId }) => !sealing.has(personId))) throw refuse('merge.erased')
  const mergeId = uuidv7()
  await write(tx, { mergeId, caller, setup, gathered, plan, wish, sealing })
  return { mergeId, repeated: false }
}

/** The merge in force that these very leads were part of, where there is one. */
async function madeBefore(tx: Tx, { leadIds, survivorId }: Wish): Promise<merging.Merge | undefined> {
  const asked = [...new Set(leadIds)].toSorted()
  return (await merging.mergesOf(tx, asked.slice(0, 1), { inForce: true })).find(
    (merge) =>
      same([merge.survivorId, ...merge.loserIds].toSorted(), asked) &&
      (survivorId ?? merge.survivorId) === merge.survivorId,
  )
}

export interface Writing {
  readonly mergeId: string
  readonly caller: UserCaller
  readonly setup: Setup
  readonly gathered: Gathered
  readonly plan: Plan
  readonly wish: Wish
  readonly sealing: ReadonlyMap<string, Buffer>
}

async function write(tx: Tx, writing: Writing): Promise<void> {
  const { mergeId, setup, gathered, plan } = writing
  const { now } = setup.moment
  const { survivorId } = plan
  const ids = gathered.leads.map(({ leadId }) => leadId)
  const losers = ids.filter((leadId) => leadId !== survivorId)
  const before = await merging.images(tx, ids)
  const [marks, due] = [await verifying.markImages(tx, [survivorId]), await listing.dueImages(tx, ids)]
  const sight = await moveAll(tx, writing)
  const carried = gathered.carried.filter(({ into }) => into !== survivorId)
  await point(tx, [...losers, ...carried.map(({ leadId }) => leadId)], { at: survivorId, now })
  const brought = await moveKeys(tx, writing)
  // The fields lists and matching look leads up by: those that end are found by none any more.
  await replaceFast(
    tx,
    losers.map((leadId) => ({ leadId, attrs: {} })),
    setup.fields,
  )
  const activities = await following.reparent(tx, losers, survivorId)
  await following.rederive(tx, [survivorId])
  const tags = await tagging.adopt(tx, survivorId, { from: losers, tags: plan.tags, now })
  await consenting.joinPersons(tx, personsApart(survivorId, gathered.leads))
  const disputes = await owning.reparent(tx, losers, survivorId)
  await joinReferrals(tx, { survivorId, loserIds: losers, now })
  const settled = await pairs.settle(tx, ids, { by: writing.caller.userId, at: now })
  const dueBrought = await carryDue(tx, { leads: gathered.leads, survivorId, values: plan.values }, due)
  const changes = await writeSurvivor(tx, writing)
  await tellTrails(tx, writing, changes)
  const after = await merging.images(tx, [survivorId])
  const marksAfter = await verifying.markImages(tx, [survivorId])
  const { kept, rule } = plan
  await merging.keep(
    tx,
    {
      mergeId,
      survivorId,
      at: now,
      byUser: writing.caller.userId,
      rule,
      picks: writing.wish.picks,
      kept: Object.fromEntries(
        Object.entries(kept).map(([field, { leadId, because }]) => [field, { leadId, because }]),
      ),
      moved: {
        activities,
        tags,
        sight,
        carried: carried.map(({ leadId, into }) => ({ leadId, into })),
        disputes,
        pairs: settled,
      },
    },
    gathered.leads.map(({ leadId, personId }) => ({
      leadId,
      key: writing.sealing.get(personId) as Buffer,
      snapshot: {
        before: before.get(leadId) ?? {},
        keys: gathered.keys.get(leadId) ?? [],
        due: due.filter((row) => row['lead_id'] === leadId),
        ...(leadId === survivorId
          ? { after: after.get(leadId) ?? {}, brought, marks, marksAfter, dueBrought }
          : {}),
      },
    })),
  )
  await tellHolders(tx, writing)
}

/** Closes those that end, gives the survivor to whoever is to have it, and shares it; returns who came to see what. */
async function moveAll(tx: Tx, writing: Writing): Promise<merging.Moved['sight']> {
  const { mergeId, caller, setup, gathered, plan } = writing
  const { now } = setup.moment
  const { survivorId } = plan
  const ids = gathered.leads.map(({ leadId }) => leadId)
  const seenBefore = await collaborators(tx, ids)
  const occasion = { now, day: setup.day, actor: { kind: 'user' as const, id: caller.userId }, quiet: true }
  const closing = gathered.leads
    .filter(({ leadId, closedAs }) => leadId !== survivorId && !closedAs)
    .map((lead): Move => ({
      leadId: lead.leadId,
      from: { kind: lead.holderKind, id: lead.holderId },
      to: { kind: 'closed', id: null },
      closedAs: 'merged',
      kind: 'merged_into',
      data: { mergeId, into: survivorId },
    }))
  await moveLeads(tx, [...closing, ...handOver(writing)], occasion)
  const shared = await addSight(tx, sharesOf(gathered, { plan, seenBefore }), now)
  // Closing lets whoever held a lead go on seeing it: that is new too where they did not share it before.
  const kept = closing.flatMap(({ leadId, from }) =>
    from.kind === 'rep' && from.id && !seenBefore.get(leadId)?.includes(from.id)
      ? [{ leadId, userId: from.id }]
      : [],
  )
  return [...kept, ...shared]
}

/** The survivor's way to the holder of one of the others, with the deadline it had there. */
function handOver({ mergeId, gathered, plan }: Writing): Move[] {
  const survivor = gathered.leads.find(({ leadId }) => leadId === plan.survivorId) as LeadState
  const from = gathered.leads.find(({ leadId }) => leadId === plan.holder.leadId) as LeadState
  const isSame = survivor.holderKind === from.holderKind && survivor.holderId === from.holderId
  if (isSame || from.holderKind === 'closed' || survivor.holderKind === 'closed') return []
  return [
    {
      leadId: survivor.leadId,
      from: { kind: survivor.holderKind, id: survivor.holderId },
      to: { kind: from.holderKind, id: from.holderId },
      kind: 'merge_assigned',
      deadline: { dueAt: from.dueAt, remindAt: from.remindAt, ruleId: null, poolId: null },
      data: { mergeId, of: from.leadId },
    },
  ]
}

/** Who saw one of the others in full sees the survivor; so do those who held one, where the policy says so. */
function sharesOf(
  { leads }: Gathered,
  { plan, seenBefore }: { plan: Plan; seenBefore: ReadonlyMap<string, readonly string[]> },
): { leadId: string; userId: string }[] {
  const holder = leads.find(({ leadId }) => leadId === plan.holder.leadId)?.holderId
  const losers = leads.filter(({ leadId }) => leadId !== plan.survivorId)
  const theirs = losers.flatMap((lead) => [
    ...(seenBefore.get(lead.leadId) ?? []),
    ...(plan.policy.share && lead.holderKind === 'rep' && lead.holderId ? [lead.holderId] : []),
  ])
  return [...new Set(theirs)]
    .filter((userId) => userId !== holder)
    .map((userId) => ({ leadId: plan.survivorId, userId }))
}

/** The survivor is found by every key of the others; they are found by none, so that no arrival goes to them. */
async function moveKeys(tx: Tx, { gathered, plan }: Writing): Promise<string[]> {
  const own = new Set(gathered.keys.get(plan.survivorId))
  const theirs = [...gathered.keys].filter(([leadId]) => leadId !== plan.survivorId)
  const searched = searchKeys(plan.values)
  const brought = [...new Set([...theirs.flatMap(([, keys]) => keys), ...searched])].filter(
    (key) => !own.has(key),
  )
  await addKeys(tx, [{ leadId: plan.survivorId, keys: brought }])
  await dropKeys(
    tx,
    theirs.map(([leadId, keys]) => ({ leadId, keys })),
  )
  return brought
}

/** Writes what survives into the survivor; returns what changed of it. */
async function writeSurvivor(tx: Tx, writing: Writing): Promise<Change[]> {
  const { setup, gathered, plan } = writing
  const { survivorId, values, stageOf, nextOf } = plan
  const survivor = gathered.leads.find(({ leadId }) => leadId === survivorId) as LeadState
  await writeValues(tx, [{ ...values, leadId: survivorId }], setup.moment.now)
  await carryMarks(tx, survivorId, { kept: plan.marks, now: setup.moment.now })
  await replaceFast(tx, [{ leadId: survivorId, attrs: values.attrs }], setup.fields)
  await following.takeOver(tx, survivorId, {
    stage: stageOf.stage,
    stage_at: stageOf.stageAt,
    stage_reason: stageOf.stageReason,
    next_step: nextOf.nextStep,
    next_at: nextOf.nextAt,
  })
  await setTouch(tx, survivorId, plan.touch)
  if (survivor.duplicateOf && gathered.leads.some(({ leadId }) => leadId === survivor.duplicateOf))
    await pointAtTwin(tx, survivorId, null)
  if (plan.customerId !== survivor.customerId)
    await knowLeads(tx, [{ leadId: survivorId, customerId: plan.customerId }])
  const [now] = await readLeads(tx, [survivorId])
  if (!now) throw refuse('not_found')
  if (now.holderKind === 'quarantine') await noteHeld(tx, await judgeHeld(tx, [now], { setup }), setup)
  else if (survivor.holderKind === 'quarantine')
    await noteReasons(tx, [{ leadId: survivorId, reasons: null }])
  // Until the tick has folded what all of them did, the survivor is scored by what it did itself.
  await refoldFamily(
    tx,
    gathered.leads.map(({ leadId }) => leadId),
  )
  const { change } = await rescore(tx, now, setup)
  return [...changesBetween(survivor, now), ...change]
}

/** Sets where a lead came from: a touch survives whole, never mixed of two. */
export async function setTouch(tx: Tx, leadId: string, touch: unknown): Promise<void> {
  await rows(
    tx,
    sql`update lead set touch = ${JSON.stringify(touch)}::jsonb where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}
