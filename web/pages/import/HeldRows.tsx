import { BulbOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { listImportRows } from '../../../contract/import.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { usePages } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { Answer } from '../../ui/Answer.tsx'
import { formatPhone, formatShare } from '../../ui/format.ts'
import { MoreFailed } from '../../ui/MoreFailed.tsx'
import { Section } from '../../ui/Page.tsx'
import { Region } from '../../ui/Region.tsx'
import { reportWords } from './fateWords.ts'
import type { ImportRow } from './job.ts'

/** The rows that went into quarantine: why, what would put them right and how sure that is, and the way there. */
export function HeldRows({ importId, sourceId }: { importId: string; sourceId: string }) {
  const w = useWords(reportWords)
  const pages = usePages(listImportRows, {
    params: { importId },
    query: { status: 'quarantined', limit: 20 },
  })
  return (
    <Section
      title={w.heldTitle}
      about={w.heldAbout}
      actions={
        <Link to="/quarantine" search={{ source: sourceId }}>
          {w.seeQuarantine}
        </Link>
      }
    >
      <Answer of={{ data: pages.rows, error: pages.error, refetch: pages.refetch }}>
        {(rows) => (
          <>
            <ul className="held-rows">
              {rows.map((row) => (
                <HeldRow key={row.rowNo} row={row} />
              ))}
            </ul>
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

function HeldRow({ row: { rowNo, cells, leadId, reasons, suggestions } }: { row: ImportRow }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const mends = useIs('manager', 'admin')
  const [surest] = suggestions
  const why = reasons.map(({ message }) => message).join(lang === 'zh' ? '；' : '; ')
  return (
    <li>
      <span className="faint figure">{rowNo}</span>
      <span className="held-who">{cells.filter(Boolean).slice(0, 3).join(' · ')}</span>
      <span className="held-why">{why}</span>
      {surest ? (
        <span className="held-fix" title={surest.message}>
          <BulbOutlined aria-hidden /> {fields.get(surest.field)?.label[lang] ?? surest.field} →{' '}
          <b>{shownOf(surest)}</b> <small>{w.sure(formatShare(surest.confidence))}</small>
        </span>
      ) : (
        <span className="held-fix faint">{w.noSuggestion}</span>
      )}
      {leadId ? (
        <Link to="/leads/$leadId" params={{ leadId }}>
          {mends ? w.mendIt : w.seeLead}
        </Link>
      ) : (
        <span />
      )}
    </li>
  )
}

function shownOf({ field, value }: ImportRow['suggestions'][number]) {
  if (field === 'region') return <Region code={value} />
  return field === 'phone' ? formatPhone(value) : value
}
