import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { listImportRows } from '../../../contract/import.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { usePages } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { MoreFailed } from '../../ui/MoreFailed.tsx'
import { Section } from '../../ui/Page.tsx'
import { reportWords } from './fateWords.ts'
import { figure } from './job.ts'
import type { ImportRow, Job } from './job.ts'
import { useReportWords } from './kindWords.ts'
import { Download } from './Report.tsx'
import { undoneOrder } from './useOutcomes.ts'

/** What undoing took back, what it left, and why. */
export function Undone({ job: { importId, kind, undone, understood } }: { job: Job }) {
  const w = useReportWords(kind)
  const { lang } = useLanguage()
  const kept = undone?.kept ?? 0
  return (
    <>
      <p className="report-took">{w.undoneTitle}</p>
      <ul className="outcomes">
        {undoneOrder.map((part) => (
          <li key={part}>
            <i data-tone={part} aria-hidden="true" />
            <b>{w[part]}</b>
            <b className="figure">{figure(undone?.[part] ?? 0, lang)}</b>
            <span>{w[`${part}Hint`]}</span>
          </li>
        ))}
      </ul>
      {kept > 0 ? <Kept importId={importId} /> : <p className="report-same">{w.nothingKept}</p>}
      <div className="foot-bar">
        {understood['forgotten'] ? <span>{w.gone}</span> : <Download importId={importId} />}
        <Link to="/imports" search={{ kind } as never}>
          {w.importAgain}
        </Link>
      </div>
    </>
  )
}

function Kept({ importId }: { importId: string }) {
  const w = useWords(reportWords)
  const pages = usePages(listImportRows, { params: { importId }, query: { kept: '1' } })
  return (
    <Section title={w.keptTitle}>
      <Answer of={{ data: pages.rows, error: pages.error, refetch: pages.refetch }}>
        {(rows) => (
          <>
            <table className="map">
              <thead>
                <tr>
                  <th scope="col">{w.row}</th>
                  <th scope="col">{w.lead}</th>
                  <th scope="col">{w.because}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <KeptRow key={row.rowNo} row={row} />
                ))}
              </tbody>
            </table>
            {pages.moreError ? <MoreFailed error={pages.moreError} retry={pages.retryMore} /> : null}
            {pages.done || !pages.more ? null : (
              <Button type="link" onClick={pages.more}>
                {w.moreRows}
              </Button>
            )}
          </>
        )}
      </Answer>
    </Section>
  )
}

function KeptRow({ row: { rowNo, cells, leadId, kept } }: { row: ImportRow }) {
  const w = useWords(reportWords)
  return (
    <tr>
      <td className="figure">{rowNo}</td>
      <td>
        {cells.filter(Boolean).slice(0, 3).join(' · ')}{' '}
        {leadId ? (
          <Link to="/leads/$leadId" params={{ leadId }}>
            {w.seeLead}
          </Link>
        ) : null}
      </td>
      <td>{kept?.message}</td>
    </tr>
  )
}
