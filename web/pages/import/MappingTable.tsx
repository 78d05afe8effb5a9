import { Button } from 'antd'
import { useState } from 'react'
import type { ImportKind } from '../../../contract/import.ts'
import { useWords } from '../../app/language.tsx'
import { FieldPick } from './FieldPick.tsx'
import { choiceOf, leaveOut, sureness } from './mapping.ts'
import type { Mapped } from './mapping.ts'
import { mapWords } from './mapWords.ts'
import { NewField } from './NewField.tsx'

interface MappingTableProps {
  mapping: readonly Mapped[]
  kind: ImportKind
  /** Nobody needs be told any more how sure a guess was. */
  settled: boolean
  onChoose: (index: number, choice: string) => void
  onDescribe: (index: number, change: Partial<NonNullable<Mapped['suggest']>>) => void
}

/** Columns shown at a time: each has a list of fields of its own, and a file may have a thousand. */
const atOnce = 60

/** The file's columns, one a line: what stands in it, where it goes, how sure that is. */
export function MappingTable({ mapping, kind, settled, onChoose, onDescribe }: MappingTableProps) {
  const w = useWords(mapWords)
  const [shown, setShown] = useState(atOnce)
  const hidden = mapping.length - shown
  return (
    <>
      <table className="map">
        <thead>
          <tr>
            <th scope="col">{w.column}</th>
            <th scope="col">{w.samples}</th>
            <th scope="col">{w.goes}</th>
            {settled ? null : <th scope="col">{w.sure}</th>}
          </tr>
        </thead>
        <tbody>
          {mapping.slice(0, shown).map((column) => (
            <tr key={column.index} data-out={choiceOf(column) === leaveOut || undefined}>
              <th scope="row" title={column.column}>
                {column.column}
              </th>
              <td>
                <Samples samples={column.samples ?? []} />
              </td>
              <td>
                <FieldPick
                  kind={kind}
                  column={column}
                  mapping={mapping}
                  onChoose={(to) => onChoose(column.index, to)}
                />
                {column.create ? (
                  <NewField column={column} onDescribe={(change) => onDescribe(column.index, change)} />
                ) : null}
              </td>
              {settled ? null : (
                <td>
                  <Sure column={column} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 ? (
        <Button type="link" onClick={() => setShown((now) => now + atOnce)}>
          {w.more(hidden)}
        </Button>
      ) : null}
    </>
  )
}

function Samples({ samples }: { samples: readonly string[] }) {
  const w = useWords(mapWords)
  if (samples.length === 0) return <span className="map-empty">{w.empty}</span>
  return (
    <ul className="samples">
      {samples.map((sample) => (
        <li key={sample} title={sample}>
          {sample}
        </li>
      ))}
    </ul>
  )
}

function Sure({ column }: { column: Mapped }) {
  const w = useWords(mapWords)
  const how = sureness(column)
  if (!how) return null
  return (
    <span className="sure" data-sure={how} title={`${Math.round(column.confidence * 100)}%`}>
      {w[how]}
    </span>
  )
}
