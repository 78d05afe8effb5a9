import { Cell } from './Cell.tsx'
import type { GridColumn } from './gridColumns.ts'
import type { Fate, ImportRow } from './job.ts'
import { RowReasons } from './RowReasons.tsx'
import type { Fixing } from './useFix.ts'

export interface RowProps {
  row: ImportRow
  columns: readonly GridColumn[]
  /** The columns' widths, for CSS grid. */
  tracks: string
  /** The fate the row was listed under. */
  fate: Fate
  fixing: Fixing
}

/** Whether there is something to say below a row's cells. */
export const isTold = ({ reasons }: Pick<ImportRow, 'reasons'>, fate: Fate): boolean =>
  fate !== 'new' || reasons.length > 0

/** A row of the file as cells to be mended, and below them why it is here. */
export function GridRow({ row, columns, tracks, fate, fixing }: RowProps) {
  return (
    <>
      <div className="rows-cells" role="presentation" style={{ gridTemplateColumns: tracks }}>
        <span role="rowheader" className="figure">
          {row.rowNo}
        </span>
        {columns.map((column) => (
          <span key={column.index} role="cell">
            <Cell row={row} column={column} fixing={fixing} />
          </span>
        ))}
      </div>
      {isTold(row, fate) ? (
        <div role="cell" className="rows-why">
          <RowReasons row={row} fate={fate} columns={columns} fixing={fixing} />
        </div>
      ) : null}
    </>
  )
}
