import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { localeOf } from '../../ui/format.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column, RowLook, Sort } from '../../ui/table.ts'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import type { ListRow } from '../lead/lead.ts'
import { leadWords } from '../lead/words.ts'
import { columnsOf } from '../leads/columns.tsx'
import { LeadCard } from '../leads/LeadCard.tsx'
import type { useList } from '../leads/useList.ts'
import { listWords } from '../leads/words.ts'
import { poolWords } from './words.ts'

interface PoolTableProps {
  list: ReturnType<typeof useList>
  total: number
  looks: ReadonlyMap<string, RowLook['state']>
  open: string | undefined
  onOpen: (leadId: string) => void
  sort: Sort
  onSort: (sort: Sort) => void
  busy: ReadonlySet<string>
  /** When those open to the reader that are offered to others first. */
  opens: ReadonlyMap<string, string>
  /** Absent: the reader is no member. */
  onClaim: ((row: ListRow) => Promise<void>) | undefined
}

const shownKeys = [
  'score',
  'name',
  'phone',
  'region',
  'source',
  'need',
  'tags',
  'lastFollowupAt',
  'arrivedAt',
] as const

/** The leads of a pool, contacts masked, each with its button. */
export function PoolTable(props: PoolTableProps) {
  const { list, looks, open, onOpen } = props
  const w = useWords(poolWords)
  const [pointed, setPointed] = useState<string | undefined>()
  const columns = usePoolColumns(props)
  const look = useCallback((row: ListRow): RowLook => ({ state: looks.get(row.leadId) }), [looks])
  const act = useClaimButton(props)
  const card = useCallback((row: ListRow) => <LeadCard row={row} act={act(row) ?? <span />} />, [act])
  const point = useCallback(
    (leadId: string) => {
      setPointed(leadId)
      if (open !== undefined) onOpen(leadId)
    },
    [open, onOpen],
  )
  if (list.isPending) return <Skeleton rows={12} />
  if (list.error && list.rows.length === 0)
    return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.rows.length === 0)
    return (
      <Empty icon={<InboxOutlined />} title={w.emptyPool}>
        {w.emptyPoolHint}
      </Empty>
    )
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

/** 14:30 of today, else with its day. */
function shortMoment(at: string, lang: Lang): string {
  const moment = new Date(at)
  const isToday = moment.toDateString() === new Date().toDateString()
  return new Intl.DateTimeFormat(localeOf(lang), {
    ...(isToday ? {} : { month: 'numeric', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(moment)
}

const keyOfRow = (row: ListRow) => row.leadId

function useClaimButton({ busy, opens, onClaim }: Pick<PoolTableProps, 'busy' | 'opens' | 'onClaim'>) {
  const { lang } = useLanguage()
  const w = useWords(poolWords)
  const l = useWords(leadWords)
  return useCallback(
    (row: ListRow) => {
      const at = opens.get(row.leadId)
      if (onClaim && row.gone === undefined && at !== undefined)
        return (
          <small className="faint" title={w.opensWhy}>
            {w.opensAt(shortMoment(at, lang))}
          </small>
        )
      return onClaim && row.gone === undefined ? (
        <Button
          size="small"
          className="claim"
          loading={busy.has(row.leadId)}
          aria-label={w.claimOf(row.name ?? l.nameless)}
          onClick={() => void onClaim(row)}
        >
          {w.claim}
        </Button>
      ) : null
    },
    [busy, opens, onClaim, w, l, lang],
  )
}

function usePoolColumns(props: PoolTableProps): readonly Column<ListRow>[] {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const act = useClaimButton(props)
  const { opens } = props
  return useMemo(() => {
    const all = columnsOf(fields, w, lang)
    // A moment with its day is wider than a button
    const width = opens.size > 0 ? 168 : 104
    const claim: Column<ListRow> = { key: 'claim', title: '', width, align: 'end', render: act }
    return [...shownKeys.flatMap((key) => all.get(key) ?? []), claim]
  }, [fields, w, lang, act, opens])
}
