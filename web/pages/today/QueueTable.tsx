import { CheckOutlined, PhoneOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { useWords } from '../../app/language.tsx'
import { Deadline, RelativeTime, heatOf } from '../../ui/RelativeTime.tsx'
import type { Column, RowLook } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { useNow } from '../../ui/useNow.ts'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { noteCall } from '../lead/calls.ts'
import { Grade } from '../lead/Grade.tsx'
import type { Row } from '../lead/lead.ts'
import { LeadCell } from '../leads/LeadCell.tsx'
import type { Place } from './queue.ts'
import { todayWords } from './words.ts'

interface Line {
  place: Place
  /** Absent until it was read. */
  row: Row | undefined
}

interface QueueTableProps {
  places: readonly Place[]
  rows: ReadonlyMap<string, Row>
  active: string | undefined
  onOpen: (leadId: string) => void
}

const keyOf = ({ place }: Line) => place.leadId

/** The queue, one lead a line: why now, who, and what was agreed. */
export function QueueTable({ places, rows, active, onOpen }: QueueTableProps) {
  const w = useWords(todayWords)
  const now = useNow()
  const columns = useMemo(
    (): Column<Line>[] => [
      { key: 'why', title: w.why, width: 132, render: ({ place }) => <WhyNow place={place} /> },
      { key: 'grade', title: w.grade, width: 72, render: ({ row }) => row && <Grade of={row} /> },
      { key: 'lead', title: w.lead, grow: 2, least: 200, render: ({ row }) => row && <LeadCell row={row} /> },
      {
        key: 'next',
        title: w.about,
        grow: 1,
        least: 120,
        optional: true,
        render: ({ row }) => row?.nextStep ?? row?.need,
      },
      { key: 'source', title: w.source, width: 112, optional: true, render: ({ row }) => row?.sourceName },
    ],
    [w],
  )
  const renderPhone = (line: Line) => (
    <PhoneLine
      line={line}
      onCall={() => {
        noteCall(line.place.leadId)
        onOpen(line.place.leadId)
      }}
    />
  )
  const look = ({ place }: Line): RowLook => ({
    heat: place.done || place.because === 'open' ? undefined : heatOf(place.at, now),
    state: place.done ? 'gone' : undefined,
  })
  return (
    <VirtualTable
      label={w.queue}
      rows={places.map((place) => ({ place, row: rows.get(place.leadId) }))}
      columns={columns}
      rowKey={keyOf}
      look={look}
      active={active}
      onActive={onOpen}
      renderPhone={renderPhone}
    />
  )
}

function WhyNow({ place: { because, at, done } }: { place: Place }) {
  const w = useWords(todayWords)
  const now = useNow()
  if (done)
    return (
      <span className="day-done">
        <CheckOutlined aria-hidden="true" /> {w.doneMark}
      </span>
    )
  if (because === 'due' && at)
    return (
      <>
        <Deadline at={at} soonMinutes={120} /> <small className="day-falls">{w.fallsBack}</small>
      </>
    )
  if (because === 'priority' && at)
    return (
      <>
        <Deadline at={at} /> <small className="day-falls">{w.priority}</small>
      </>
    )
  if (because === 'next' && at) return new Date(at) < now ? <Deadline at={at} /> : <RelativeTime at={at} />
  return (
    <span className={because === 'new' ? 'day-new' : 'day-open'}>
      {because === 'new' ? w.untouchedMark : w.open}
    </span>
  )
}

/** Two lines, and the call under the thumb: it opens the lead, so that its log is there on return. */
function PhoneLine({ line: { place, row }, onCall }: { line: Line; onCall: () => void }) {
  const w = useWords(todayWords)
  return (
    <div className="queue-card">
      <TwoLine
        lead={row ? row.grade || String(row.score) : undefined}
        main={row ? <LeadCell row={row} /> : null}
        end={<WhyNow place={place} />}
        below={row?.nextStep ?? row?.need ?? row?.sourceName}
      />
      {row?.phone && !row.masked && !place.done ? (
        <a
          className="queue-call"
          href={`tel:${row.phone}`}
          aria-label={w.call(row.name ?? '')}
          onClick={onCall}
        >
          <PhoneOutlined aria-hidden="true" />
        </a>
      ) : null}
    </div>
  )
}
