import type { LeadValues } from '../../../lead/store.ts'
import type { Change, PastEvent } from '../../../lead/trail.ts'

type Happened = Pick<PastEvent, 'at' | 'kind' | 'actorKind' | 'actorId' | 'data'>

/**
 * What somebody has done with a lead since an import made it: the kind of the first such event, undefined when nobody
 * did anything. What the import itself did, or a deadline, is nobody's work.
 */
export function touchedBy(
  trail: readonly Happened[],
  { importId, decidedAt }: { importId: string; decidedAt: Date },
): string | undefined {
  // A merge that was undone has not been.
  const undone = new Set(
    trail.flatMap(({ kind, data }) => (kind === 'merge_undone' ? [data['mergeId']] : [])),
  )
  const since = trail.filter(
    ({ at, kind, actorKind, actorId, data }) =>
      at > decidedAt &&
      actorKind !== 'system' &&
      !(data['mergeId'] !== undefined && undone.has(data['mergeId'])) &&
      !byItself(kind, data) &&
      !(actorKind === 'import' && actorId === importId) &&
      data['importId'] !== importId,
  )
  return since[0]?.kind
}

/** What the house does with a lead when its time comes, whoever has it. */
function byItself(kind: string, data: Happened['data']): boolean {
  return kind === 'recycled' || kind === 'cameBack' || (kind === 'setAside' && !data['byHand'])
}

/** Takes changes back, the fields that are still as the changes left them; `left` are those edited since. */
export function takeBack(
  held: LeadValues,
  changes: readonly Change[],
): { values: LeadValues; taken: Change[]; left: Change[] } {
  const values: Record<string, unknown> = { ...held }
  const attrs: Record<string, unknown> = { ...held.attrs }
  const taken: Change[] = []
  const left: Change[] = []
  for (const change of changes) {
    const { field, before, after } = change
    const custom = field.startsWith('custom.')
    const [place, key] = custom ? [attrs, field.slice(7)] : [values, field]
    if (JSON.stringify(place[key]) !== JSON.stringify(after)) left.push(change)
    else {
      if (custom && (before === null || before === undefined)) delete attrs[key]
      else place[key] = before
      taken.push({ field, before: after, after: before })
    }
  }
  return { values: { ...(values as unknown as LeadValues), attrs }, taken, left }
}
