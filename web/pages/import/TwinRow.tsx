import { getRouteApi } from '@tanstack/react-router'
import { Popover } from 'antd'
import { useState } from 'react'
import { listImportRows } from '../../../contract/import.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { fateWords } from './fateWords.ts'
import type { GridColumn } from './gridColumns.ts'

const route = getRouteApi('/shell/imports/$importId')

interface TwinRowProps {
  rowNo: number
  columns: readonly GridColumn[]
}

/** The earlier row of the file that is the same person; pressed, it shows that row. */
export function TwinRow({ rowNo, columns }: TwinRowProps) {
  const w = useWords(fateWords)
  const [open, setOpen] = useState(false)
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      title={w.theRow(rowNo)}
      content={open ? <Cells rowNo={rowNo} columns={columns} /> : null}
    >
      <button type="button" className="plain-link" aria-expanded={open}>
        {w.sameAsRow(rowNo)}
      </button>
    </Popover>
  )
}

function Cells({ rowNo, columns }: TwinRowProps) {
  const { importId } = route.useParams()
  // Rows are listed after the cursor's number.
  const asked = { params: { importId }, query: { cursor: String(rowNo - 1), limit: 1 } }
  const page = useEndpoint(listImportRows, asked)
  return (
    <Answer of={page} rows={3}>
      {({ items: [row] }) => (
        <dl className="twin">
          {columns
            .filter(({ index }) => row?.cells[index])
            .map(({ index, label }) => (
              <div key={index}>
                <dt>{label}</dt>
                <dd>{row?.cells[index]}</dd>
              </div>
            ))}
        </dl>
      )}
    </Answer>
  )
}
