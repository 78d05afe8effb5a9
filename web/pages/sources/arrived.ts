import type { Condition } from '../../../rules/condition.ts'

const in30: Condition = { field: 'arrivedAt', op: 'in_last', value: { days: 30 } }

/** What a source's count of 30 days counts. */
export function arrivedIn30(sourceId: string, ...more: readonly Condition[]): Condition {
  return { all: [{ field: 'source', op: 'is', value: sourceId }, ...more, in30] }
}
