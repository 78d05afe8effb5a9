import { useEffect, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { fateWords } from './fateWords.ts'
import { markOf } from './gridColumns.ts'
import type { GridColumn } from './gridColumns.ts'
import type { ImportRow } from './job.ts'
import type { Fixing } from './useFix.ts'

interface CellProps {
  row: ImportRow
  column: GridColumn
  fixing: Fixing
}

/** A cell of the file. Leaving it saves, Enter saves and goes down, Escape puts back what stood there. */
export function Cell({ row, column, fixing }: CellProps) {
  const w = useWords(fateWords)
  const mark = markOf(row, column)
  const held = row.cells[column.index] ?? ''
  const [text, setText] = useState(held)
  useEffect(() => setText(held), [held])
  const save = async () => {
    if (text !== held && !(await fixing.fix(row.rowNo, column.column, text))) setText(held)
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') below(event.currentTarget)
    else if (event.key === 'Escape') setText(held)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <input
      className="cell"
      aria-label={w.cell(row.rowNo, column.label)}
      aria-invalid={mark === 'wrong' || undefined}
      data-mark={mark}
      data-column={column.index}
      autoComplete="off"
      value={text}
      title={text.length > 16 ? text : undefined}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => void save()}
      onKeyDown={onKeyDown}
    />
  )
}

/** Goes to the same column one row down; at the end the cell is only left, which saves it. */
function below(input: HTMLInputElement) {
  const column = `input.cell[data-column="${input.dataset['column']}"]`
  const row = input.closest<HTMLElement>('.rows-row')
  const next = [...(row?.parentElement?.querySelectorAll<HTMLElement>('.rows-row') ?? [])]
    .toSorted((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
    .find((each) => Number(each.dataset['index']) > Number(row?.dataset['index']))
  const cell = next?.querySelector<HTMLInputElement>(column)
  if (!cell) return input.blur()
  cell.focus()
  cell.select()
}
