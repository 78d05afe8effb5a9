import { refuse } from '../../../contract/refusals.ts'
import { facts } from '../../../rules/fields.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox, type Notice, notify } from '../../lead/announce.ts'
import { dropSight, point, pointAtTwin, restoreHolding } from '../../lead/family.ts'
import { replaceFast } from '../../lead/fast.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { addKeys, dropKeys } from '../../lead/keyring.ts'
import { matchKeys, searchKeys } from '../../lead/keys.ts'
import { knowLeads } from '../../lead/known.ts'
import { reachLeads } from '../../lead/reach.ts'
import { type LeadState, lockLeads, readLeads, type LeadValues, writeValues } from '../../lead/store.ts'
import { appendEvents, type Change, tellChanges } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { refoldFamily } from '../../rooms/behaviour/store/tallies.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { noteReasons } from '../../rooms/clean/store.ts'
import * as consenting from '../../rooms/consent/store.ts'
import * as following from '../../rooms/followup/store.ts'
import * as matching from '../../rooms/match/store.ts'
import * as pairs from '../../rooms/match/store/pairs.ts'
import { backAsOne, columnOf, factsUndone, same } from '../../rooms/merge/decide/undo.ts'
import * as merging from '../../rooms/merge/store.ts'
import * as owning from '../../rooms/ownership/store.ts'
import * as scoring from '../../rooms/score/store.ts'
import * as tagging from '../../rooms/tag/store.ts'
import { receive } from '../decision.ts'
import { keepHeld } from '../held/keep.ts'
import { partReferrals } from '../referral/family.ts'
import { rescore } from '../rescore.ts'
import { readSetup, type Setup } from '../setup.ts'
import { lockAllKeys, lockHolders, refuseOthers } from './gather.ts'
import { partMarks } from './marks.ts'
import { setTouch } from './merge.ts'
import { personsApart } from './persons.ts'
import { changesBetween } from './plan.ts'
import { holderOf, readUndoing, type Return, undoObstacle, type Undoing } from './undoing.ts'

export interface Wish {
  readonly mergeId: string
  /** Fields edited since that are to be as before the merge all the same. */
  readonly restore: readonly string[]
  /** Follow-up logged since → the lead that is to have it. */
  readonly activities: Readonly<Record<string, string>>
}

/**
 * Undoes a merge: every lead is again what it was, with its holder, keys, follow-ups, tags and who sees it. What was
 * edited on the survivor since is kept, unless `restore` names it. Undone before, nothing happens. Refuses `not_found`
 * outside the caller's scope, `lead.not_yours`, `merge.undo_first` and `merge.erased`.
 */
export async function undoMerge(tx: Tx, caller: UserCaller, wish: Wish): Promise<void> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const seen = await merging.readMerge(tx, wish.mergeId)
  if (!seen) throw refuse('not_found')
  const ids = [seen.survivorId, ...seen.loserIds]
  await owning.lockOf(tx, ids)
  await lockKeysOf(tx, seen, setup)
  await lockPeople(tx, seen, setup)
  await lockLeads(tx, [...ids, ...seen.moved.carried.map(({ leadId }) => leadId)])
  const [survivor] = await reachLeads(tx, caller, { leadIds: [seen.survivorId], now })
  const merge = await merging.readMerge(tx, wish.mergeId)
  if (!survivor || !merge) throw refuse('not_found')
  await refuseOthers(tx, caller, [survivor], now)
  if (merge.undoneAt) return
  const obstacle = await undoObstacle(tx, caller, merge)
  if (obstacle) throw refuse(obstacle.code, obstacle.params)
  const stranger = Object.values(wish.activities).find((leadId) => !merge.loserIds.includes(leadId))
  if (stranger) throw refuse('merge.field_unknown', { field: stranger })
  await write(tx, { undoing: await readUndoing(tx, merge, setup), caller, setup, wish, survivor })
}

/** Every key that will change its lead, before loads and leads. */
async function lockKeysOf(tx: Tx, merge: merging.Merge, setup: Setup): Promise<void> {
  const parts = await merging.snapshots(tx, merge.mergeId)
  const kept = [...parts.values()].flatMap((part) => [...(part?.keys ?? []), ...(part?.brought ?? [])])
  await matching.lockKeys(
    tx,
    [...new Set(kept)].filter((key) => exact.test(key)),
  )
  await lockAllKeys(tx, [merge.survivorId], setup)
}

const exact = /^[xpewu]:/

/** The loads of whoever holds the survivor, and of whoever gets a lead back. */
async function lockPeople(tx: Tx, merge: merging.Merge, setup: Setup): Promise<void> {
  const held = await readLeads(tx, [merge.survivorId])
  const parts = await merging.snapshots(tx, merge.mergeId)
  const before = [...parts.values()].flatMap((part) => (part ? [holderOf(part.before)] : []))
  await lockHolders(
    tx,
    [...held, ...before.map(({ kind, id }) => ({ holderKind: kind, holderId: id }))],
    setup.day,
  )
}

