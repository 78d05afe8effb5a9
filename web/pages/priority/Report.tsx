import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { exportPriorityReport, priorityReport } from '../../../contract/priority.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatShare } from '../../ui/format.ts'
import { priorityWords } from './words.ts'

type Row = Reply<typeof priorityReport>['items'][number]

/** Week by week and team by team: how many priority leads were followed up in time, and how soon. */
export function Report() {
  const w = useWords(priorityWords)
  const [weeks, setWeeks] = useState(8)
  const held = useEndpoint(priorityReport, { query: { weeks } }, { keep: true, refetchInterval: 60_000 })
  return (
    <>
      <div className="priority-bar">
        <Segmented<number>
          aria-label={w.span}
          value={weeks}
          onChange={setWeeks}
          options={[4, 8, 26].map((value) => ({ value, label: w.weeks(value) }))}
        />
        <Button href={`${exportPriorityReport.path}?weeks=${weeks}`} download>
          {w.export}
        </Button>
      </div>
      <Answer of={held}>
        {({ items }) => (items.length === 0 ? <Empty title={w.noReport} /> : <Table rows={items} />)}
      </Answer>
    </>
  )
}

function Table({ rows }: { rows: readonly Row[] }) {
  const w = useWords(priorityWords)
  return (
    <div className="priority-scroll" tabIndex={0} role="region" aria-label={w.report}>
      <table>
        <thead>
          <tr>
            <th scope="col">{w.week}</th>
            <th scope="col">{w.team}</th>
            {(['began', 'inTime', 'late', 'waiting', 'fell', 'median'] as const).map((key) => (
              <th key={key} scope="col" className="figure">
                {w[key]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.week} ${row.team?.id}`}>
              <td>{row.week}</td>
              <td>{row.team?.name ?? w.nobody}</td>
              <td className="figure">{row.began}</td>
              <td className="figure">
                {row.inTime} {row.began > 0 ? <small>{formatShare(row.inTime / row.began)}</small> : null}
              </td>
              <td className="figure" data-late={row.late > 0 || undefined}>
                {row.late}
              </td>
              <td className="figure">{row.waiting}</td>
              <td className="figure">{row.fell}</td>
              <td className="figure">{row.medianSeconds === null ? '—' : lasted(row.medianSeconds, w)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function lasted(seconds: number, w: Words<typeof priorityWords>): string {
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? w.minutes(minutes) : w.hours(Math.floor(minutes / 60), minutes % 60)
}
