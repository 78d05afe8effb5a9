import type { Conflict } from '../../../../contract/merge.ts'
import { facts } from '../../../../rules/fields.ts'

/** A lead's row as the database has it, by column. */
export type Image = Readonly<Record<string, unknown>>

/** The survivor before the merge, right after it, and now. */
export interface Images {
  readonly before: Image
  readonly after: Image
  readonly now: Image
}

/** The column a fact stands in: creditCode → credit_code. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** What a person knows of a lead and may edit, by field: named facts, `custom.KEY`, and the stage. */
function known(image: Image): Record<string, unknown> {
  const attrs = (image['attrs'] ?? {}) as Record<string, unknown>
  return {
    ...Object.fromEntries(facts.map((field) => [field, image[columnOf(field)] ?? null])),
    ...Object.fromEntries(Object.entries(attrs).map(([key, value]) => [`custom.${key}`, value])),
    stage: image['stage'],
  }
}

/**
 * The fields the merge changed and somebody has edited since. What the merge left alone is no conflict: it just stays
 * as it is now.
 */
export function conflictsOf({ before, after, now }: Images): Conflict[] {
  const [was, became, is] = [known(before), known(after), known(now)]
  return [...new Set([...Object.keys(was), ...Object.keys(became)])].flatMap((field) => {
    const [wouldBe, merged, current] = [was[field] ?? null, became[field] ?? null, is[field] ?? null]
    if (same(wouldBe, merged) || same(current, merged) || same(current, wouldBe)) return []
    // Whoever closed it since has had the last word on its stage: that is undone by reopening, not here.
    if (field === 'stage' && now['holder_kind'] === 'closed') return []
    return [{ field, merged, now: current, wouldBe }]
  })
}

/**
 * The survivor's facts once the merge is undone: what it changed goes back, unless it was edited since and is not among
 * those to be restored; all else is as it is now. Keys are columns, `attrs` whole.
 */
export function factsUndone(images: Images, restore: ReadonlySet<string>): Record<string, unknown> {
  const kept = new Set(conflictsOf(images).flatMap(({ field }) => (restore.has(field) ? [] : [field])))
  if (images.now['holder_kind'] === 'closed') kept.add('stage')
  const [was, became, is] = [known(images.before), known(images.after), known(images.now)]
  const attrs: Record<string, unknown> = {}
  const named: Record<string, unknown> = {}
  for (const field of new Set([...Object.keys(was), ...Object.keys(became), ...Object.keys(is)])) {
    const undone = !same(was[field], became[field]) && !kept.has(field)
    const value = undone ? was[field] : is[field]
    if (!field.startsWith('custom.')) named[field] = value ?? null
    else if (value !== undefined) attrs[field.slice('custom.'.length)] = value
  }
  return { ...named, attrs }
}

/** Columns that go back together, where none of them was touched since: half a touch or half a next step is a lie. */
export function backAsOne(columns: readonly string[], { before, after, now }: Images): Image | null {
  const untouched = columns.every((column) => same(now[column], after[column]))
  const changed = columns.some((column) => !same(before[column], after[column]))
  return untouched && changed
    ? Object.fromEntries(columns.map((column) => [column, before[column] ?? null]))
    : null
}

/** Whether two values of a row are the same. */
export function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