interface Writing {
  readonly undoing: Undoing
  readonly caller: UserCaller
  readonly setup: Setup
  readonly wish: Wish
  /** As it stands when it is undone. */
  readonly survivor: LeadState
}

async function write(tx: Tx, writing: Writing): Promise<void> {
  const { undoing, caller, setup, wish } = writing
  const { merge, returns } = undoing
  const { now } = setup.moment
  const { survivorId, loserIds, moved } = merge
  await point(tx, loserIds, { at: null, now })
  for (const [into, theirs] of Map.groupBy(moved.carried, (each) => each.into))
    await point(
      tx,
      theirs.map(({ leadId }) => leadId),
      { at: into, now },
    )
  await moveBack(tx, writing)
  await dropSight(tx, moved.sight)
  await replaceFast(tx, await readLeads(tx, loserIds), setup.fields)
  const chosen = Object.entries(wish.activities).map(([activityId, leadId]) => ({ activityId, leadId }))
  await following.giveBack(tx, survivorId, [...moved.activities, ...chosen])
  await following.rederive(tx, [survivorId, ...loserIds])
  const changes = await restoreSurvivor(tx, writing)
  await returnKeys(tx, writing)
  const parted = await readLeads(tx, [survivorId, ...loserIds])
  await consenting.partPersons(tx, personsApart(survivorId, parted))
  const kept = parted.filter(({ holderKind }) => holderKind === 'quarantine')
  await keepHeld(
    tx,
    kept.map((lead) => ({ lead, reasons: (lead.gateReasons ?? []) as readonly Because[] })),
    setup,
  )
  if (moved.pairs) await pairs.unsettle(tx, moved.pairs)
  else await pairs.reopen(tx, [survivorId, ...loserIds])
  await owning.giveBack(tx, moved.disputes ?? [])
  await partReferrals(tx, { survivorId, loserIds, now })
  await tellTrails(tx, writing, changes)
  await merging.markUndone(tx, merge.mergeId, { by: caller.userId, now })
  const notices = returns.flatMap(({ leadId, to }): Notice[] =>
    to?.kind === 'rep' && to.id && to.id !== caller.userId
      ? [{ userId: to.id, kind: 'lead.merge_undone', leadId, data: { mergeId: merge.mergeId } }]
      : [],
  )
  await notify(tx, notices, now)
  await deliverOutbox(tx)
  await tell(tx, { topic: 'lead', ids: [survivorId, ...loserIds] })
}

/** Everybody gets back what they had, as far as they are still there. */
async function moveBack(tx: Tx, { undoing, caller, setup }: Writing): Promise<void> {
  const { merge, returns, survivorReturn, survivor } = undoing
  const closed = { kind: 'closed' as const, id: null }
  const back = (each: Return, from: Move['from']): Move[] =>
    each.to
      ? [
          {
            leadId: each.leadId,
            from,
            to: each.to,
            kind: 'merge_undone',
            deadline: { ...each.deadline, ruleId: null, poolId: null },
            data: { mergeId: merge.mergeId, asBefore: each.asBefore },
          },
        ]
      : []
  const moves = [
    ...returns.flatMap((each) => back(each, closed)),
    ...(survivorReturn ? back(survivorReturn, holderOf(survivor.now)) : []),
  ]
  const actor = { kind: 'user' as const, id: caller.userId }
  const moved = await moveLeads(tx, moves, { now: setup.moment.now, day: setup.day, actor, quiet: true })
  await restoreHolding(
    tx,
    [...returns, ...(survivorReturn ? [survivorReturn] : [])]
      .filter(({ leadId, asBefore }) => asBefore && moved.has(leadId))
      .map(({ before, deadline }) => ({ ...before, due_at: deadline.dueAt, remind_at: deadline.remindAt })),
  )
}

