import type { MergePreview, Merged } from '../../../contract/merge.ts'
import { refuse, refusalSentence } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import { holderNames } from '../../lead/names.ts'
import { reachLeads } from '../../lead/reach.ts'
import { sourceNames } from '../../lead/sources.ts'
import type { LeadState } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import { since } from '../../rooms/followup/store.ts'
import { obstacleOf } from '../../rooms/merge/decide/survivor.ts'
import { conflictsOf } from '../../rooms/merge/decide/undo.ts'
import * as merging from '../../rooms/merge/store.ts'
import { readSetup } from '../setup.ts'
import { refuseOthers } from './gather.ts'
import { statusesBy } from './marks.ts'
import { type Plan, planMerge, type Wanted } from './plan.ts'
import { type Obstacle, readUndoing, undoObstacle } from './undoing.ts'

interface Asked extends Wanted {
  readonly leadIds: readonly string[]
  readonly lang: Lang
}

/** What merging these leads would make, and why; nothing is written. Refuses what `mergeLeads` would, but for obstacles. */
export async function previewMerge(tx: Tx, caller: UserCaller, asked: Asked): Promise<MergePreview> {
  const now = new Date()
  const setup = await readSetup(tx, now)
  const ids = [...new Set(asked.leadIds)]
  const leads = await reachLeads(tx, caller, { leadIds: ids, now })
  if (leads.length < ids.length) throw refuse('not_found')
  if (leads.some(({ mergedInto }) => mergedInto)) throw refuse('lead.merged')
  await refuseOthers(tx, caller, leads, now)
  const plan = await planMerge(tx, leads, { wanted: asked, setup })
  const survivor = leads.find(({ leadId }) => leadId === plan.survivorId) as LeadState
  const { score, grade } = setup.score({
    ...survivor,
    ...plan.values,
    ...statusesBy(plan.values, plan.marks),
    tags: plan.tags,
    stage: plan.stageOf.stage,
  })
  return {
    survivorId: plan.survivorId,
    survivorBecause: plan.survivorBecause,
    leads: await described(
      tx,
      ids.flatMap((id) => leads.find(({ leadId }) => leadId === id) ?? []),
    ),
    fields: fieldsOf(plan),
    tags: [...plan.tags],
    holder: plan.holder,
    score: { score, grade },
    obstacle: told(obstacleOf(leads, plan.survivorId), asked.lang),
  }
}

function fieldsOf({ kept, candidates }: Plan): MergePreview['fields'] {
  return Object.entries(kept).map(([field, { value, leadId, because }]) => ({
    field,
    value,
    leadId,
    because,
    alternatives: candidates.map((candidate) => ({
      leadId: candidate.leadId,
      value: candidate.values[field] ?? null,
      at: candidate.changedAt?.[field] ?? candidate.arrivedAt,
    })),
  }))
}

function told(obstacle: Obstacle | undefined, lang: Lang): MergePreview['obstacle'] {
  return obstacle
    ? { code: obstacle.code, message: refusalSentence(obstacle.code, obstacle.params, lang) }
    : null
}

async function described(tx: Tx, leads: readonly LeadState[]): Promise<MergePreview['leads']> {
  const ids = leads.map(({ leadId }) => leadId)
  const names = await holderNames(
    tx,
    leads.flatMap(({ holderId }) => holderId ?? []),
  )
  const sources = await sourceNames(
    tx,
    leads.map(({ sourceId }) => sourceId),
  )
  const counts = await merging.counts(tx, ids)
  return leads.map((lead) => ({
    leadId: lead.leadId,
    version: lead.version,
    name: lead.name,
    company: lead.company,
    holder: {
      kind: lead.holderKind,
      id: lead.holderId,
      name: (lead.holderId && names.get(lead.holderId)) ?? null,
    },
    stage: lead.stage,
    closedAs: lead.closedAs,
    sourceName: sources.get(lead.sourceId) ?? '',
    arrivedAt: lead.arrivedAt,
    score: lead.score,
    grade: lead.grade,
    counts: counts.get(lead.leadId) ?? { activities: 0, arrivals: 0, events: 0, merges: 0 },
  }))
}

/** Merges as they are told outside, with the names of who made and undid them. */
export async function toldMerges(
  tx: Tx,
  merges: readonly merging.Merge[],
  repeated = false,
): Promise<Merged[]> {
  const ids = merges.flatMap(({ byUser, undoneBy }) => [byUser, ...(undoneBy ? [undoneBy] : [])])
  const names = await holderNames(tx, ids)
  const who = (id: string) => ({ id, name: names.get(id) ?? '' })
  return merges.map(({ mergeId, survivorId, loserIds, at, byUser, undoneAt, undoneBy }) => ({
    mergeId,
    survivorId,
    leadIds: [...loserIds],
    at,
    by: who(byUser),
    undoneAt,
    undoneBy: undoneBy ? who(undoneBy) : null,
    repeated,
  }))
}

/** Every merge a lead was part of, newest first. Refuses `not_found` outside the caller's scope. */
export async function mergesOf(tx: Tx, caller: UserCaller, leadId: string): Promise<Merged[]> {
  const [lead] = await reachLeads(tx, caller, { leadIds: [leadId], now: new Date() })
  if (!lead) throw refuse('not_found')
  return toldMerges(tx, await merging.mergesOf(tx, [leadId]))
}

/** What undoing a merge would meet: fields edited since, follow-ups logged since, who gets what back. */
export async function previewUndo(
  tx: Tx,
  caller: UserCaller,
  { mergeId, lang }: { mergeId: string; lang: Lang },
) {
  const now = new Date()
  const merge = await merging.readMerge(tx, mergeId)
  const [survivor] = merge ? await reachLeads(tx, caller, { leadIds: [merge.survivorId], now }) : []
  if (!merge || !survivor) throw refuse('not_found')
  await refuseOthers(tx, caller, [survivor], now)
  const [toldMerge] = (await toldMerges(tx, [merge])) as [Merged]
  const obstacle = merge.undoneAt ? undefined : await undoObstacle(tx, caller, merge)
  const nothing = { conflicts: [], activities: [], holders: [] }
  if (merge.undoneAt || obstacle) return { merge: toldMerge, ...nothing, obstacle: told(obstacle, lang) }
  const { survivor: images, returns } = await readUndoing(tx, merge, await readSetup(tx, now))
  const names = await holderNames(
    tx,
    returns.flatMap(({ to }) => to?.id ?? []),
  )
  const moved = new Set(merge.moved.activities.map(({ activityId }) => activityId))
  return {
    merge: toldMerge,
    conflicts: conflictsOf(images),
    activities: (await since(tx, merge.survivorId, merge.at)).filter(
      ({ activityId }) => !moved.has(activityId),
    ),
    holders: returns.map(({ leadId, to, asBefore }) => {
      const holder = to ?? { kind: 'closed' as const, id: null }
      return { leadId, holder: { ...holder, name: (holder.id && names.get(holder.id)) ?? null }, asBefore }
    }),
    obstacle: null,
  }
}
