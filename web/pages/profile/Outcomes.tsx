import { useMemo } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { intervalsOf } from './intervals.ts'
import type { Report } from './ProfileReportPage.tsx'
import { Share } from './Share.tsx'
import { reportWords } from './words.ts'

type Line = Omit<Report['lines'][number], 'verdict'>

/** What became of the leads by verdict: as intervals, as a table, and what that comes to in words. */
export function Outcomes({ report }: { report: Report }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const { lines, all, lift, precision, recall } = report
  const option = useMemo(() => {
    const rated = [...lines.map((line) => ({ ...line, name: w[line.verdict] })), { ...all, name: w.all }]
    return intervalsOf(
      rated.flatMap(({ name, rate }) => (rate ? [{ name, ...rate }] : [])),
      w.rate,
    )
  }, [lines, all, w])
  return (
    <Section title={w.outcomes} about={w.outcomesHint}>
      {all.rate ? <Chart label={w.chart} option={option} height={220} /> : <p>{w.undecided}</p>}
      {lift !== null ? (
        <p>
          {w.lift(lift.toLocaleString(lang, { maximumFractionDigits: 1 }))}{' '}
          {precision && recall ? w.precision(formatShare(precision.share), formatShare(recall.share)) : null}
        </p>
      ) : null}
      <div className="report-wide">
        <table className="profile-table">
          <thead>
            <tr>
              <th>{w.verdict}</th>
              {(['judged', 'won', 'lost', 'open', 'rate'] as const).map((key) => (
                <th key={key} className="number">
                  {w[key]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.verdict} name={w[line.verdict]} line={line} />
            ))}
            <Row name={w.all} line={all} />
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function Row({ name, line }: { name: string; line: Line }) {
  const { lang } = useLanguage()
  return (
    <tr>
      <th scope="row">{name}</th>
      {([line.judged, line.won, line.lost, line.open] as const).map((n, at) => (
        <td key={['judged', 'won', 'lost', 'open'][at]} className="number">
          {formatCount(n, lang)}
        </td>
      ))}
      <td className="number">
        <Share of={line.rate} />
      </td>
    </tr>
  )
}