/** Takes out of the survivor what the merge put into it; returns what changed of it. */
async function restoreSurvivor(tx: Tx, writing: Writing): Promise<Change[]> {
  const { undoing, setup, wish, survivor } = writing
  const { merge, survivor: images } = undoing
  const { survivorId: leadId } = merge
  const { now } = setup.moment
  const restore = new Set(wish.restore)
  const undone = factsUndone(images, restore)
  const values = undone as unknown as LeadValues
  await writeValues(tx, [{ ...values, leadId }], now)
  const standing = (await merging.images(tx, [leadId])).get(leadId) ?? {}
  const rowsOf = { merged: images.now, now: standing }
  await partMarks(tx, { survivorId: leadId, ...undoing.parts, ...rowsOf, at: now })
  await replaceFast(tx, [{ leadId, attrs: values.attrs }], setup.fields)
  const tags = survivor.tags.filter((tag) => !merge.moved.tags.includes(tag))
  await tagging.disown(tx, leadId, { gone: merge.moved.tags, tags, now })
  const stage = ['stage', 'stage_at', 'stage_reason']
  const { before } = images
  const staged = restore.has('stage')
    ? Object.fromEntries(stage.map((column) => [column, before[column]]))
    : backAsOne(stage, images)
  await following.takeOver(tx, leadId, { ...staged, ...backAsOne(['next_step', 'next_at'], images) })
  const touch = backAsOne(['touch'], images)
  if (touch) await setTouch(tx, leadId, touch['touch'])
  const twin = backAsOne(['duplicate_of'], images)
  if (twin) await pointAtTwin(tx, leadId, twin['duplicate_of'] as string | null)
  const customer = backAsOne(['customer_id'], images)
  if (customer) await knowLeads(tx, [{ leadId, customerId: customer['customer_id'] as string | null }])
  const gate = backAsOne(['gate_reasons'], images)
  if (gate) await noteReasons(tx, [{ leadId, reasons: gate['gate_reasons'] as unknown[] | null }])
  const [after] = await readLeads(tx, [leadId])
  if (!after) throw refuse('not_found')
  await refoldFamily(tx, [leadId])
  const change = await scoreAgain(tx, after, { images, setup })
  return [...changesBetween(survivor, after), ...change]
}

type Scored = { images: Undoing['survivor']; setup: Setup }

/** The score it had, where all that a score looks at is as it was; else the score of what it is now. */
async function scoreAgain(tx: Tx, lead: LeadState, { images, setup }: Scored): Promise<Change[]> {
  const { before } = images
  const asBefore = [...facts, 'attrs' as const, 'tags' as const, 'stage' as const].every((field) =>
    same(lead[field], before[columnOf(field)]),
  )
  const sameHand = same(lead.scoreOverride, before['score_override'])
  if (!asBefore || !sameHand) return (await rescore(tx, lead, setup)).change
  const [score, grade] = [before['score'] as number, before['grade'] as string]
  const terms = before['score_terms'] as scoring.Scored['terms']
  const held = before['score_changes_at'] as string | null
  const changesAt = held === null ? null : new Date(held)
  const version = before['score_version'] as number | null
  const valued = (before['value_terms'] ?? null) as scoring.Scored['valued']
  const own = scoring.ready([{ leadId: lead.leadId, score, grade, terms, changesAt, valued }])
  await scoring.write(tx, own, { score: version, value: (before['value_version'] ?? null) as number | null })
  return score === lead.score ? [] : [{ field: 'score', before: lead.score, after: score }]
}

/** Each lead is found by its own keys again; the survivor keeps those it has come to by itself since. */
async function returnKeys(tx: Tx, { undoing, setup }: Writing): Promise<void> {
  const { merge, survivor, returns } = undoing
  const [lead] = await readLeads(tx, [merge.survivorId])
  const arrived = (await capturing.arrivalsOf(tx, [merge.survivorId]))
    .filter(({ status }) => status !== 'duplicate')
    .map(({ incoming }) => receive(incoming, setup))
  const own = lead ? [...matchKeys(lead), ...searchKeys(lead)] : []
  const stays = new Set([
    ...own,
    ...survivor.keys,
    ...arrived.flatMap(({ keys, searched }) => [...keys, ...searched]),
  ])
  await dropKeys(tx, [{ leadId: merge.survivorId, keys: survivor.brought.filter((key) => !stays.has(key)) }])
  await addKeys(tx, [
    { leadId: merge.survivorId, keys: own },
    ...returns.map(({ leadId, keys }) => ({ leadId, keys })),
  ])
}

async function tellTrails(tx: Tx, writing: Writing, changes: readonly Change[]): Promise<void> {
  const { undoing, caller, setup, survivor, wish } = writing
  const { merge, returns } = undoing
  const key = (await capturing.readKeys(tx, [survivor.personId])).get(survivor.personId) ?? null
  const { open, sealed } = tellChanges(changes, key, setup.personalCustom)
  const common = {
    at: setup.moment.now,
    kind: 'merge_undone',
    actor: { kind: 'user' as const, id: caller.userId },
  }
  const stillClosed = returns.filter(({ to }) => to === null)
  await appendEvents(tx, [
    ...stillClosed.map(({ leadId }) => ({ ...common, leadId, data: { mergeId: merge.mergeId } })),
    {
      ...common,
      leadId: merge.survivorId,
      data: { mergeId: merge.mergeId, leadIds: merge.loserIds, restored: wish.restore, changes: open },
      sealed,
    },
  ])
}
