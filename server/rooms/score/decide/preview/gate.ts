/** What publishing scorecards asks for first, and what of it a preview misses. */
import type { gateMisses, PreviewGate, PreviewResult } from '../../../../../contract/preview.ts'

export type Miss = (typeof gateMisses)[number]

interface Previewed {
  readonly finishedAt: Date | null
  readonly result: PreviewResult | null
}

const DAY = 86_400_000 // ms

/**
 * What the newest preview of exactly the draft misses. An AUC falls where the fall is beyond what is allowed and chance does
 * not explain it: its 95 % interval lies below nothing. Where too few outcomes are known nobody can say, and it passes.
 */
export function missesOf(gate: PreviewGate, preview: Previewed | undefined, now: Date): Miss[] {
  if (!gate.required) return []
  if (!preview?.result || !preview.finishedAt) return ['not_previewed']
  const { result, finishedAt } = preview
  const fall = result.quality?.difference
  const falls = gate.aucFall !== null && fall && fall.high < 0 && -fall.value > gate.aucFall
  const many = gate.changed !== null && changedShare(result) > gate.changed
  return [
    ...(+now - +finishedAt > gate.days * DAY ? ['too_old' as const] : []),
    ...(falls ? ['auc_falls' as const] : []),
    ...(many ? ['too_many_change' as const] : []),
  ]
}

/** Of open leads the share whose grade is another. */
export const changedShare = ({ open }: PreviewResult): number =>
  open.leads === 0 ? 0 : open.changed / open.leads
