import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import { listImportRows } from '../../../contract/import.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { usePages } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { Answer } from '../../ui/Answer.tsx'
import { MoreFailed } from '../../ui/MoreFailed.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { fateWords } from './fateWords.ts'
import { gridColumns } from './gridColumns.ts'
import type { GridColumn } from './gridColumns.ts'
import { GridRow, isTold } from './GridRow.tsx'
import type { Fate, ImportRow, Job } from './job.ts'
import { RowCards } from './RowCards.tsx'
import { useFix } from './useFix.ts'
import type { Fixing } from './useFix.ts'

/** The rows of one fate, to be looked at and mended where they stand. */
export function RowGrid({ job, fate }: { job: Job; fate: Fate }) {
  const w = useWords(fateWords)
  const { lang } = useLanguage()
  const phone = usePhone()
  const { fields } = useVocabulary()
  const pages = usePages(listImportRows, { params: { importId: job.importId }, query: { fate } })
  const fixing = useFix(job.importId)
  const columns = useMemo(() => gridColumns(job, fields, lang), [job, fields, lang])
  const rows = useMemo(
    () => pages.rows?.map((row) => fixing.fixed.get(row.rowNo) ?? row),
    [pages.rows, fixing.fixed],
  )
  const Shown = phone ? RowCards : Rows
  return (
    <Answer of={{ data: rows, error: pages.error, refetch: pages.refetch }}>
      {(held) =>
        held.length === 0 ? (
          <p className="grid-none">{w.noRows}</p>
        ) : (
          <Shown
            label={w.rowsOf(w[fate])}
            rows={held}
            columns={columns}
            more={pages.done ? undefined : pages.more}
            moreError={pages.moreError}
            retryMore={pages.retryMore}
            fate={fate}
            fixing={fixing}
          />
        )
      }
    </Answer>
  )
}

export interface RowsProps {
  label: string
  rows: readonly ImportRow[]
  columns: readonly GridColumn[]
  /** Asks for the next page; undefined at the end. */
  more: (() => void) | undefined
  /** Why it did not come: it is asked for again only by hand. */
  moreError: Error | undefined
  retryMore: () => void
  fate: Fate
  fixing: Fixing
}

/** Cells, and below them why: so much a row of the grid has, in px; as in rows.css. */
const heights = { plain: 37, told: 61 }
const leastCell = 128
const numbers = 56

function Rows({ label, rows, columns, more, moreError, retryMore, fate, fixing }: RowsProps) {
  const w = useWords(fateWords)
  const frame = useRef<HTMLDivElement>(null)
  const heightOf = (row: ImportRow | undefined) => (row && isTold(row, fate) ? heights.told : heights.plain)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: (at) => heightOf(rows[at]),
    getItemKey: (at) => rows[at]?.rowNo ?? at,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const end = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (end >= rows.length - 20) more?.()
  }, [end, rows.length, more])
  const tracks = `${numbers}px repeat(${columns.length}, minmax(${leastCell}px, 1fr))`
  return (
    <>
      <div ref={frame} className="rows">
        <div role="table" aria-label={label} style={{ minWidth: numbers + columns.length * leastCell }}>
          <div role="row" className="rows-head" style={{ gridTemplateColumns: tracks }}>
            <span role="columnheader">{w.row}</span>
            {columns.map(({ index, column, label: field }) => (
              <span key={index} role="columnheader" title={column}>
                {field}
              </span>
            ))}
          </div>
          <div role="rowgroup" className="rows-body" style={{ height: virtual.getTotalSize() }}>
            {items.map(({ index, key, start }) => {
              const row = rows[index]
              if (!row) return null
              return (
                <div
                  key={key}
                  data-index={index}
                  role="row"
                  className="rows-row"
                  data-changed={row.fate === fate ? undefined : true}
                  style={{ transform: `translateY(${start}px)`, height: heightOf(row) }}
                >
                  <GridRow row={row} columns={columns} tracks={tracks} fate={fate} fixing={fixing} />
                </div>
              )
            })}
          </div>
        </div>
      </div>
      {moreError ? <MoreFailed error={moreError} retry={retryMore} /> : null}
      <p className="grid-keys">{w.keysHint}</p>
    </>
  )
}
