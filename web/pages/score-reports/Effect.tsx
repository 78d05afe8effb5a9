import { useMemo } from 'react'
import { LEAST_OUTCOMES, reportEffect } from '../../../contract/score-reports.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { effectPlot } from './effectPlot.ts'
import { RateBar } from './RateBar.tsx'
import { reportWords } from './words.ts'

export type EffectReply = Reply<typeof reportEffect>
interface ReportProps {
  query: { days: number; source?: string; team?: string }
}

/** Whether the score at arrival foretold what became of leads: overall, by grade, week by week. */
export function Effect({ query }: ReportProps) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const held = useEndpoint(reportEffect, { query }, { keep: true })
  return (
    <Answer of={held}>
      {(effect) =>
        effect.overall.leads === 0 ? (
          <Empty title={w.none}>{w.noneHint}</Empty>
        ) : (
          <>
            <p className="page-intro">
              {w.effectAbout}
              {lang === 'zh' ? '。' : '.'}
            </p>
            <p className="report-found">
              <Found effect={effect} />
            </p>
            <Section title={w.byGrade} about={w.byGradeAbout}>
              <Grades grades={effect.grades} />
            </Section>
            <Section title={w.byWeek} about={w.byWeekAbout}>
              <Weeks effect={effect} />
            </Section>
          </>
        )
      }
    </Answer>
  )
}

function Found({ effect: { overall, unknown } }: { effect: EffectReply }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const { auc, margin, top30, decided, won } = overall
  const count = (n: number) => formatCount(n, lang)
  const said =
    auc === null || margin === null
      ? w.tooFew(won, decided - won, LEAST_OUTCOMES)
      : w.found(formatShare(auc), formatShare(margin), count(decided), count(won))
  return [said, top30 === null ? '' : w.top(formatShare(top30)), unknown > 0 ? w.unknown(count(unknown)) : '']
    .filter(Boolean)
    .join(lang === 'zh' ? '' : ' ')
}

function Grades({ grades }: { grades: EffectReply['grades'] }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  return (
    <table className="report-table">
      <thead>
        <tr>
          <th scope="col">{w.grade}</th>
          <th scope="col">{w.leads}</th>
          <th scope="col">{w.decided}</th>
          <th scope="col">{w.won}</th>
          <th scope="col">{w.winRate}</th>
        </tr>
      </thead>
      <tbody>
        {grades.map(({ grade, leads, decided, won, rate }) => (
          <tr key={grade}>
            <th scope="row">{grade || w.ungraded}</th>
            <td className="figure">{formatCount(leads, lang)}</td>
            <td className="figure">{formatCount(decided, lang)}</td>
            <td className="figure">{formatCount(won, lang)}</td>
            <td>
              <RateBar rate={rate} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Weeks({ effect }: { effect: EffectReply }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const option = useMemo(
    () => effectPlot(effect, { name: w.auc, guess: w.guess, version: w.versionOf }),
    [effect, w],
  )
  const weeks = effect.weeks.toReversed()
  return (
    <>
      {option ? <Chart label={w.chart} option={option} height={260} /> : null}
      <div className="report-scroll" tabIndex={0} role="region" aria-label={w.byWeek}>
        <table className="report-table">
          <thead>
            <tr>
              <th scope="col">{w.week}</th>
              <th scope="col">{w.version}</th>
              <th scope="col">{w.leads}</th>
              <th scope="col">{w.decided}</th>
              <th scope="col">{w.won}</th>
              <th scope="col" title={w.aucHint}>
                {w.auc}
              </th>
              <th scope="col">{w.top30}</th>
              {effect.grades.map(({ grade }) => (
                <th key={grade} scope="col">
                  {grade || w.ungraded}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((line) => (
              <tr key={`${line.week} ${line.version}`}>
                <th scope="row" className="figure">
                  {line.week}
                </th>
                <td>{line.version === null ? '–' : w.versionOf(line.version)}</td>
                <td className="figure">{formatCount(line.leads, lang)}</td>
                <td className="figure">{formatCount(line.decided, lang)}</td>
                <td className="figure">{formatCount(line.won, lang)}</td>
                <td className="figure">{line.auc === null ? w.few : formatShare(line.auc)}</td>
                <td className="figure">{line.top30 === null ? w.few : formatShare(line.top30)}</td>
                {effect.grades.map(({ grade }) => (
                  <td key={grade}>
                    <RateFigure rate={line.grades.find((each) => each.grade === grade)?.rate ?? null} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function RateFigure({ rate }: { rate: EffectReply['grades'][number]['rate'] }) {
  if (!rate) return <span className="report-nothing">–</span>
  return (
    <span className="figure" title={`${formatShare(rate.lower)}–${formatShare(rate.upper)}`}>
      {formatShare(rate.share)}
    </span>
  )
}
