import { useMemo } from 'react'
import { fateOrder } from './job.ts'
import type { Job } from './job.ts'
import { useFateWords, useReportWords } from './kindWords.ts'
import type { Share } from './ShareBar.tsx'

/** What may become of a row, in the order it is told. */
export const outcomeOrder = [
  'created',
  'merged',
  'updated',
  'unchanged',
  'quarantined',
  'duplicate',
  'rejected',
  'undecided',
] as const
export type OutcomeKey = (typeof outcomeOrder)[number]

/** What undoing did. */
export const undoneOrder = ['withdrawn', 'unmerged', 'kept'] as const

/** What became of an import's rows once it ran, before that what will, leaving out what nothing became. */
export function useOutcomes({ kind, state, counts, forecast, undone }: Job): readonly Share[] {
  const fate = useFateWords(kind)
  const report = useReportWords(kind)
  return useMemo(() => {
    if (state === 'undone' && undone)
      return undoneOrder.map((key) => ({ key, label: report[key], count: undone[key] }))
    const ran = state === 'done' || state === 'running' || Object.keys(counts).length > 0
    const all: Share[] = ran
      ? outcomeOrder.map((key) => ({ key, label: report[key], count: counts[key] ?? 0 }))
      : fateOrder.map((key) => ({ key, label: fate[key], count: forecast[key] ?? 0 }))
    return all.filter(({ count }) => count > 0)
  }, [state, counts, forecast, undone, fate, report])
}
