import type { Edit } from '../past/edits.ts'
import type { Asked } from './asked.ts'

/** The fields asked that were set or changed when the outcome was known already, by place. */
export function changedLate(asked: readonly Asked[], edits: readonly Edit[], outcomeAt: Date): boolean[] {
  const late = new Set(edits.filter(({ at }) => at >= outcomeAt).map(({ field }) => field))
  return asked.map(({ key }) => late.has(key))
}
