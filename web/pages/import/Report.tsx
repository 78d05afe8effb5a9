import { Link } from '@tanstack/react-router'
import { importReport } from '../../../contract/import.ts'
import { fillPath } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Lang, Words } from '../../app/language.tsx'
import { reportWords } from './fateWords.ts'
import { HeldRows } from './HeldRows.tsx'
import { figure, sumOf } from './job.ts'
import type { Job } from './job.ts'
import { useReportWords } from './kindWords.ts'
import { ShareBar } from './ShareBar.tsx'
import { Undo } from './Undo.tsx'
import { outcomeOrder, useOutcomes } from './useOutcomes.ts'
import type { OutcomeKey } from './useOutcomes.ts'

/** What became of the rows, whether that was foretold, the file of it, and the way back. */
export function Report({ job }: { job: Job }) {
  const w = useReportWords(job.kind)
  const { lang } = useLanguage()
  const { counts, understood } = job
  const outcomes = useOutcomes(job)
  const differed = counts['differed'] ?? 0
  return (
    <section aria-label={w.outcome}>
      <p className="report-took">{w.took(figure(sumOf(counts, outcomeOrder), lang), tookIn(job, w, lang))}</p>
      <ShareBar parts={outcomes} tall />
      <ul className="outcomes">
        {outcomes.map(({ key, label, count }) => (
          <li key={key}>
            <i data-tone={key} aria-hidden="true" />
            <b>{label}</b>
            <b className="figure">{figure(count, lang)}</b>
            <span>
              {w[`${key as OutcomeKey}Hint`]}
              {key === 'quarantined' ? (
                <>
                  {' '}
                  <Link to="/quarantine">{w.seeQuarantine}</Link>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <p className={differed > 0 ? 'notice notice-ochre' : 'report-same'}>
        {differed > 0 ? w.differed(figure(differed, lang)) : w.asForecast}
      </p>
      {(counts['quarantined'] ?? 0) > 0 && !understood['forgotten'] ? (
        <HeldRows importId={job.importId} sourceId={job.sourceId} />
      ) : null}
      <div className="foot-bar">
        {understood['forgotten'] ? <span>{w.gone}</span> : <Download importId={job.importId} />}
        <Undo job={job} />
        <Link to="/imports" search={{ kind: job.kind } as never}>
          {w.importAgain}
        </Link>
      </div>
    </section>
  )
}

/** A plain link: the browser saves the stream as it comes, whatever its size. */
export function Download({ importId }: { importId: string }) {
  const w = useWords(reportWords)
  return (
    <a className="ant-btn button-link" href={fillPath(importReport.path, { importId })} download>
      {w.download}
    </a>
  )
}

function tookIn({ startedAt, finishedAt }: Job, w: Words<typeof reportWords>, lang: Lang): string {
  const seconds = startedAt && finishedAt ? (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 : 0
  if (seconds >= 120) return w.minutes(figure(Math.round(seconds / 60), lang))
  return w.seconds(seconds < 10 ? seconds.toFixed(1) : figure(Math.round(seconds), lang))
}
