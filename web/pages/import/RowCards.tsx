import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { MoreFailed } from '../../ui/MoreFailed.tsx'
import { Cell } from './Cell.tsx'
import { fateWords } from './fateWords.ts'
import { markOf } from './gridColumns.ts'
import type { RowProps } from './GridRow.tsx'
import type { RowsProps } from './RowGrid.tsx'
import { RowReasons } from './RowReasons.tsx'

/** The rows on a phone, a card each; the next ones when asked, so that the page scrolls as one. */
export function RowCards({ label, rows, columns, more, moreError, retryMore, fate, fixing }: RowsProps) {
  const w = useWords(fateWords)
  return (
    <>
      <ul className="row-cards" aria-label={label}>
        {rows.map((row) => (
          <li key={row.rowNo} data-changed={row.fate === fate ? undefined : true}>
            <RowCard row={row} columns={columns} fate={fate} fixing={fixing} />
          </li>
        ))}
      </ul>
      {moreError ? <MoreFailed error={moreError} retry={retryMore} /> : null}
      {more ? (
        <Button block onClick={more}>
          {w.moreRows}
        </Button>
      ) : null}
    </>
  )
}

/** A row on a phone: who it is, why it is here, and the cells that want mending; the others one press away. */
function RowCard({ row, columns, fate, fixing }: Omit<RowProps, 'tracks'>) {
  const w = useWords(fateWords)
  const [whole, setWhole] = useState(false)
  // What was wrong when the card came stays open while it is mended.
  const [wrong] = useState(
    () => new Set(columns.filter((each) => markOf(row, each) === 'wrong').map(({ index }) => index)),
  )
  const shown = whole ? columns : columns.filter(({ index }) => wrong.has(index))
  const told = columns
    .map(({ index }) => row.cells[index])
    .filter(Boolean)
    .slice(0, 3)
  return (
    <div className="row-card">
      <div className="row-card-head">
        <span className="figure">{row.rowNo}</span> <b>{told.join(' · ')}</b>
      </div>
      <div className="row-card-why">
        <RowReasons row={row} fate={fate} columns={columns} fixing={fixing} />
      </div>
      {shown.map((column) => (
        <div key={column.index} className="row-card-cell">
          <span aria-hidden="true">{column.label}</span>
          <Cell row={row} column={column} fixing={fixing} />
        </div>
      ))}
      <button type="button" className="plain-link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? w.lessCells : w.allCells}
      </button>
    </div>
  )
}
