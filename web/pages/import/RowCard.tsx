import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Cell } from './Cell.tsx'
import { fateWords } from './fateWords.ts'
import { concerns } from './gridColumns.ts'
import type { RowProps } from './GridRow.tsx'
import { RowReasons } from './RowReasons.tsx'

/** A row on a phone: who it is, why it is here, and the cells that want mending; the others one press away. */
export function RowCard({ row, columns, fate, fixing }: RowProps) {
  const w = useWords(fateWords)
  const [whole, setWhole] = useState(false)
  // What was wrong when the card came stays open while it is mended.
  const [wrong] = useState(
    () => new Set(columns.filter((each) => concerns(row, each)).map(({ index }) => index)),
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
        <RowReasons row={row} fate={fate} columns={columns} saving={fixing.saving.has(row.rowNo)} />
      </div>
      {shown.map((column) => (
        <div key={column.index} className="row-card-cell">
          <span aria-hidden="true">{column.label}</span>
          <Cell row={row} column={column} wrong={concerns(row, column)} fixing={fixing} />
        </div>
      ))}
      <button type="button" className="plain-link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? w.lessCells : w.allCells}
      </button>
    </div>
  )
}
