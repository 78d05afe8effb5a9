import { Button, Tag } from 'antd'
import { useMemo } from 'react'
import { listDisputes } from '../../../contract/dispute.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { usePages } from '../../app/queries.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { disputeWords } from './words.ts'

type Row = Reply<typeof listDisputes>['items'][number]

interface ListProps {
  state: 'open' | 'settled' | undefined
  open: string | undefined
  onOpen: (disputeId: string) => void
  onShowAll: () => void
}

const keyOf = ({ disputeId }: Row) => disputeId

/** The disputes the reader has a part in, open ones first. */
export function DisputeList({ state, open, onOpen, onShowAll }: ListProps) {
  const w = useWords(disputeWords)
  const columns = useColumns()
  const list = usePages(listDisputes, { query: state ? { state } : {} })
  if (list.isPending) return <Skeleton rows={8} />
  if (!list.rows) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.rows.length === 0)
    return state ? (
      <Empty title={w.noneLike} action={<Button onClick={onShowAll}>{w.showAll}</Button>} />
    ) : (
      <Empty title={w.none}>{w.noneHint}</Empty>
    )
  return (
    <VirtualTable
      label={w.title}
      rows={list.rows}
      columns={columns}
      rowKey={keyOf}
      total={list.done ? list.rows.length : undefined}
      active={open}
      onActive={onOpen}
      onOpen={({ disputeId }) => onOpen(disputeId)}
      {...(list.more ? { onMore: list.more } : {})}
      more={!list.done}
      moreError={list.moreError}
      onRetry={list.retryMore}
      renderPhone={(row) => <OnPhone row={row} />}
    />
  )
}

function useColumns(): readonly Column<Row>[] {
  const w = useWords(disputeWords)
  return useMemo(
    () => [
      { key: 'state', title: w.state, width: 130, render: (row) => <State row={row} /> },
      { key: 'between', title: w.between, grow: 1.2, least: 160, render: between },
      {
        key: 'lead',
        title: w.lead,
        grow: 1.2,
        optional: true,
        render: ({ leadId, leadName }) =>
          leadId ? (leadName ?? w.nameless) : <span className="dispute-faint">{w.hidden}</span>,
      },
      { key: 'reason', title: w.reason, grow: 2, render: ({ reason }) => reason },
      {
        key: 'opened',
        title: w.opened,
        width: 120,
        render: ({ openedAt }) => <RelativeTime at={openedAt} />,
      },
    ],
    [w],
  )
}

const between = ({ claimant, holder }: Row) => `${claimant.name} ↔ ${holder.name}`

function State({ row: { settledAt, awardedTo, claimant, holder } }: { row: Row }) {
  const w = useWords(disputeWords)
  if (settledAt === null) return <Tag color="warning">{w.open}</Tag>
  return (
    <span className="dispute-faint">{w.goesTo(awardedTo === claimant.id ? claimant.name : holder.name)}</span>
  )
}

function OnPhone({ row }: { row: Row }) {
  return (
    <TwoLine
      main={between(row)}
      end={<State row={row} />}
      below={row.reason}
      belowEnd={<RelativeTime at={row.openedAt} />}
    />
  )
}
