import { useMemo } from 'react'
import { useWords } from '../../../app/language.tsx'
import { Chart } from '../../../ui/Chart.tsx'
import { formatShare } from '../../../ui/format.ts'
import type { Learned } from './model.ts'
import { plotOf } from './plots.ts'
import { learnedWords } from './words.ts'

/** How good a card is: in words, then as curves. */
export function Judged({ judged }: { judged: Learned['judged'] }) {
  const w = useWords(learnedWords)
  const { auc, margin, top10, top30, ece, roc, lift, buckets } = judged
  const plots = useMemo(
    () => [
      {
        title: w.rocTitle,
        label: w.rocLabel,
        option: plotOf({ points: roc, x: w.rocX, y: w.wonY, chance: w.byChance }),
      },
      {
        title: w.liftTitle,
        label: w.liftLabel,
        option: plotOf({ points: lift, x: w.liftX, y: w.wonY, chance: w.byChance }),
      },
      {
        title: w.calibrationTitle,
        label: w.calibrationLabel,
        option: plotOf({
          points: buckets.map(({ said, came }) => [said, came] as const),
          x: w.saidX,
          y: w.cameY,
          chance: w.byChance,
          dots: true,
        }),
      },
    ],
    [w, roc, lift, buckets],
  )
  const bounds = [Math.max(0, auc - margin), Math.min(1, auc + margin)].map(formatShare)
  return (
    <>
      <p>{w.auc(formatShare(auc), bounds[0]!, bounds[1]!)}</p>
      {auc - margin <= 0.5 ? (
        <p className="notice notice-ochre" role="status">
          {w.noBetter}
        </p>
      ) : null}
      <p>
        {w.lift(formatShare(top10), formatShare(top30))} {w.ece(formatShare(ece))}
      </p>
      <div className="learned-plots">
        {plots.map(({ title, label, option }) => (
          <figure key={label}>
            <figcaption>{title}</figcaption>
            <Chart label={label} option={option} height={230} />
          </figure>
        ))}
      </div>
    </>
  )
}
