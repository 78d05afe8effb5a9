import { useMemo } from 'react'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { Chart } from '../../../ui/Chart.tsx'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { useRuleVocabulary } from '../../policy/useSaying.ts'
import { curvesOf } from './plots.ts'
import type { Quality, Result } from './preview.ts'
import { decimal, sayQuality } from './say.ts'
import { previewWords } from './words.ts'

/** How well both sides tell the won from the lost: a sentence, the figures, the curves. */
export function QualityShown({ result: { quality, past }, days }: { result: Result; days: string }) {
  const w = useWords(previewWords)
  const { lang } = useLanguage()
  const { say } = useRuleVocabulary()
  const n = (count: number) => formatCount(count, lang)
  return (
    <>
      <p className="preview-said">{quality ? sayQuality(quality, w) : w.tooFew(n(past.won), n(past.lost))}</p>
      <p className="quietly">
        {w.qualityAbout(n(past.won + past.lost), days)}
        {w.end} {w.arrivalOnly}{' '}
        {past.unknown.length > 0 ? w.unknown(past.unknown.map(say.field).join(w.list)) : ''}
      </p>
      {quality ? <Curves quality={quality} /> : null}
    </>
  )
}

function Curves({ quality }: { quality: Quality }) {
  const w = useWords(previewWords)
  const { before, after } = quality
  const plots = useMemo(
    () => [
      {
        title: w.rocTitle,
        label: w.rocLabel,
        option: curvesOf({ before: before.roc, after: after.roc, x: w.rocX, y: w.wonY }, w),
      },
      {
        title: w.liftTitle,
        label: w.liftLabel,
        option: curvesOf({ before: before.lift, after: after.lift, x: w.liftX, y: w.wonY }, w),
      },
      {
        title: w.calibrationTitle,
        label: w.calibrationLabel,
        option: curvesOf(
          { before: saidCame(before), after: saidCame(after), x: w.saidX, y: w.cameY, dots: true },
          w,
        ),
      },
    ],
    [w, before, after],
  )
  const rows = [
    { name: w.auc, of: ({ auc, margin }: Quality['before']) => `${decimal(auc)} ± ${decimal(margin)}` },
    { name: w.top10, of: ({ top10 }: Quality['before']) => formatShare(top10) },
    { name: w.top30, of: ({ top30 }: Quality['before']) => formatShare(top30) },
    { name: w.ece, of: ({ ece }: Quality['before']) => decimal(ece) },
  ]
  return (
    <>
      <table className="preview-figures">
        <thead>
          <tr>
            <th scope="col">{w.measure}</th>
            <th scope="col">{w.before}</th>
            <th scope="col">{w.after}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, of }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{of(before)}</td>
              <td>{of(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="preview-plots">
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

const saidCame = ({ buckets }: Quality['before']) => buckets.map(({ said, came }) => [said, came] as const)
