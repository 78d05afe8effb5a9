import { differs } from '../../rooms/import/decide/fate.ts'
import type * as importing from '../../rooms/import/store.ts'
import type { Decision } from '../decision.ts'

/** How many rows became what, and how many of them otherwise than forecast. */
export function countOutcomes(
  staged: readonly importing.StagedRow[],
  outcomeOf: (rowNo: number) => { status: importing.RowOutcome; reasons: Decision['reasons'] } | undefined,
): Record<string, number> {
  const counts: Record<string, number> = {}
  const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1)
  for (const { rowNo, fate } of staged) {
    const { status, reasons } = outcomeOf(rowNo) ?? { status: 'rejected' as const, reasons: [] }
    count(status)
    if (differs(fate, status, reasons)) count('differed')
  }
  return counts
}
