import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { figure, moving } from './job.ts'
import type { Job } from './job.ts'
import { ShareBar } from './ShareBar.tsx'
import { useOutcomes } from './useOutcomes.ts'
import { importWords } from './words.ts'

const keyOf = ({ importId }: Job) => importId
const renderPhone = (job: Job) => <PhoneLine job={job} />

/** Imports, newest first, one a line. */
export function ImportList({ imports }: { imports: readonly Job[] }) {
  const w = useWords(importWords)
  const navigate = useNavigate()
  const columns = useColumns()
  const [active, setActive] = useState<string | undefined>()
  return (
    <VirtualTable
      label={w.title}
      rows={imports}
      columns={columns}
      rowKey={keyOf}
      active={active}
      onActive={setActive}
      onOpen={({ importId }) => void navigate({ to: '/imports/$importId', params: { importId } })}
      renderPhone={renderPhone}
    />
  )
}

function useColumns() {
  const w = useWords(importWords)
  const { lang } = useLanguage()
  return useMemo((): Column<Job>[] => {
    return [
      { key: 'file', title: w.file, grow: 3, least: 180, render: (job) => <FileLink job={job} /> },
      { key: 'state', title: w.state, width: 168, render: (job) => <StateMark job={job} /> },
      {
        key: 'rows',
        title: w.rows,
        width: 88,
        align: 'end',
        render: ({ rowsTotal }) => (rowsTotal ? figure(rowsTotal, lang) : ''),
      },
      { key: 'result', title: w.result, grow: 3, least: 200, render: (job) => <Result job={job} /> },
      { key: 'source', title: w.source, grow: 1, optional: true, render: ({ sourceName }) => sourceName },
      { key: 'by', title: w.by, width: 104, optional: true, render: ({ createdBy }) => createdBy.name },
      {
        key: 'when',
        title: w.when,
        width: 120,
        align: 'end',
        render: ({ createdAt }) => <RelativeTime at={createdAt} />,
      },
    ]
  }, [w, lang])
}

function FileLink({ job: { importId, fileName } }: { job: Job }) {
  return (
    <Link to="/imports/$importId" params={{ importId }} title={fileName}>
      <b>{fileName}</b>
    </Link>
  )
}

/** The state in a word; while it moves, how far it is. */
export function StateMark({ job: { state, rowsDone, rowsTotal } }: { job: Job }) {
  const w = useWords(importWords)
  const share = rowsTotal > 0 ? Math.floor((rowsDone * 100) / rowsTotal) : 0
  return (
    <span className="job-state" data-state={state}>
      {w[state]} {moving.has(state) && rowsTotal > 0 ? `${Math.min(100, share)}%` : null}
    </span>
  )
}

/** What came of it, or what will: a thin bar and the two largest numbers. */
function Result({ job }: { job: Job }) {
  const { lang } = useLanguage()
  const outcomes = useOutcomes(job)
  if (outcomes.length === 0) return null
  return (
    <span className="job-result">
      <ShareBar parts={outcomes} />
      <span>
        {outcomes
          .slice(0, 2)
          .map(({ label, count }) => `${label} ${figure(count, lang)}`)
          .join(' · ')}
      </span>
    </span>
  )
}

function PhoneLine({ job }: { job: Job }) {
  const { lang } = useLanguage()
  const w = useWords(importWords)
  const [first] = useOutcomes(job)
  const rows = job.rowsTotal ? w.count(figure(job.rowsTotal, lang)) : undefined
  const outcome = first && `${first.label} ${figure(first.count, lang)}`
  return (
    <TwoLine
      main={<FileLink job={job} />}
      end={<StateMark job={job} />}
      below={[rows, outcome].filter(Boolean).join(' · ') || job.createdBy.name}
      belowEnd={<RelativeTime at={job.createdAt} />}
    />
  )
}
