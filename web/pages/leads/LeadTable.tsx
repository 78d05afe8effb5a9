import { InboxOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { heatOf } from '../../ui/RelativeTime.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column, RowLook, Sort } from '../../ui/table.ts'
import { useNow } from '../../ui/useNow.ts'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { noteCall } from '../lead/calls.ts'
import type { ListRow } from '../lead/lead.ts'
import { LeadCard } from './LeadCard.tsx'
import type { useList } from './useList.ts'
import { listWords } from './words.ts'

interface LeadTableProps {
  list: ReturnType<typeof useList>
  columns: readonly Column<ListRow>[]
  total: number | undefined
  looks: ReadonlyMap<string, RowLook['state']>
  open: string | undefined
  onOpen: (leadId: string) => void
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
  sort: Sort
  onSort: (sort: Sort) => void
  /** What an empty list is said to be empty of. */
  why: Emptiness
}
type Emptiness = 'mine' | 'filtered' | 'all'

/** The rows of a list in its four states: asked for, refused, none, here. */
export function LeadTable(props: LeadTableProps) {
  const { list, columns, looks, open, onOpen } = props
  const w = useWords(listWords)
  const now = useNow()
  const [pointed, setPointed] = useState<string | undefined>()
  const look = useCallback(
    (row: ListRow): RowLook => ({ heat: heatOf(row.dueAt, now, 24 * 60), state: looks.get(row.leadId) }),
    [now, looks],
  )
  // While the panel is open it follows the keys.
  const point = useCallback(
    (leadId: string) => {
      setPointed(leadId)
      if (open !== undefined) onOpen(leadId)
    },
    [open, onOpen],
  )
  const card = useCallback(
    (row: ListRow) => (
      <LeadCard
        row={row}
        onCall={() => {
          noteCall(row.leadId)
          onOpen(row.leadId)
        }}
      />
    ),
    [onOpen],
  )
  if (list.isPending) return <Skeleton rows={12} />
  if (list.error && list.rows.length === 0)
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.rows.length === 0) return <NoLeads why={props.why} />
  return (
    <VirtualTable
      label={w.title}
      rows={list.rows}
      columns={columns}
      rowKey={keyOfRow}
      total={props.total}
      look={look}
      active={open ?? pointed}
      onActive={point}
      onOpen={(row) => onOpen(row.leadId)}
      selected={props.selected}
      onSelect={props.onSelect}
      sort={props.sort}
      onSort={props.onSort}
      onMore={list.more}
      more={list.hasMore}
      moreError={list.moreError}
      onRetry={list.retryMore}
      renderPhone={card}
    />
  )
}

const keyOfRow = (row: ListRow) => row.leadId

function NoLeads({ why }: { why: Emptiness }) {
  const w = useWords(listWords)
  if (why === 'filtered')
    return (
      <Empty icon={<InboxOutlined />} title={w.emptyFiltered}>
        {w.emptyFilteredHint}
      </Empty>
    )
  if (why === 'mine')
    return (
      <Empty icon={<InboxOutlined />} title={w.emptyMine} action={<Link to="/pools">{w.toPools}</Link>}>
        {w.emptyMineHint}
      </Empty>
    )
  return (
    <Empty icon={<InboxOutlined />} title={w.emptyAll} action={<Link to="/imports">{w.toImport}</Link>}>
      {w.emptyAllHint}
    </Empty>
  )
}
