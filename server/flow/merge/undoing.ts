import { type RefusalCode, type RefusalParams, refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import type { Deadline } from '../../lead/clock.ts'
import type { Holder } from '../../lead/hold.ts'
import { holderNames } from '../../lead/names.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import type { Image, Images } from '../../rooms/merge/decide/undo.ts'
import * as merging from '../../rooms/merge/store.ts'
import type { Setup } from '../setup.ts'

/** A lead that comes back, and to whom. */
export interface Return {
  readonly leadId: string
  readonly before: Image
  readonly keys: readonly string[]
  /** Null of one that was closed before the merge: it stays so. */
  readonly to: Holder | null
  /** Whether that is who had it. */
  readonly asBefore: boolean
  readonly deadline: Pick<Deadline, 'dueAt' | 'remindAt'>
}

/** A merge with all that undoing it looks at. */
export interface Undoing {
  readonly merge: merging.Merge
  readonly survivor: Images & { readonly keys: readonly string[]; readonly brought: readonly string[] }
  readonly parts: { readonly own: merging.Snapshot; readonly others: readonly merging.Snapshot[] }
  /** Where the survivor goes, if the merge had given it to somebody else who still has it. */
  readonly survivorReturn: Return | null
  readonly returns: readonly Return[]
}

export interface Obstacle {
  readonly code: RefusalCode
  readonly params: RefusalParams
}

/**
 * Why a merge cannot be undone now: a later one builds on it (that one is named, the newest first), or somebody was
 * erased. Undefined when it can.
 */
export async function undoObstacle(
  tx: Tx,
  caller: UserCaller,
  merge: merging.Merge,
): Promise<Obstacle | undefined> {
  const [newest] = await merging.mergesOf(tx, [merge.survivorId], { inForce: true })
  if (newest && newest.mergeId > merge.mergeId) {
    const names = await holderNames(tx, [newest.byUser])
    const at = momentOf(newest.at, caller)
    return { code: 'merge.undo_first', params: { at, by: names.get(newest.byUser) ?? '—' } }
  }
  const parts = await merging.snapshots(tx, merge.mergeId)
  return [...parts.values()].some((part) => part === null) ? { code: 'merge.erased', params: {} } : undefined
}

function momentOf(at: Date, { zone, lang }: UserCaller): string {
  return new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: zone,
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at)
}

/** Reads what a merge was and what has become of its leads. Refuses `merge.erased`. */
export async function readUndoing(tx: Tx, merge: merging.Merge, setup: Setup): Promise<Undoing> {
  const parts = await merging.snapshots(tx, merge.mergeId)
  const now = await merging.images(tx, [merge.survivorId])
  const own = parts.get(merge.survivorId)
  const losers = merge.loserIds.map((leadId) => ({ leadId, part: parts.get(leadId) }))
  const rejoined = losers.flatMap(({ leadId, part }) => (part ? [{ leadId, part }] : []))
  if (!own || rejoined.length < losers.length) throw refuse('merge.erased')
  const images = { before: own.before, after: own.after ?? own.before, now: now.get(merge.survivorId) ?? {} }
  const holders = [images.before, ...rejoined.map(({ part }) => part.before)].map(holderOf)
  const ids = [
    ...holders.flatMap(({ id }) => id ?? []),
    ...rejoined.flatMap(({ part }) => poolOf(part.before)),
  ]
  const gone = await merging.goneHolders(tx, [...new Set(ids)])
  const leads = await readLeads(tx, [merge.survivorId, ...merge.loserIds])
  const back = (leadId: string, { before, keys }: merging.Snapshot) => {
    const lead = leads.find((each) => each.leadId === leadId) as LeadState
    return returnOf({ leadId, before, keys }, { lead, gone, setup })
  }
  return {
    merge,
    survivor: { ...images, keys: own.keys, brought: own.brought ?? [] },
    parts: { own, others: rejoined.map(({ part }) => part) },
    survivorReturn: wasHandedOver(images) ? back(merge.survivorId, own) : null,
    returns: rejoined.map(({ leadId, part }) => back(leadId, part)),
  }
}

/** Who holds a lead by its row. */
export function holderOf(image: Image): Holder {
  return { kind: image['holder_kind'] as Holder['kind'], id: image['holder_id'] as string | null }
}

const poolOf = (image: Image): string[] => (typeof image['pool_id'] === 'string' ? [image['pool_id']] : [])

function wasHandedOver({ before, after, now }: Images): boolean {
  const [was, became, is] = [holderOf(before), holderOf(after), holderOf(now)]
  const moved = was.kind !== became.kind || was.id !== became.id
  return moved && is.kind === became.kind && is.id === became.id
}

interface Knowing {
  /** As its row is while it is merged. */
  readonly lead: LeadState
  readonly gone: ReadonlySet<string>
  readonly setup: Setup
}

/** To whoever had it; where they are gone to the pool it was of, and where that is gone too it waits to be given. */
function returnOf(
  { leadId, before, keys }: Pick<Return, 'leadId' | 'before' | 'keys'>,
  { lead, gone, setup }: Knowing,
): Return {
  const was = holderOf(before)
  const common = { leadId, before, keys }
  if (was.kind === 'closed') return { ...common, to: null, asBefore: true, deadline: none }
  if (!was.id || !gone.has(was.id))
    return { ...common, to: was, asBefore: true, deadline: deadlineOf(lead, { before, setup }) }
  const [pool] = [...poolOf(before), setup.assigning?.body.fallbackPoolId ?? ''].filter(
    (id) => id && !gone.has(id),
  )
  const to: Holder = pool ? { kind: 'pool', id: pool } : { kind: 'waiting', id: null }
  return { ...common, to, asBefore: false, deadline: none }
}

const none = { dueAt: null, remindAt: null }

/** The deadline it had; one that has passed while nobody could work on the lead begins anew. */
function deadlineOf(lead: LeadState, { before, setup }: { before: Image; setup: Setup }): Return['deadline'] {
  const moment = (column: string) => (typeof before[column] === 'string' ? new Date(before[column]) : null)
  const [dueAt, remindAt] = [moment('due_at'), moment('remind_at')]
  const { now } = setup.moment
  if (!dueAt || dueAt > now) return { dueAt, remindAt }
  const was = holderOf(before)
  return setup.clock(
    { ...lead, holderKind: was.kind, holderId: was.id, protected: before['protected'], assignedAt: now },
    now,
  )
}
